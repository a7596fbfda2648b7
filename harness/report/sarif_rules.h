/*
 * The rules of a SARIF file: the requirements that its results cite.
 */
#ifndef ASSAY_REPORT_SARIF_RULES_H
#define ASSAY_REPORT_SARIF_RULES_H

#include <jansson.h>

#include "report/report.h"

struct sarif_rules {
	const struct run *run;
	json_t *array;	 /* of reportingDescriptor, in order of first use */
	json_t *indices; /* id -> index */
	bool failed;	 /* memory ran out */
};

/* The id of the rule that a case is about: the requirement under test, or the
 * case itself where no sentence is. */
const char *sarif_rule_id(const struct test_case *c);

/* Split variances have a rule of their own. */
#define SARIF_RULE_VARIANCE "split-variance"

/* False: out of memory. sarif_rules_free() gives back what the file did not. */
bool sarif_rules_begin(struct sarif_rules *rules, const struct run *run);
void sarif_rules_free(struct sarif_rules *rules);

/* The index of the rule of that case (NULL: of split variances), which is made
 * if it is not there yet. */
size_t sarif_rules_index(struct sarif_rules *rules, const struct test_case *c);

/* {"text": ...} */
json_t *sarif_message(const char *text);

#endif
