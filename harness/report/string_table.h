/*
 * Strings that are named by number, so that a text that stands in thousands of
 * places is written once. Octets are U+0000 to U+00FF.
 */
#ifndef ASSAY_REPORT_STRING_TABLE_H
#define ASSAY_REPORT_STRING_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct string_table {
	json_t *strings; /* array, in order of number; owned */
	json_t *numbers; /* object: string -> number; owned */
	size_t room;	 /* octets of JSON that may still be added; 0 once
				something had none */
	bool failed;	 /* memory ran out */
};

/* False: out of memory; it can be freed all the same. */
bool string_table_init(struct string_table *t, size_t room);
void string_table_free(struct string_table *t);

/*
 * Gives the number of a string, which is added if it is new. NULL: its JSON,
 * or that of the number, has no room any more; or out of memory, and then
 * `failed` is set.
 */
json_t *string_table_number(struct string_table *t, const void *at, size_t len);

/* Gives the array, and leaves the table without it. */
json_t *string_table_take(struct string_table *t);

#endif
