#ifndef FAULT_FAULT_H
#define FAULT_FAULT_H

/*
 * Deliberate defects, which show that cases catch them: see faults.def. Only
 * the `faults` preset has them; in every other build the macros are constants,
 * so that nothing of a fault is left.
 *
 * FAULTY(id)	  whether that defect is on; one line at the rule that it breaks
 * ENFORCED(code) whether that entry of errors.def is refused, as ever
 * FAULT_BUILD	  whether this is such a build: then there is no short cut past
 *		  a rule, or the defect would show on odd input only
 */

#include "h1/base.h"

#ifdef ASSAY_FAULTS

enum fault {
#define FAULT(id, name, requirement, cases, text) FAULT_##id,
#define UNENFORCED(code, name, requirement, cases, text)
#include "faults.def"
	FAULT_COUNT
};

/* Set before the first octet is read, and never again. */
extern bool fault_on[FAULT_COUNT];
extern bool fault_unenforced[H1_E_COUNT];

#define FAULTY(id) (fault_on[FAULT_##id])
#define ENFORCED(code) (!fault_unenforced[code])
#define FAULT_BUILD true

#else

#define FAULTY(id) false
#define ENFORCED(code) true
#define FAULT_BUILD false

#endif
#endif
