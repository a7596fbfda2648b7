#ifndef HTTP_MEDIA_TABLE_H
#define HTTP_MEDIA_TABLE_H

/*
 * Media types by extension, from a text in the format of /etc/mime.types: on
 * each line a type, then its extensions, white space between them; "#" begins a
 * comment.
 */

#include "h1/base.h"

/* An extension without its dot, and its type; empty if extension.len == 0. */
struct http_media_row {
	struct h1_span extension;
	struct h1_span type;
};

/* Members are for the functions below alone. */
struct http_media_table {
	struct http_media_row *rows; /* borrowed */
	size_t n_rows;		     /* a power of two, or 0 */
};

/* How many extensions `text` has. */
size_t http_media_table_count(struct h1_span text);

/*
 * Reads `text` into `table`. It borrows both `text` and `rows`, whose number
 * n_rows is a power of two greater than http_media_table_count(). Where an
 * extension stands twice the first one counts; words that are no media type or
 * no extension are passed over.
 */
void http_media_table_read(struct http_media_table *table,
	struct http_media_row *rows, size_t n_rows, struct h1_span text);

/*
 * The type of a file by the extension of its name, in any case; what the table
 * does not know http_media_of_name() tells. Borrows from the text, or static.
 */
struct h1_span http_media_table_of_name(const struct http_media_table *table,
	struct h1_span file_name);

/* Whether the extension of that name is known, in the table or without. */
bool http_media_table_knows(const struct http_media_table *table,
	struct h1_span file_name);

#endif
