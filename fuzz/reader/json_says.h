#ifndef FUZZ_JSON_SAYS_H
#define FUZZ_JSON_SAYS_H

/*
 * What h1parse wrote is JSON, and a value in it is what was read. Each ends the
 * process if not, and counts in `met` what an entry wants to have met.
 */

#include "h1/base.h"

#include <jansson.h>

/* All objects in what was written, one a line. */
json_t *says_objects(const char *text, size_t len);

struct says_met {
	unsigned long high;	 /* octets above 7F */
	unsigned long nul;	 /* octets that are NUL */
	unsigned long great;	 /* numbers too great for JSON readers */
	unsigned long tolerated; /* lists of deviations that are not empty */
};

/* The octets stand at `*at` in the text; that is then behind them. */
void says_octets(struct says_met *met, const json_t *string, size_t *at,
	struct h1_span octets);

/* The string is these octets; or there is none, and they are absent. */
void
says_string(struct says_met *met, const json_t *string, struct h1_span octets);

/* `text` may be NULL: there is none. */
void says_text(const json_t *json, const char *text);

/* Those that a double cannot hold are strings. */
void says_number(struct says_met *met, const json_t *json, uint64_t number);

/* The names of the deviations, from the lowest bit on. */
void says_flags(struct says_met *met, const json_t *array, unsigned flags);

#endif
