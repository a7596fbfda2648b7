/*
 * llhttp in strict mode.
 */

#include <llhttp.h>

#include "parsers/reading.h"

/* What its callbacks write into. */
struct state {
	llhttp_t parser; /* the first, so that it leads to the rest */
	struct reading *reading;
	bool in_trailers;
	bool in_field;
	bool complete;
};

static struct reading *
reading_of(llhttp_t *p)
{
	return ((struct state *)p)->reading;
}

static int
on_method(llhttp_t *p, const char *at, size_t len)
{
	reading_append(&reading_of(p)->method, at, len);
	return HPE_OK;
}

static int
on_url(llhttp_t *p, const char *at, size_t len)
{
	reading_append(&reading_of(p)->target, at, len);
	return HPE_OK;
}

static int
on_field(llhttp_t *p, const char *at, size_t len)
{
	struct state *s = (struct state *)p;

	if (s->in_trailers)
		return HPE_OK;
	if (!s->in_field)
		(void)reading_field_add(s->reading);
	s->in_field = true;
	reading_append(&reading_field_last(s->reading)->name, at, len);
	return HPE_OK;
}

static int
on_field_complete(llhttp_t *p)
{
	((struct state *)p)->in_field = false;
	return HPE_OK;
}

static int
on_value(llhttp_t *p, const char *at, size_t len)
{
	struct state *s = (struct state *)p;

	if (!s->in_trailers && s->reading->n_fields > 0)
		reading_append(&reading_field_last(s->reading)->value, at, len);
	return HPE_OK;
}

static int
on_head(llhttp_t *p)
{
	((struct state *)p)->in_trailers = true;
	return HPE_OK;
}

static int
on_body(llhttp_t *p, const char *at, size_t len)
{
	reading_append(&reading_of(p)->content, at, len);
	return HPE_OK;
}

/* What follows is not part of the message. */
static int
on_complete(llhttp_t *p)
{
	((struct state *)p)->complete = true;
	return HPE_PAUSED;
}

static const llhttp_settings_t settings = {
	.on_method = on_method,
	.on_url = on_url,
	.on_header_field = on_field,
	.on_header_field_complete = on_field_complete,
	.on_header_value = on_value,
	.on_headers_complete = on_head,
	.on_body = on_body,
	.on_message_complete = on_complete,
};

void
parser_read(struct reading *r, struct octets *message, bool ends)
{
	struct state s = {.reading = r};
	llhttp_errno_t error;

	llhttp_init(&s.parser, HTTP_REQUEST, &settings);
	error = llhttp_execute(&s.parser, (const char *)message->at,
		message->len);
	if (s.complete) {
		r->result = READING_ACCEPTED;
		r->consumed = (size_t)(llhttp_get_error_pos(&s.parser) -
				       (const char *)message->at);
	} else if (error == HPE_OK && !ends) {
		r->result = READING_MORE;
	} else {
		r->result = READING_REFUSED;
	}
}
