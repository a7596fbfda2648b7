#ifndef VECTORS_H
#define VECTORS_H

#include "h1/h1.h"

/*
 * Inputs of the message reader, and what it must say to them.
 *
 * In the input a caret stands before the octet that is refused; it is taken
 * out before the input is used, and gives the expected offset, which counts
 * from the start of the message that is refused. A row that is
 * accepted has no caret, and `trace` says how it is understood.
 */
struct vector {
	const char *in; /* may hold NUL */
	size_t len;
	const char *trace;	 /* see trace.h; NULL where code is set */
	struct h1_limits limits; /* all 0: the defaults */
	size_t from;		 /* octets of messages before the refused one */
	enum h1_code code;	 /* H1_E_NONE: accepted */
	enum h1_kind kind;
	enum h1_answers answers;
	unsigned lenient;
	unsigned tolerated; /* flags that an accepted row needs */
	bool eof;	    /* the peer closes behind the input */
};

struct vectors {
	const char *name;
	const struct vector *rows;
	size_t n;
};

/*
 * REFUSE(code, input [, other members]) and
 * ACCEPT(input, trace [, other members])
 */
/* clang-format off */
#define FIRST(first, ...)	first
#define REFUSE(code_, ...)						\
	{.code = H1_E_##code_, .len = sizeof(FIRST(__VA_ARGS__, 0)) - 1, \
	.in = __VA_ARGS__}
#define ACCEPT(in_, ...)						\
	{.in = (in_), .len = sizeof(in_) - 1, .trace = __VA_ARGS__}

#define VECTORS(name_)							\
	const struct vectors vectors_##name_ = {			\
		#name_, rows, sizeof(rows) / sizeof(rows[0])}
/* clang-format on */

extern const struct vectors vectors_chunked;
extern const struct vectors vectors_field;
extern const struct vectors vectors_framing;
extern const struct vectors vectors_lenient;
extern const struct vectors vectors_limit;
extern const struct vectors vectors_response;
extern const struct vectors vectors_start_line;
extern const struct vectors vectors_target;

/* All of them; the last entry is NULL. */
extern const struct vectors *const vectors_all[];

/* The octets of a row without its caret. */
struct input {
	uint8_t at[4096];
	size_t len;
	size_t caret; /* SIZE_MAX if there is none */
};

void vector_input(struct input *input, const struct vector *v);

#endif
