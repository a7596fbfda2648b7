#ifndef H1_CHUNKED_H
#define H1_CHUNKED_H

#include "h1/base.h"

/* A chunk header, as it was read; `ext` borrows. */
struct h1_chunk {
	uint64_t size;	    /* octets of chunk-data; 0 for the last-chunk */
	struct h1_span ext; /* all behind the digits; may be empty */
};

/*
 * Reads the whole of `line`, which has no line end:
 *
 *	chunk-size [ chunk-ext ]		(RFC 9112, section 7.1)
 *
 * H1_ERROR: H1_E_CHUNK_SIZE, _CHUNK_SIZE_OVERFLOW, _CHUNK_EXT, _BARE_CR; off
 *           from line.at.
 */
enum h1_status h1_chunk_line_read(struct h1_chunk *chunk, struct h1_span line,
	struct h1_error *err);

/*
 * Takes one chunk header with its CRLF off `in`. `max` is the longest line,
 * *seen as for h1_cur_line().
 *
 * H1_OK:    `in` is at the first octet of chunk-data, or of the trailer
 *           section if chunk->size is 0.
 * H1_MORE:  the line is not complete.
 * H1_ERROR: H1_E_CHUNK_LINE_TOO_LONG, _BARE_LF, or an error of
 *           h1_chunk_line_read(); off from in->at.
 */
enum h1_status h1_chunk_header(struct h1_cur *in, size_t *seen,
	struct h1_chunk *chunk, size_t max, struct h1_error *err);

/*
 * Takes the CRLF behind chunk-data.
 *
 * H1_ERROR: H1_E_CHUNK_DATA_END, as soon as an octet is wrong.
 */
enum h1_status h1_chunk_data_end(struct h1_cur *in, struct h1_error *err);

/* One chunk extension (RFC 9112, section 7.1.1); spans borrow. */
struct h1_chunk_ext {
	struct h1_span name;
	struct h1_span value; /* absent without "="; without quotes */
	bool quoted;	      /* the value was a quoted-string */
};

/*
 * The next extension; *rest begins as chunk.ext. BWS is skipped.
 *
 * H1_OK:    *ext is written; ext->name is absent when there is no more.
 * H1_ERROR: H1_E_CHUNK_EXT, H1_E_BARE_CR; off from rest->at.
 */
enum h1_status h1_chunk_ext_next(struct h1_span *rest, struct h1_chunk_ext *ext,
	struct h1_error *err);

#endif
