/*
 * Options of a subcommand: --name, --name VALUE, --name=VALUE.
 */
#ifndef ASSAY_CLI_OPTIONS_H
#define ASSAY_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How often an option can be given whose values are all kept. */
#define OPTION_TIMES_MAX 16

/*
 * One of `flag` and `value` is set. Values borrow from argv. If the name ends
 * in "...", which is no part of it, `value` is the first of OPTION_TIMES_MAX
 * values that are NULL before, and become the values in their order.
 */
struct option {
	const char *name;   /* without the dashes */
	bool *flag;	    /* becomes true */
	const char **value; /* becomes the value; the last one counts */
};

/*
 * Takes the options out of argv, wherever they stand, up to "--". What is left
 * stands in argv[1] to argv[argc - 1]; argc is given. -1: an option is
 * unknown, has no value or one too many (told on stderr), or is --help (the
 * manual has been printed); *status is then the exit status.
 */
int options_take(int argc, char **argv, const struct option *options, size_t n,
	int *status);

/* Reads `len` octets as a decimal number, of digits alone. False: it is none,
 * or not one from `min` to `max`. */
bool options_number(const char *text, size_t len, uint32_t min, uint32_t max,
	uint32_t *n);

/* Reads a number with at most three decimals, in thousandths. False: it is none,
 * or not one from 1 to `max` thousandths. */
bool
options_thousandths(const char *text, size_t len, uint64_t max, uint64_t *out);

#endif
