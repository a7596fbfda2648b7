#include "server/step.h"

#include "h1/cursor.h"
#include "server/answer.h"

static bool
has_content(const struct h1_framing *framing)
{
	return framing->kind == H1_FRAMING_CHUNKED || framing->length > 0;
}

/*
 * A client that waits for 100 gets it at once, or a final answer (RFC 9110,
 * section 10.1.1). Whether the content follows a final one nobody knows, so the
 * connection ends with it.
 */
static void
meet_expectation(struct connection *c)
{
	if (!has_content(&c->head.framing))
		return;
	if (c->response.status / 100 != 2) {
		c->persist = false;
		answer_begin(c);
	} else if (buffer_len(&c->in) == 0) {
		answer_continue(c);
	}
}

static void
head_received(struct connection *c)
{
	const struct h1_head *head = &c->head;

	c->head_only = h1_span_equal(h1_head_method(head), H1_SPAN("HEAD"));
	/* Behind a refused CONNECT the client may already speak another
	 * protocol. */
	c->persist = head->persist && !head->framing.must_close &&
		     head->form != H1_TARGET_AUTHORITY;
	c->keep_alive = c->persist && head->minor == 0;
	c->state = MACHINE_CONTENT;
	routes_answer(&c->response, c->site, head, c->now.unix_s);
	if (head->expect == H1_EXPECT_UNKNOWN)
		response_explain(&c->response, 417,
			"only 100-continue can be expected here");
	if (head->expect != H1_EXPECT_NONE)
		meet_expectation(c);
}

/* Each step says whether it got on; if not, something has to happen outside. */
static bool
step_head(struct connection *c)
{
	struct h1_cur cur = h1_cur_over(buffer_span(&c->in));
	struct h1_error err;

	if (c->stopping && h1_cur_at_end(&cur)) {
		answer_no_more(c);
		return true;
	}
	if (machine_backlogged(c))
		return false;
	switch (h1_read_head(&c->reader, &cur, &c->head, &err)) {
	case H1_OK:
		buffer_consume(&c->in, buffer_len(&c->in) - h1_cur_left(&cur));
		head_received(c);
		return true;
	case H1_MORE:
		if (c->peer_ended)
			answer_broken_head(c, 0, "");
		return c->peer_ended;
	case H1_ERROR:
		break;
	}
	answer_refuse_head(c, err.code);
	return true;
}

static void
collect(struct connection *c)
{
	if (c->response.collects &&
		!buffer_append(&c->response.content, c->piece.content))
		answer_give_up(c, 503, "no memory is left for the content");
}

static void
take_piece(struct connection *c)
{
	switch (c->piece.kind) {
	case H1_PIECE_CHUNK:
	case H1_PIECE_TRAILERS:
		break;
	case H1_PIECE_CONTENT:
		collect(c);
		break;
	case H1_PIECE_END:
		answer_begin(c);
		break;
	}
}

static bool
step_content(struct connection *c)
{
	struct h1_cur cur = h1_cur_over(buffer_span(&c->in));
	struct h1_error err;
	enum h1_status st = h1_read_piece(&c->reader, &cur, &c->piece, &err);

	if (st == H1_MORE && c->peer_ended)
		st = h1_read_eof(&c->reader, &err);
	if (st == H1_MORE)
		return false;
	if (st == H1_ERROR) {
		answer_refuse(c, err.code);
		return true;
	}
	take_piece(c);
	buffer_consume(&c->in, buffer_len(&c->in) - h1_cur_left(&cur));
	return true;
}

static bool
step_answer(struct connection *c)
{
	struct buffer *out = output_buffer(&c->out);
	uint64_t left = response_length(&c->response);

	if (left == 0) {
		response_free(&c->response);
		c->n_messages++;
		c->state = MACHINE_HEAD;
		if (!c->persist)
			answer_no_more(c);
		return true;
	}
	if (machine_backlogged(c))
		return false;
	if (left > MACHINE_PULL_MAX)
		left = MACHINE_PULL_MAX;
	if (!buffer_reserve(out, (size_t)left) ||
		!response_pull(&c->response, out))
		c->end = CONNECTION_RESET;
	return true;
}

static bool
step(struct connection *c)
{
	if (c->end == CONNECTION_RESET)
		return false;
	switch (c->state) {
	case MACHINE_HEAD:
		return step_head(c);
	case MACHINE_CONTENT:
		return step_content(c);
	case MACHINE_ANSWER:
		return step_answer(c);
	case MACHINE_DONE:
		break;
	}
	return false;
}

void
step_on(struct connection *c)
{
	while (step(c))
		;
}
