#ifndef FUZZ_VALUE_LINES_H
#define FUZZ_VALUE_LINES_H

#include "engine/entry.h"
#include "h1/field.h"

/*
 * How entries over values take their input apart: it is text in lines that end
 * with LF, so that seeds can be read and written by hand.
 */

/* Longer inputs say nothing new, and slow readers are slow. */
#define VALUE_MAX 2048

/* Takes the first line off *text; at its end, an empty one. */
struct h1_span line_take(struct h1_span *text);

#define LINES_MAX 24

/* Lines as the field lines of a section. */
struct lines {
	struct h1_field at[LINES_MAX];
	struct h1_fields fields;
};

/*
 * Takes each line as "name: value", without white space around the value; one
 * without a colon is passed over, and so are more than LINES_MAX. Borrows.
 */
void lines_read(struct lines *lines, struct h1_span text);

/* The same field lines, the last one first. */
void lines_turn(struct lines *lines);

/* The value of the first field line of that name; absent if there is none. */
struct h1_span lines_value(const struct lines *lines, struct h1_span name);

size_t lines_count(const struct lines *lines, struct h1_span name);

/* Whether `part` lies in `whole`. */
bool span_within(struct h1_span part, struct h1_span whole);

bool span_has(struct h1_span span, uint8_t octet);

#endif
