#include "server/compose.h"

#include <string.h>

#include "fault/fault.h"
#include "http/status.h"

/* What a head takes beside the field lines of the handler. */
#define HEAD_MAX 320

#define NUMBER_MAX 20

static void
put(uint8_t **to, struct h1_span octets)
{
	if (octets.len > 0)
		memcpy(*to, octets.at, octets.len);
	*to += octets.len;
}

static void
put_number(uint8_t **to, uint64_t n)
{
	uint8_t digits[NUMBER_MAX];
	uint8_t *at = digits + NUMBER_MAX;

	do {
		*--at = (uint8_t)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	put(to, h1_span_between(at, digits + NUMBER_MAX));
}

static void
put_status_line(uint8_t **to, unsigned status)
{
	put(to, FAULTY(version_1_0_sent) ? H1_SPAN("HTTP/1.0 ")
					 : H1_SPAN("HTTP/1.1 "));
	put_number(to, status);
	if (!FAULTY(no_space_behind_status))
		put(to, H1_SPAN(" "));
	if (!FAULTY(no_space_behind_status))
		put(to, http_status_reason(status));
	put(to, FAULTY(status_line_ends_in_lf) ? H1_SPAN("\n")
					       : H1_SPAN("\r\n"));
}

/* A clock that is out of all bounds counts as none: RFC 9110, section 6.6.1. */
static void
put_date(uint8_t **to, const struct connection *c)
{
	struct h1_span date = workspace_date(c->environment->workspace,
		FAULTY(date_stands_still) ? 0 : c->now.unix_s);

	if (!date.at)
		return;
	if (FAULTY(date_missing_in_errors) &&
		c->exchange.response.status >= 400)
		return;
	if (FAULTY(date_twice))
		put(to, H1_SPAN("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"));
	put(to, FAULTY(space_before_colon_sent) ? H1_SPAN("Date : ")
		: FAULTY(folded_line_sent)	? H1_SPAN("Date:\r\n ")
						: H1_SPAN("Date: "));
	date.len -= FAULTY(date_without_zone) ? 4 : 0;
	put(to, date);
	put(to, H1_SPAN("\r\n"));
}

static void
put_framing(uint8_t **to, const struct exchange_response *response)
{
	switch (response->framing) {
	case RESPONSE_NONE:
	case RESPONSE_UNTIL_CLOSE:
		break;
	case RESPONSE_LENGTH:
		if (FAULTY(length_beside_coding) && response->status == 404)
			put(to, H1_SPAN("Transfer-Encoding: chunked\r\n"));
		put(to, H1_SPAN("Content-Length: "));
		put_number(to, response->length);
		put(to, H1_SPAN("\r\n"));
		break;
	case RESPONSE_CHUNKED:
		put(to, H1_SPAN("Transfer-Encoding: chunked\r\n"));
		break;
	}
}

/* Connection (RFC 9112, sections 9.3 and 9.6; RFC 9110, section 7.8). Behind 101 it is
 * no longer ours to close. */
static void
put_connection(uint8_t **to, const struct connection *c)
{
	const struct exchange_response *response = &c->exchange.response;
	bool close =
		!c->persist && !response->upgrade && !FAULTY(close_not_told);

	if (close && response->upgrades)
		put(to, H1_SPAN("Connection: close, upgrade\r\n"));
	else if (close)
		put(to, H1_SPAN("Connection: close\r\n"));
	else if (c->keep_alive && response->upgrades)
		put(to, H1_SPAN("Connection: keep-alive, upgrade\r\n"));
	else if (response->upgrades)
		put(to, H1_SPAN("Connection: upgrade\r\n"));
	else if (c->keep_alive)
		put(to, H1_SPAN("Connection: keep-alive\r\n"));
}

static void
written(struct buffer *out, const uint8_t *to)
{
	buffer_added(out, (size_t)(to - buffer_tail(out)));
}

bool
compose_interim(struct connection *c, unsigned status)
{
	struct buffer *out = output_buffer(&c->out);
	struct h1_span lines = buffer_span(&c->exchange.response.lines);
	uint8_t *to;

	if (!buffer_reserve(out, HEAD_MAX + lines.len))
		return false;
	to = buffer_tail(out);
	put_status_line(&to, status);
	put(&to, lines);
	put(&to, H1_SPAN("\r\n"));
	written(out, to);
	return true;
}

bool
compose_head(struct connection *c, size_t more)
{
	const struct exchange_response *response = &c->exchange.response;
	struct buffer *out = output_buffer(&c->out);
	struct h1_span lines = buffer_span(&response->lines);
	uint8_t *to;

	if (!buffer_reserve(out, HEAD_MAX + lines.len + more))
		return false;
	to = buffer_tail(out);
	put_status_line(&to, response->status);
	put_date(&to, c);
	put(&to, lines);
	put_framing(&to, response);
	put_connection(&to, c);
	put(&to, H1_SPAN("\r\n"));
	written(out, to);
	return true;
}
