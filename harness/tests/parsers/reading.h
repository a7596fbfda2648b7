/*
 * How another parser reads one request. Each program here is one parser behind
 * the same main().
 */
#ifndef ASSAY_TESTS_PARSERS_READING_H
#define ASSAY_TESTS_PARSERS_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "case/octets.h"

enum reading_result {
	READING_ACCEPTED, /* one complete message, and what follows it */
	READING_REFUSED,
	READING_MORE, /* waits for octets */
};

struct reading_field {
	struct octets name;
	struct octets value;
};

/* Zero-initialised is empty. */
struct reading {
	enum reading_result result;
	struct octets method;
	struct octets target;
	struct octets content;
	struct reading_field *fields; /* of the header section */
	size_t n_fields;
	size_t room;
	size_t consumed; /* octets of the message, if accepted */
};

/* Adds an empty field, the last one. Ends the program without memory, as do
 * all functions here. */
struct reading_field *reading_field_add(struct reading *r);

/* The last field; there is one. */
struct reading_field *reading_field_last(struct reading *r);

/* Appends to one of the strings of a reading. */
void reading_append(struct octets *to, const void *at, size_t len);

/* The parser. `message` may be written to; `ends`: the peer closes behind it. */
void parser_read(struct reading *r, struct octets *message, bool ends);

#endif
