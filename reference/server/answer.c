#include "server/answer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "fault/fault.h"
#include "http/status.h"
#include "server/compose.h"
#include "server/stream.h"

/* A file that fits into a block with its head. */
#define SMALL_FILE_MAX (WORKSPACE_LARGE - 1024)

void
answer_continue(struct connection *c)
{
	struct buffer *out = output_buffer(&c->out);

	if (!buffer_append(out, H1_SPAN("HTTP/1.1 100 Continue\r\n\r\n")))
		c->end = CONNECTION_RESET;
	c->exchange.continued = true;
}

void
answer_interim(struct connection *c, unsigned status)
{
	if (c->head.minor > 0 && !compose_interim(c, status))
		c->end = CONNECTION_RESET;
}

void
answer_no_more(struct connection *c)
{
	buffer_free(&c->in);
	c->reading = READING_WASTE;
}

/* How the client finds the end of the content (RFC 9112, section 6.3). */
static enum response_framing
framing_of(const struct connection *c)
{
	const struct exchange_response *response = &c->exchange.response;

	if (response->upgrade)
		return RESPONSE_UNTIL_CLOSE;
	if (http_status_bodiless(response->status) &&
		!FAULTY(length_in_204_and_304))
		return RESPONSE_NONE;
	if (response->length != HTTP_LENGTH_UNKNOWN &&
		!(FAULTY(chunked_to_http10) &&
			response->source == RESPONSE_STREAM))
		return RESPONSE_LENGTH;
	return c->head.minor > 0 || FAULTY(chunked_to_http10)
		       ? RESPONSE_CHUNKED
		       : RESPONSE_UNTIL_CLOSE;
}

static void
decide(struct connection *c)
{
	struct http_exchange *exchange = &c->exchange;
	struct exchange_response *response = &exchange->response;

	/* RFC 9110, section 15.3.6 */
	if (response->status == 205) {
		response->source = RESPONSE_OCTETS;
		response->length = 0;
		buffer_free(&response->content);
	}
	response->framing = framing_of(c);
	response->length += FAULTY(head_length_differs) && exchange->head_only;
	if (c->stopping || response->close || response->upgrade ||
		(response->framing == RESPONSE_UNTIL_CLOSE &&
			!exchange->head_only))
		c->persist = false;
}

/* Whether anything comes behind the head. */
static bool
has_content(const struct http_exchange *exchange)
{
	const struct exchange_response *response = &exchange->response;

	if (response->upgrade)
		return true;
	return (!exchange->head_only || FAULTY(head_has_content)) &&
	       (response->framing != RESPONSE_NONE || FAULTY(content_in_304)) &&
	       response->length > 0;
}

/* Octets of content that are to be put out at once behind the head, or might
 * be. */
static size_t
first_content(const struct exchange_response *response)
{
	size_t max = response->source == RESPONSE_OCTETS ? MACHINE_PULL_MAX
							 : SMALL_FILE_MAX;

	return response->length < max ? (size_t)response->length : max;
}

/* RFC 9110, sections 7.8 and 15.5.22 */
static void
keep_upgrade_rules(struct connection *c)
{
	const struct exchange_response *response = &c->exchange.response;

	if (response->upgrade && c->head.expect == H1_EXPECT_CONTINUE &&
		!c->exchange.continued)
		answer_continue(c);
	if (response->status == 426 && !response->upgrades)
		http_explain(&c->exchange, 500, "426 without Upgrade");
}

static void
begin(struct connection *c)
{
	struct http_exchange *exchange = &c->exchange;
	struct exchange_response *response = &exchange->response;
	bool more;

	keep_upgrade_rules(c);
	decide(c);
	more = has_content(exchange);
	if (!compose_head(c, more ? first_content(response) : 0)) {
		c->end = CONNECTION_RESET;
		return;
	}
	if (response->upgrade)
		c->reading = READING_TUNNEL;
	exchange->answer = more ? EXCHANGE_ANSWERING : EXCHANGE_ANSWERED;
}

static bool
may_begin(const struct connection *c)
{
	const struct exchange_response *response = &c->exchange.response;

	if (!response->made)
		return false;
	return c->reading == READING_NOTHING ||
	       (response->early && !response->upgrade);
}

/* Copied content. */
static bool
put_octets(struct connection *c)
{
	struct exchange_response *response = &c->exchange.response;
	struct h1_span span = buffer_span(&response->content);

	if (span.len > MACHINE_PULL_MAX)
		span.len = MACHINE_PULL_MAX;
	if (!buffer_append(output_buffer(&c->out), span)) {
		c->end = CONNECTION_RESET;
		return false;
	}
	buffer_consume(&response->content, span.len);
	response->length -= span.len;
	c->exchange.n_content += span.len;
	return true;
}

/* Reads some of the file; false if it has become shorter. */
static bool
read_file(struct exchange_response *response, struct buffer *out, size_t len)
{
	ssize_t n;

	do {
		n = pread(response->file, buffer_tail(out), len,
			(off_t)response->file_at);
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		return false;
	buffer_added(out, (size_t)n);
	response->file_at += (uint64_t)n;
	response->length -= (uint64_t)n;
	return true;
}

/* Small files go with the head; others by themselves, and when they are gone
 * the response is complete. */
static bool
put_file(struct connection *c)
{
	struct exchange_response *response = &c->exchange.response;
	struct buffer *out = output_buffer(&c->out);
	uint64_t left = response->length;

	if (response->file < 0) {
		if (c->out.file >= 0)
			return false;
		response->length = 0;
		return true;
	}
	if (left > SMALL_FILE_MAX) {
		output_file(&c->out, response->file, response->file_at, left);
		response->file = -1;
		return true;
	}
	if (!buffer_reserve(out, (size_t)left) ||
		!read_file(response, out, (size_t)left)) {
		c->end = CONNECTION_RESET;
		return false;
	}
	c->exchange.n_content += left - response->length;
	return true;
}

static bool
put_content(struct connection *c)
{
	struct http_exchange *exchange = &c->exchange;
	bool on = false;

	if (machine_backlogged(c))
		return false;
	switch (exchange->response.source) {
	case RESPONSE_OCTETS:
		on = put_octets(c);
		break;
	case RESPONSE_FILE:
		on = put_file(c);
		break;
	case RESPONSE_STREAM:
		on = stream_step(c);
		break;
	}
	if (on && exchange->response.length == 0)
		exchange->answer = EXCHANGE_ANSWERED;
	return on;
}

/* The response is complete; the exchange is if nothing of its request is to
 * come, or none of it will be looked at. */
static bool
finish(struct connection *c)
{
	if (c->reading == READING_CONTENT && c->persist)
		return false;
	exchange_finish(&c->exchange);
	buffer_free(&c->held);
	c->n_messages++;
	if (FAULTY(pipelined_lost))
		buffer_free(&c->in);
	if (c->persist)
		c->reading = READING_HEAD;
	else
		answer_no_more(c);
	return true;
}

bool
answer_step(struct connection *c)
{
	if (!c->exchange.begun)
		return false;
	switch (c->exchange.answer) {
	case EXCHANGE_WAITING:
		if (!may_begin(c))
			return false;
		begin(c);
		return true;
	case EXCHANGE_ANSWERING:
		return put_content(c);
	case EXCHANGE_ANSWERED:
		break;
	}
	return finish(c);
}
