#ifndef H1_CHUNK_HEADER_H
#define H1_CHUNK_HEADER_H

#include "h1/line.h"

/*
 * The states of a chunk header; for the library alone.
 *
 *	chunk-size [ chunk-ext ] CRLF		(RFC 9112, section 7.1)
 *
 * In the end line->chunk is written. Nothing here is ever tolerated.
 */
extern const h1_line_state h1_chunk_header_states[];

#endif
