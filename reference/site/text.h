#ifndef SITE_TEXT_H
#define SITE_TEXT_H

/* Text that grows. */

#include "h1/base.h"

/* Members are for the functions below alone; start with zeros. */
struct text {
	uint8_t *octets; /* owned */
	size_t len;
	size_t room;
	bool failed; /* for want of memory: something is missing */
};

/* Adds octets, or a text of ours. */
void text_add(struct text *text, struct h1_span span);
void text_put(struct text *text, const char *ours);

/* Adds a name as a segment of a path in a URI, or as text in HTML. */
void text_add_uri(struct text *text, struct h1_span name);
void text_add_html(struct text *text, struct h1_span name);

/* Adds a decoded path as it stands in a URI. */
void text_add_path(struct text *text, struct h1_span path);

void text_add_number(struct text *text, uint64_t number);

/* What has been added; borrowed until the next change. */
struct h1_span text_span(const struct text *text);
void text_free(struct text *text);

#endif
