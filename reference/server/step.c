#include "server/step.h"

#include "fault/fault.h"
#include "h1/cursor.h"
#include "h1/lenient.h"
#include "h1/list.h"
#include "server/answer.h"
#include "server/origin.h"
#include "server/refuse.h"

static bool
has_content(const struct h1_framing *framing)
{
	return framing->kind == H1_FRAMING_CHUNKED || framing->length > 0;
}

/*
 * A client that waits for 100 gets it at once, or a final answer (RFC 9110,
 * section 10.1.1). Whether the content follows a final one nobody knows, so the
 * connection ends with it. 101 comes behind 100 (RFC 9110, section 7.8).
 */
static void
meet_expectation(struct connection *c)
{
	struct exchange_response *response = &c->exchange.response;

	if (!has_content(&c->head.framing) || FAULTY(continue_never))
		return;
	if (response->made && !response->upgrade &&
		response->status / 100 != 2) {
		c->persist = false;
		c->reading = READING_NOTHING;
	} else if (buffer_len(&c->in) == 0 || c->settings->always_continue ||
		   FAULTY(expect_in_http10)) {
		answer_continue(c);
	}
}

/* Trailer fields are kept if there can be some, and somebody to ask. */
static void
prepare_trailers(struct connection *c)
{
	size_t max = c->reader.limits.fields;
	struct h1_field *lines = c->trailer_lines;

	if (c->head.framing.kind != H1_FRAMING_CHUNKED ||
		!c->environment->handler->end) {
		h1_piece_init(&c->piece, NULL, 0);
		return;
	}
	if (!lines)
		lines = workspace_take(c->environment->workspace,
			max * sizeof(*lines));
	if (!lines)
		c->end = CONNECTION_RESET;
	c->trailer_lines = lines;
	h1_piece_init(&c->piece, lines, lines ? max : 0);
}

/* CONNECT is for proxies: RFC 9110, sections 9.3.6 and 15.6.2. */
static void
ask(struct connection *c)
{
	if (c->head.expect == H1_EXPECT_UNKNOWN)
		http_explain(&c->exchange, 417,
			"only 100-continue can be expected here");
	else if (c->head.form == H1_TARGET_AUTHORITY)
		http_explain(&c->exchange, 501,
			"the method is not implemented for any resource");
	else if (FAULTY(upgrade_taken) &&
		 h1_list_connection(&c->head.fields).upgrade)
		http_explain(&c->exchange, 101, "");
	else if (FAULTY(head_refused) && c->exchange.method == HTTP_METHOD_HEAD)
		http_explain(&c->exchange, 501, "");
	else if (origin_misdirected(c))
		http_explain(&c->exchange, 421,
			"this origin is not served by this connection");
	else
		exchange_head(&c->exchange);
}

/* What follows the head of a refused request is taken for the next one. */
static void
leave_content(struct connection *c)
{
	if (!has_content(&c->head.framing) || c->exchange.response.status < 400)
		return;
	h1_reader_init(&c->reader, H1_REQUEST, &c->reader.limits, H1_STRICT);
	c->reading = READING_NOTHING;
}

static void
head_received(struct connection *c)
{
	const struct h1_head *head = &c->head;

	/* Behind a refused CONNECT the client may already speak another
	 * protocol. */
	c->persist = head->persist && !head->framing.must_close &&
		     head->form != H1_TARGET_AUTHORITY;
	c->keep_alive = c->persist && head->minor == 0;
	c->reading = READING_CONTENT;
	exchange_begin(&c->exchange);
	prepare_trailers(c);
	ask(c);
	if (FAULTY(refused_content_left))
		leave_content(c);
	if (head->expect != H1_EXPECT_NONE)
		meet_expectation(c);
}

/* Field lines are had while a request is there. */
static bool
prepare_head(struct connection *c)
{
	size_t max = c->reader.limits.fields;

	if (c->field_lines)
		return true;
	c->field_lines = workspace_take(c->environment->workspace,
		max * sizeof(*c->field_lines));
	if (c->field_lines)
		h1_head_init(&c->head, c->field_lines, max);
	else
		c->end = CONNECTION_RESET;
	return c->field_lines;
}

/* Each step says whether it got on; if not, something has to happen outside. */
static bool
step_head(struct connection *c)
{
	struct h1_cur cur = h1_cur_over(buffer_span(&c->in));
	struct h1_error err;

	if (h1_cur_at_end(&cur) && (c->stopping || c->peer_ended)) {
		answer_no_more(c);
		return true;
	}
	if (h1_cur_at_end(&cur) || machine_backlogged(c) || !prepare_head(c))
		return false;
	switch (h1_read_head(&c->reader, &cur, &c->head, &err)) {
	case H1_OK:
		buffer_consume(&c->in, buffer_len(&c->in) - h1_cur_left(&cur));
		head_received(c);
		return true;
	case H1_MORE:
		if (c->peer_ended)
			refuse_broken_head(c, 0, "");
		return c->peer_ended;
	case H1_ERROR:
		break;
	}
	refuse_head(c, err.code);
	return true;
}

static void
take_piece(struct connection *c)
{
	switch (c->piece.kind) {
	case H1_PIECE_CHUNK:
	case H1_PIECE_TRAILERS:
		break;
	case H1_PIECE_CONTENT:
		exchange_content(&c->exchange, c->piece.content);
		break;
	case H1_PIECE_END:
		c->reading = READING_NOTHING;
		exchange_end(&c->exchange, &c->piece.trailers);
		break;
	}
}

static bool
step_content(struct connection *c)
{
	struct h1_cur cur = h1_cur_over(buffer_span(&c->in));
	struct h1_error err;
	enum h1_status st;

	if (machine_holds_back(c))
		return false;
	st = h1_read_piece(&c->reader, &cur, &c->piece, &err);
	if (FAULTY(incomplete_is_complete) && st == H1_MORE && c->peer_ended)
		return c->reader.state = H1_READER_END, true;
	if (st == H1_MORE && c->peer_ended)
		st = h1_read_eof(&c->reader, &err);
	if (st == H1_MORE)
		return false;
	if (st == H1_ERROR) {
		refuse_content(c, err.code);
		return true;
	}
	take_piece(c);
	buffer_consume(&c->in, buffer_len(&c->in) - h1_cur_left(&cur));
	return true;
}

/* Whatever comes is the handler's. */
static bool
step_tunnel(struct connection *c)
{
	struct h1_span octets = buffer_span(&c->in);

	if (machine_holds_back(c))
		return false;
	if (octets.len > 0) {
		exchange_content(&c->exchange, octets);
		buffer_consume(&c->in, octets.len);
		return true;
	}
	if (!c->peer_ended || c->end_told)
		return false;
	c->end_told = true;
	exchange_end(&c->exchange, NULL);
	return true;
}

static bool
step_read(struct connection *c)
{
	if (c->end == CONNECTION_RESET)
		return false;
	switch (c->reading) {
	case READING_HEAD:
		return step_head(c);
	case READING_CONTENT:
		return step_content(c);
	case READING_TUNNEL:
		return step_tunnel(c);
	case READING_NOTHING:
	case READING_WASTE:
		break;
	}
	return false;
}

void
step_on(struct connection *c)
{
	bool on = true;

	/* They take turns, so that neither side waits for all of the other. */
	while (on && c->end != CONNECTION_RESET) {
		on = answer_step(c);
		on |= step_read(c);
	}
}
