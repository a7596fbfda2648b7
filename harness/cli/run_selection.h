/*
 * Which cases a run plays: what its globs and ids name, and its gate's tags.
 */
#ifndef ASSAY_CLI_RUN_SELECTION_H
#define ASSAY_CLI_RUN_SELECTION_H

#include "cli/run_options.h"
#include "cli/suite.h"

/* Whether a glob, or the id of --cases-from, names it, and the filters take it;
 * `id` has the variant behind the case's id. */
bool run_selection_has(const struct run_options *o, const struct test_case *c,
	const char *id);

/*
 * Looks for what can only be a slip: a glob or id that names no case, words that
 * no case fits, a tag in the gate that no case has; and whether all together
 * leave a case. STATUS_OK, or STATUS_USAGE when it has been
 * told.
 */
int run_selection_check(const struct run_options *o, const struct suite *suite);

#endif
