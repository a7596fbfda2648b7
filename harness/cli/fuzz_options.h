/*
 * The words of `assay fuzz`.
 */
#ifndef ASSAY_CLI_FUZZ_OPTIONS_H
#define ASSAY_CLI_FUZZ_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/reach_options.h"

/* Borrows from argv. */
struct fuzz_options {
	const char *url;
	const char *cases;  /* folder; NULL: the usual one */
	const char *folder; /* for finds; NULL: none */
	uint32_t seconds;
	uint32_t messages; /* 0: until the time is over */
	uint32_t max_finds;
	uint32_t rate; /* 0: as fast as it goes */
	uint32_t jobs;
	uint32_t seed;
	bool has_rate;
	struct reach_options reach;
	bool quiet;
};

/* False: it has been told why; *status is the exit status. */
bool
fuzz_options_read(struct fuzz_options *o, int argc, char **argv, int *status);

#endif
