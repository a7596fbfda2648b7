/*
 * The words of `assay audit`.
 */
#ifndef ASSAY_CLI_AUDIT_OPTIONS_H
#define ASSAY_CLI_AUDIT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrows from argv. */
struct audit_options {
	const char *folder;  /* of the reports */
	const char *targets; /* folder of target files; NULL: the usual one */
	uint32_t jobs;
	uint32_t limit_s;
	char **words; /* SET, NAME or FILE */
	int n_words;
	char **more; /* for each run */
	int n_more;
};

/* False: it has been told why; *status is the exit status. What is meant for the
 * runs is held against the cases as well. */
bool
audit_options_read(struct audit_options *o, int argc, char **argv, int *status);

#endif
