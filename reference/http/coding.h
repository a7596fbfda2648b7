#ifndef HTTP_CODING_H
#define HTTP_CODING_H

/* Content codings (RFC 9110, section 8.4). */

#include "http/preference.h"

enum http_coding {
#define HTTP_ROW(id, name, suffix) HTTP_CODING_##id,
#include "http/coding.def"
#undef HTTP_ROW
	HTTP_CODING_IDENTITY /* none */
};

/* Its name; "identity" is never sent. */
struct h1_span http_coding_name(enum http_coding coding);

/* What the name of a file ends in that holds content so coded; empty for
 * HTTP_CODING_IDENTITY. */
struct h1_span http_coding_suffix(enum http_coding coding);

/* The coding that a file of this name holds content in, by its suffix. */
enum http_coding http_coding_of_name(struct h1_span file_name);

/* Whether content of that media type grows smaller by compression: text, and
 * what is written as text. */
bool http_coding_pays(struct h1_span type);

#endif
