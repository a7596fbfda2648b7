/*
 * The deliberate defects of the reference, reference/faults.def. The fault
 * matrix proves that the cases named for each of them catch it.
 */
#ifndef ASSAY_COVERAGE_FAULTS_H
#define ASSAY_COVERAGE_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "case/case.h"

struct fault_row {
	const char *name;	 /* "chunk-size-hex-prefix" */
	const char *requirement; /* id of what it breaks */
	const char *cases;	 /* globs, separated by spaces */
	const char *text;	 /* what the server then does */
};

/* All of them, in the order of the table. */
const struct fault_row *faults_rows(size_t *n);

/* The globs one by one: copies the next one from *at, which moves behind it.
 * False: there is none left. */
#define FAULT_GLOB_MAX 256
bool fault_glob(const char **at, char glob[FAULT_GLOB_MAX]);

/* Whether the glob matches the case, or a variant of it. Only * is special: any
 * number of characters. */
bool fault_glob_is(const char *glob, const struct test_case *t);

/* Whether one of the fault's globs does. */
bool fault_names(const struct fault_row *fault, const struct test_case *t);

#endif
