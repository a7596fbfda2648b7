#ifndef HTTP_ESCAPE_H
#define HTTP_ESCAPE_H

/* Names written so that they can stand in URIs and in HTML. */

#include "h1/base.h"

/* Room that `len` octets need at most. */
#define HTTP_ESCAPE_URI_MAX(len) (3 * (len))
#define HTTP_ESCAPE_HTML_MAX(len) (6 * (len))

/*
 * Writes a segment of a path, and gives its length: what is not unreserved
 * (RFC 3986, section 2.3) is written as pct-encoded, "/" and ":" too.
 */
size_t http_escape_uri(uint8_t *out, struct h1_span segment);

/*
 * Writes text, and gives its length: what means something in HTML, in content
 * and in quoted attributes, becomes a character reference. Octets below SP and
 * DEL become "?".
 */
size_t http_escape_html(uint8_t *out, struct h1_span text);

#endif
