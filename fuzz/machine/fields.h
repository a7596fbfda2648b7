#ifndef FUZZ_FIELDS_H
#define FUZZ_FIELDS_H

/*
 * Field lines, looked at slowly and without what is tested: what the rules and
 * the expectations know of a message.
 */

#include "h1/field.h"

/* How many field lines have that name, in any case. */
size_t fields_count(const struct h1_fields *fields, const char *name);

/* The value of the first of them; absent if there is none. */
struct h1_span fields_value(const struct h1_fields *fields, const char *name);

/* Whether an element of that comma-separated list is `token`, in any case. Of
 * quoted strings it knows nothing: see fields_quoted(). */
bool fields_list(const struct h1_fields *fields, const char *name,
	const char *token);

/* Whether that list has an element that is not `token`. */
bool fields_other(const struct h1_fields *fields, const char *name,
	const char *token);

/* Whether a value of that name has a quote in it. */
bool fields_quoted(const struct h1_fields *fields, const char *name);

/* A copy of the array; given to free(). The octets stay where they are. */
void fields_copy(struct h1_fields *copy, const struct h1_fields *fields);

/* Comparisons of a span with a text. */
bool text_is(struct h1_span span, const char *text);
bool text_is_nocase(struct h1_span span, const char *text);

/* Whether it is a run of digits, at most 18; *number is then what they say. */
bool text_number(uint64_t *number, struct h1_span digits);

/* Cuts the next element off a list without quoted strings, white space taken
 * away on both sides; false at the end. Elements may be empty. */
bool text_element(struct h1_span *element, struct h1_span *rest);

#endif
