#ifndef HTTP_METHOD_H
#define HTTP_METHOD_H

/* Request methods (RFC 9110, section 9), and sets of them. */

#include "h1/base.h"

enum http_method {
#define HTTP_ROW(name) HTTP_METHOD_##name,
#include "http/method.def"
#undef HTTP_ROW
	HTTP_METHOD_UNKNOWN /* a token that is none of them */
};

/* Sets of methods are these, joined by |. */
enum {
#define HTTP_ROW(name) HTTP_ALLOW_##name = 1u << HTTP_METHOD_##name,
#include "http/method.def"
#undef HTTP_ROW
	HTTP_ALLOW_NONE = 0
};

/* Room that http_method_allow_write() needs at most. */
#define HTTP_METHOD_ALLOW_MAX 96

/* The method of that name; names are case-sensitive. */
enum http_method http_method_find(struct h1_span name);

/* Its name as text; "" for HTTP_METHOD_UNKNOWN. */
const char *http_method_name(enum http_method method);

/* Whether the set `allowed` holds `method`; no set holds an unknown one. */
bool http_method_allowed(unsigned allowed, enum http_method method);

/*
 * Writes the value of Allow (RFC 9110, section 10.2.1) and gives its length,
 * which is 0 for the empty set. `out` has room for HTTP_METHOD_ALLOW_MAX.
 */
size_t http_method_allow_write(uint8_t *out, unsigned allowed);

#endif
