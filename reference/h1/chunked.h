#ifndef H1_CHUNKED_H
#define H1_CHUNKED_H

#include "h1/base.h"

/* A chunk header, as it was read; `ext` borrows. */
struct h1_chunk {
	uint64_t size;	    /* octets of chunk-data; 0 for the last-chunk */
	struct h1_span ext; /* all behind the digits; may be empty */
};

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
