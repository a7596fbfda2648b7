/*
 * The results of a SARIF file, and the rules that they need.
 */
#ifndef ASSAY_REPORT_SARIF_RESULTS_H
#define ASSAY_REPORT_SARIF_RESULTS_H

#include "report/sarif_rules.h"

struct sarif_results {
	struct sarif_rules rules;
	json_t *array;	   /* of result, the gravest first */
	size_t n_left_out; /* what is above the limit of readers */
	bool ok;	   /* memory did not run out */
};

/* False: out of memory; sarif_results_free() is called all the same, and gives
 * back what the file did not take references to. */
bool sarif_results_begin(struct sarif_results *s, const struct run *run);
void sarif_results_free(struct sarif_results *s);

/* Adds all deviations of the run. False: out of memory. */
bool sarif_results_add(struct sarif_results *s);

#endif
