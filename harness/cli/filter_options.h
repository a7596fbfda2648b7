/*
 * The options that select cases by what they say of themselves; `run` and
 * `list` have them.
 */
#ifndef ASSAY_CLI_FILTER_OPTIONS_H
#define ASSAY_CLI_FILTER_OPTIONS_H

#include "case/filter.h"
#include "cli/options.h"
#include "cli/suite.h"

/* Zero-initialised selects all. Borrows from argv. */
struct filter_options {
	struct filter filter;
	const char *shard; /* as given: "1/3"; NULL: all cases */
};

/* Rows for options_take(). */
#define FILTER_OPTIONS(o)                                              \
	{"level", NULL, &(o)->filter.words[FILTER_LEVEL]},             \
		{"section", NULL, &(o)->filter.words[FILTER_SECTION]}, \
		{"shard", NULL, &(o)->shard},                          \
		{"tag", NULL, &(o)->filter.words[FILTER_TAG]},         \
	{                                                              \
		"without", NULL, &(o)->filter.words[FILTER_WITHOUT]    \
	}
#define N_FILTER_OPTIONS 5

/* Reads what options_take() found. False: it has been told why. */
bool filter_options_read(struct filter_options *o, const char *command);

/* Looks for a word that no case fits, which can only be a slip. STATUS_OK, or
 * STATUS_USAGE when it has been told. */
int filter_options_check(const struct filter_options *o,
	const struct suite *suite, const char *command);

#endif
