/*
 * Deviations, each kind of them once.
 */
#ifndef ASSAY_REPORT_DEVIATIONS_H
#define ASSAY_REPORT_DEVIATIONS_H

#include "report/report.h"

/*
 * Appends the text of the next deviation with verdict `v` at or after result
 * *i, and moves *i behind it. Variants of one case that came to the same
 * outcome are one deviation: the first is told in full, the others by name.
 * What a baseline knows is left out.
 * False: there is none left.
 */
bool deviations_next(const struct run *r, enum verdict v, size_t *i,
	struct octets *out);

/* How many results before and behind `i` are the same deviation. */
size_t deviations_before(const struct run *r, size_t i);
size_t deviations_behind(const struct run *r, size_t i);

#endif
