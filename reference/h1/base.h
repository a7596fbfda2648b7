#ifndef H1_BASE_H
#define H1_BASE_H

/*
 * What every module of the wire layer shares.
 *
 * Conventions, told here once:
 *
 * - Results are H1_OK, H1_MORE and H1_ERROR. Outputs are written, and input is
 *   consumed, only on H1_OK; *err is written only on H1_ERROR.
 * - Parameters come in the order context, outputs, inputs; `err` is the last
 *   and may not be NULL.
 * - `_len` counts octets, `n_` counts things, `_off` is a position in octets.
 * - Spans and cursors borrow: they are valid as long as the octets they point
 *   into stay where they are.
 * - Nothing here allocates, does I/O, reads a clock or knows a locale.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum h1_status {
	H1_OK,	 /* done: outputs written, input consumed */
	H1_MORE, /* not decidable yet: come back with more */
	H1_ERROR /* refused, for good: see struct h1_error */
};

/* Everything that is refused; errors.def says more about each. */
enum h1_code {
	H1_E_NONE,
#define H1_ROW(code, clause, requirement, status, text) H1_E_##code,
#include "h1/errors.def"
#undef H1_ROW
	H1_E_COUNT
};

/*
 * Why something was refused. `off` is the place of the first octet that does
 * not fit: for the message reader in octets from the start of the message
 * (including empty lines before it, and counting on through its content), for
 * a function that reads one part from the first octet of its input.
 */
struct h1_error {
	enum h1_code code;
	size_t off;
};

/* Octets that belong to somebody else; at == NULL says "absent". */
struct h1_span {
	const uint8_t *at;
	size_t len;
};

/* Octets still to be read: `at` moves towards `end`. */
struct h1_cur {
	const uint8_t *at;
	const uint8_t *end;
};

/* Which of the two kinds of message. */
enum h1_kind {
	H1_REQUEST,
	H1_RESPONSE
};

/* A span over a string literal. */
#define H1_SPAN(literal) \
	((struct h1_span){(const uint8_t *)("" literal), sizeof(literal) - 1})

static inline struct h1_span
h1_span_between(const uint8_t *at, const uint8_t *end)
{
	return (struct h1_span){at, (size_t)(end - at)};
}

/* Octet by octet, as methods are compared. */
bool h1_span_equal(struct h1_span a, struct h1_span b);

/* ASCII letters alike in both cases, as names and tokens are compared. */
bool h1_span_equal_nocase(struct h1_span a, struct h1_span b);

#endif
