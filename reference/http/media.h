#ifndef HTTP_MEDIA_H
#define HTTP_MEDIA_H

/* Media types (RFC 9110, section 8.3). */

#include "h1/base.h"

/*
 * The type of a file by the extension of its name, in any case;
 * application/octet-stream if nothing is known. The span is static.
 */
struct h1_span http_media_of_name(struct h1_span file_name);

#endif
