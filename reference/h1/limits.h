#ifndef H1_LIMITS_H
#define H1_LIMITS_H

#include "h1/base.h"

/*
 * How much of what is accepted. Lines are counted without their line end,
 * sections with the line ends of their field lines. Values that offsets of 32
 * bits could not reach are lowered by h1_limits_clamp().
 */
struct h1_limits {
	size_t empty_lines;	/* CRLF before a request-line */
	size_t start_line;	/* request-line or status-line */
	size_t field_line;	/* one field line, of header or trailers */
	size_t field_section;	/* field lines of the header together */
	size_t fields;		/* field lines in header or trailers */
	size_t chunk_line;	/* chunk-size and chunk-ext */
	size_t chunk_exts;	/* chunk extensions of one message together */
	size_t trailer_section; /* field lines of the trailers together */
	uint64_t content;	/* content of one message */
};

/*
 * Defaults. RFC 9112, section 3 recommends room for request-lines of at least
 * 8000 octets; the content is not limited here.
 */
/* clang-format off */
#define H1_LIMITS_DEFAULT {		\
	.empty_lines = 4,		\
	.start_line = 8192,		\
	.field_line = 16384,		\
	.field_section = 65536,		\
	.fields = 100,			\
	.chunk_line = 4096,		\
	.chunk_exts = 16384,		\
	.trailer_section = 16384,	\
	.content = UINT64_MAX,		\
}
/* clang-format on */

/* The same as a value. */
extern const struct h1_limits h1_limits_default;

/* `limits`, or the defaults for NULL, lowered to what the reader can count. */
struct h1_limits h1_limits_clamp(const struct h1_limits *limits);

/* Octets of which the reader, when it has been shown that many, takes or refuses
 * some: so much room is enough for what it has not taken. */
size_t h1_limits_input(const struct h1_limits *limits);

#endif
