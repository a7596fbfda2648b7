/*
 * Each string once, and known by its number.
 */
#ifndef ASSAY_COMPARE_STRINGS_H
#define ASSAY_COMPARE_STRINGS_H

#include <jansson.h>
#include <stdbool.h>

struct strings {
	json_t *list;	/* to be put into JSON */
	json_t *places; /* string -> its number */
	size_t len;	/* of all of them */
	bool failed;	/* memory ran out, or something was no UTF-8 */
};

void strings_open(struct strings *s);

/* The number of the string, which is UTF-8 and may hold NUL. */
json_t *strings_put(struct strings *s, const char *at, size_t len);
json_t *strings_text(struct strings *s, const char *text);

/* Gives the list and forgets the rest; NULL: it failed. */
json_t *strings_close(struct strings *s);

#endif
