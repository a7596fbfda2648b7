#ifndef HTTP_PARAMETER_H
#define HTTP_PARAMETER_H

/* Parameters of media types and the like (RFC 9110, section 5.6.6). */

#include "h1/cursor.h"

struct http_parameter {
	struct h1_span name;
	struct h1_span value; /* without quotes, backslashes included */
};

/*
 * parameters = *( OWS ";" OWS [ parameter ] ): takes the next one that is
 * there. False at the end, or where the grammar is broken; then `cur` is not at
 * its end.
 */
bool http_parameter_next(struct h1_cur *cur, struct http_parameter *parameter);

/* Moves to the first ";", or to the end: behind what stands before the
 * parameters. */
void http_parameter_find(struct h1_cur *cur);

#endif
