/*
 * http-parser as packaged, which is its loose mode: strict has to be compiled
 * in.
 */

#include <http_parser.h>
#include <string.h>

#include "parsers/reading.h"

/* What its callbacks write into. */
struct state {
	struct reading *reading;
	bool in_trailers;
	bool in_name; /* the last callback was for a field name */
	bool complete;
};

static int
on_url(http_parser *p, const char *at, size_t len)
{
	struct state *s = p->data;

	reading_append(&s->reading->target, at, len);
	return 0;
}

static int
on_field(http_parser *p, const char *at, size_t len)
{
	struct state *s = p->data;

	if (s->in_trailers)
		return 0;
	if (!s->in_name)
		(void)reading_field_add(s->reading);
	s->in_name = true;
	reading_append(&reading_field_last(s->reading)->name, at, len);
	return 0;
}

static int
on_value(http_parser *p, const char *at, size_t len)
{
	struct state *s = p->data;

	s->in_name = false;
	if (!s->in_trailers && s->reading->n_fields > 0)
		reading_append(&reading_field_last(s->reading)->value, at, len);
	return 0;
}

static int
on_head(http_parser *p)
{
	struct state *s = p->data;

	s->in_trailers = true;
	return 0;
}

static int
on_body(http_parser *p, const char *at, size_t len)
{
	struct state *s = p->data;

	reading_append(&s->reading->content, at, len);
	return 0;
}

/* What follows is not part of the message. */
static int
on_complete(http_parser *p)
{
	struct state *s = p->data;

	s->complete = true;
	http_parser_pause(p, 1);
	return 0;
}

static const http_parser_settings settings = {
	.on_url = on_url,
	.on_header_field = on_field,
	.on_header_value = on_value,
	.on_headers_complete = on_head,
	.on_body = on_body,
	.on_message_complete = on_complete,
};

void
parser_read(struct reading *r, struct octets *message, bool ends)
{
	struct state s = {.reading = r};
	http_parser parser;
	size_t done;

	http_parser_init(&parser, HTTP_REQUEST);
	parser.data = &s;
	done = http_parser_execute(&parser, &settings,
		(const char *)message->at, message->len);
	if (s.complete) {
		const char *method = http_method_str(parser.method);

		reading_append(&r->method, method, strlen(method));
		r->result = READING_ACCEPTED;
		r->consumed = done;
	} else if (HTTP_PARSER_ERRNO(&parser) == HPE_OK && !ends) {
		r->result = READING_MORE;
	} else {
		r->result = READING_REFUSED;
	}
}
