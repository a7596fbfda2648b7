#ifndef BENCH_OPTIONS_H
#define BENCH_OPTIONS_H

#include "measure.h"

struct options {
	struct measure_options measure;
	bool help;
	bool list;
	bool curves;
	size_t repeat;	  /* times, instead of measuring; or 0 */
	const char *peer; /* id, of the one that repeats */
	const char *only; /* name of a workload, or NULL */
	const char *json; /* path, or NULL */
};

/* Reads the command line; false if it is not of the form of the help. */
bool options_read(struct options *options, int argc, char **argv);

void options_print_help(void);

#endif
