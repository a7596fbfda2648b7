#include "http/validator.h"

#include "h1/octet.h"

/* opaque-tag = DQUOTE *etagc DQUOTE; a backslash is an etagc like any other */
static bool
opaque_tag(struct h1_cur *cur, struct h1_span *opaque)
{
	const uint8_t *from;

	if (!h1_cur_octet(cur, '"'))
		return false;
	from = cur->at;
	while (!h1_cur_at_end(cur) && *cur->at != '"' &&
		h1_octet_is(*cur->at, H1_VCHAR | H1_OBS_TEXT))
		cur->at++;
	*opaque = h1_span_between(from, cur->at);
	return h1_cur_octet(cur, '"');
}

bool
http_entity_tag_take(struct h1_cur *cur, struct http_entity_tag *tag)
{
	struct h1_cur c = *cur;
	struct http_entity_tag read;

	read.weak = h1_cur_literal(&c, H1_SPAN("W/"));
	if (!opaque_tag(&c, &read.opaque))
		return false;
	*tag = read;
	*cur = c;
	return true;
}

bool
http_entity_tag_equal_weak(const struct http_entity_tag *a,
	const struct http_entity_tag *b)
{
	return a->opaque.at != NULL && b->opaque.at != NULL &&
	       h1_span_equal(a->opaque, b->opaque);
}

bool
http_entity_tag_equal_strong(const struct http_entity_tag *a,
	const struct http_entity_tag *b)
{
	return !a->weak && !b->weak && http_entity_tag_equal_weak(a, b);
}
