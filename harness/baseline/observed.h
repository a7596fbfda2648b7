/*
 * Which verdicts a run gave, from its JSON report (harness/report/FORMAT.md).
 */
#ifndef ASSAY_BASELINE_OBSERVED_H
#define ASSAY_BASELINE_OBSERVED_H

#include "case/arena.h"
#include "case/case.h"
#include "case/diagnostics.h"

/* All of it lives in an arena. */
struct observed {
	const char *id;
	enum verdict verdict;
};

struct observations {
	const char *target;  /* name of the target file; NULL: there was none */
	const char *version; /* what the target says it is; "" nothing */
	struct observed *list; /* sorted by id */
	size_t n;
};

/*
 * Reads a report of format 1, of at most OCTETS_MAX octets. False, and a diagnostic: it
 * cannot be read, is no such report, or tells of a run that was interrupted.
 */
bool observed_read(struct observations *out, struct arena *arena,
	const char *path, struct diagnostics *d);

/* NULL: the run did not have it. */
const struct observed *
observed_find(const struct observations *o, const char *id);

#endif
