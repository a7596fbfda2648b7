/*
 * The words of `assay run`.
 */
#ifndef ASSAY_CLI_RUN_OPTIONS_H
#define ASSAY_CLI_RUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/filter_options.h"
#include "cli/reach_options.h"
#include "report/report.h"

/* Borrows from argv; what else it holds run_options_free() gives back. */
struct run_options {
	const char *url;		       /* NULL with a target file */
	const char *target_file;	       /* NULL: none */
	const char *cases;		       /* folder; NULL: the usual one */
	const char *reports[N_REPORT_FORMATS]; /* files; NULL: none */
	const char *log; /* what the target prints; NULL: shown if it fails */
	const char *baseline; /* file; NULL: none is named */
	bool strict_baseline;
	const char *reproducers; /* folder; NULL: none */
	const char *fail_on;
	bool has_fail_on; /* it was asked for */
	struct gate *gate;
	const char **globs; /* none: all cases */
	size_t n_globs;
	char *ids; /* what --cases-from read */
	struct filter_options filters;
	struct reach_options reach;
	const char *via; /* told by the user; NULL: nothing */
	unsigned jobs;
	unsigned split_jobs; /* for plays in segments, which mostly wait */
	unsigned connect_ms;
	unsigned max_connections; /* 0: as many as jobs */
	uint64_t interval_ns;	  /* between connections; 0: none */
	bool split;
	bool with_dos;
	bool with_slow;
	bool quiet;
	bool shuffle;
	uint32_t seed;	   /* of --shuffle */
	uint32_t repeat;   /* rounds, from 1 */
	uint32_t max_fail; /* 0: play all */
};

/* False: it has been told why; *status is the exit status. */
bool
run_options_read(struct run_options *o, int argc, char **argv, int *status);

/* Tells what an option should have been. False. */
bool
run_options_refuse(const char *option, const char *expected, const char *found);

void run_options_free(struct run_options *o);

#endif
