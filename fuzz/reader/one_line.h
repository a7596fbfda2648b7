#ifndef FUZZ_ONE_LINE_H
#define FUZZ_ONE_LINE_H

#include "h1/h1.h"

/* One line of a message: as the writer writes it, as somebody would who looks
 * at nothing, and as a strict reader takes it. */

enum line_kind {
	LINE_REQUEST, /* a: method, b: request-target */
	LINE_STATUS,  /* b: reason-phrase */
	LINE_FIELD,   /* a: name, b: value */
	LINE_NUMBER,  /* a: name, with a number as value */
	LINE_CHUNK,   /* b: chunk-ext */
	LINE_KINDS
};

struct line {
	enum line_kind kind;
	struct h1_span a, b;
	unsigned minor;
	unsigned status;
	uint64_t number; /* value, or chunk-size */
};

/* Octets that any line takes besides `a` and `b`, and one more. */
#define LINE_ROOM 64

enum h1_status
line_write(struct h1_out *out, const struct line *line, struct h1_error *err);

/* There is room for all of it. */
void line_write_blindly(struct h1_out *out, const struct line *line);

/* Whether a strict reader, shown a message around `text`, takes all of it for
 * this line and nothing else. */
bool line_reads_as(const struct line *line, struct h1_span text);

#endif
