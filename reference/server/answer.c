#include "server/answer.h"

#include "h1/cursor.h"

/* Room for a head at the end of the output; without memory none. */
static bool
head_room(struct connection *c, struct h1_out *to)
{
	struct buffer *out = output_buffer(&c->out);

	if (!buffer_reserve(out, RESPONSE_HEAD_MAX)) {
		c->end = CONNECTION_RESET;
		return false;
	}
	to->at = buffer_tail(out);
	to->end = to->at + RESPONSE_HEAD_MAX;
	return true;
}

static void
head_written(struct connection *c, const struct h1_out *to)
{
	struct buffer *out = output_buffer(&c->out);

	buffer_added(out, (size_t)(to->at - buffer_tail(out)));
}

void
answer_continue(struct connection *c)
{
	struct h1_out to;

	if (!head_room(c, &to))
		return;
	response_write_continue(&to);
	head_written(c, &to);
}

void
answer_begin(struct connection *c)
{
	struct response_context context;
	struct h1_out to;

	if (!head_room(c, &to))
		return;
	if (c->stopping)
		c->persist = false;
	context.now = c->now.unix_s;
	context.close = !c->persist;
	context.keep_alive = c->keep_alive;
	response_write_head(&c->response, &to, &context);
	head_written(c, &to);
	if (c->head_only)
		response_free(&c->response);
	c->state = MACHINE_ANSWER;
}

void
answer_refuse(struct connection *c, enum h1_code code)
{
	response_refuse(&c->response, code);
	c->persist = false;
	answer_begin(c);
}

void
answer_give_up(struct connection *c, unsigned status, const char *text)
{
	response_explain(&c->response, status, text);
	c->persist = false;
	answer_begin(c);
}

/* An answer to HEAD has no content even if the request is refused. */
static bool
begins_with_head(struct h1_span octets)
{
	struct h1_cur cur = h1_cur_over(octets);

	while (h1_cur_literal(&cur, H1_SPAN("\r\n")))
		;
	return h1_cur_literal(&cur, H1_SPAN("HEAD "));
}

void
answer_refuse_head(struct connection *c, enum h1_code code)
{
	c->head_only = begins_with_head(buffer_span(&c->in));
	answer_refuse(c, code);
}

void
answer_broken_head(struct connection *c, unsigned status, const char *text)
{
	struct h1_error err;

	c->head_only = begins_with_head(buffer_span(&c->in));
	if (h1_read_eof(&c->reader, &err) == H1_OK)
		answer_no_more(c);
	else if (status == 0)
		answer_refuse(c, err.code);
	else
		answer_give_up(c, status, text);
}

void
answer_no_more(struct connection *c)
{
	response_free(&c->response);
	buffer_free(&c->in);
	c->state = MACHINE_DONE;
}
