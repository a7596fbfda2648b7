#ifndef HTTP_MEDIA_H
#define HTTP_MEDIA_H

/* Media types (RFC 9110, section 8.3). */

#include "h1/base.h"

/* Octets of a type that is known here, without parameters, at most. */
#define HTTP_MEDIA_TYPE_MAX 127

/*
 * The type of a file by the extension of its name, in any case;
 * application/octet-stream if nothing is known. The span is static.
 */
struct h1_span http_media_of_name(struct h1_span file_name);

/* What stands behind the last dot of the last segment, or nothing. */
struct h1_span http_media_extension(struct h1_span file_name);

/* Whether it is text/..., which has a charset (RFC 9110, section 8.3.2). */
bool http_media_is_text(struct h1_span type);

/* Whether two types are the same but for their parameters. */
bool http_media_equal(struct h1_span a, struct h1_span b);

#endif
