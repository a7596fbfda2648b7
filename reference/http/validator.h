#ifndef HTTP_VALIDATOR_H
#define HTTP_VALIDATOR_H

/* Validators (RFC 9110, section 8.8). */

#include "h1/base.h"
#include "h1/cursor.h"

/*
 * entity-tag; `opaque` borrows the octets between the quotes. Absent if
 * opaque.at == NULL.
 */
struct http_entity_tag {
	bool weak;
	struct h1_span opaque;
};

/* What conditions are compared with: the current state of a resource. */
struct http_representation {
	bool exists;	       /* there is a current representation */
	bool dated;	       /* last_modified is known */
	int64_t last_modified; /* seconds since 1970-01-01 00:00:00 UTC */
	struct http_entity_tag tag;
};

/* entity-tag = [ "W/" ] opaque-tag (RFC 9110, section 8.8.3) */
bool http_entity_tag_take(struct h1_cur *cur, struct http_entity_tag *tag);

/* Strong and weak comparison (RFC 9110, section 8.8.3.2); absent ones are
 * equal to none. */
bool http_entity_tag_equal_strong(const struct http_entity_tag *a,
	const struct http_entity_tag *b);
bool http_entity_tag_equal_weak(const struct http_entity_tag *a,
	const struct http_entity_tag *b);

#endif
