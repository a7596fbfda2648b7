#ifndef TRACE_H
#define TRACE_H

#include "h1/h1.h"

/*
 * What a reader said, as text: one line per event, without a last line end.
 * Runs of content are joined, so that the trace does not depend on how the
 * octets were cut, and the trace of a prefix is a prefix of the trace.
 *
 *	GET /p?q HTTP/1.1 origin host=a length=5 keep
 *	 Host: a
 *	content hello
 *	end
 */
struct trace {
	char text[16384];
	size_t len;
	bool in_content;
	unsigned tolerated;
};

void trace_init(struct trace *trace);

void trace_head(struct trace *trace, const struct h1_head *head);

void trace_piece(struct trace *trace, const struct h1_piece *piece);

void trace_error(struct trace *trace, const struct h1_error *err);

#endif
