/* Responses, as handlers make them: what http_handler.h says about them. */

#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "h1/list.h"
#include "h1/writer.h"
#include "server/answer.h"
#include "server/exchange.h"
#include "server/field_name.h"
#include "server/machine.h"

/* The response, unless it is too late to change it. */
static struct exchange_response *
open_response(struct http_exchange *exchange)
{
	return exchange->answer == EXCHANGE_WAITING ? &exchange->response
						    : NULL;
}

void
http_respond(struct http_exchange *exchange, unsigned status)
{
	assert(status == 101 || (status >= 200 && status <= 599));
	if (open_response(exchange))
		exchange_reset_response(exchange, status);
}

void
http_respond_early(struct http_exchange *exchange)
{
	struct exchange_response *response = open_response(exchange);

	if (response)
		response->early = true;
}

void
http_respond_close(struct http_exchange *exchange)
{
	struct exchange_response *response = open_response(exchange);

	if (response)
		response->close = true;
}

/* Adds a field line to `lines`. */
static bool
add_line(struct buffer *lines, struct h1_span name, struct h1_span value)
{
	size_t len = name.len + value.len + sizeof(": \r\n") - 1;
	struct h1_error err;
	struct h1_out out;

	if (!buffer_reserve(lines, len))
		return false;
	out.at = buffer_tail(lines);
	out.end = out.at + len;
	if (h1_write_field(&out, name, value, &err) != H1_OK)
		return false;
	buffer_added(lines, (size_t)(out.at - buffer_tail(lines)));
	return true;
}

/* Trailer fields are not announced to a client that does not want them. */
static bool
may_add(const struct http_exchange *exchange, struct h1_span name)
{
	unsigned flags = field_name_flags(name);

	if (flags & FIELD_NAME_OURS)
		return false;
	if ((flags & FIELD_NAME_ONCE) && http_respond_has(exchange, name))
		return false;
	return !h1_span_equal_nocase(name, H1_SPAN("Trailer")) ||
	       http_request_takes_trailers(exchange);
}

bool
http_respond_field(struct http_exchange *exchange, struct h1_span name,
	struct h1_span value)
{
	struct exchange_response *response = open_response(exchange);

	if (!response || !may_add(exchange, name) ||
		!add_line(&response->lines, name, value))
		return false;
	if (h1_span_equal_nocase(name, H1_SPAN("Upgrade")))
		response->upgrades = true;
	return true;
}

bool
http_respond_has(const struct http_exchange *exchange, struct h1_span name)
{
	struct h1_span lines = buffer_span(&exchange->response.lines);

	while (lines.len > 0) {
		const uint8_t *end = memchr(lines.at, '\n', lines.len);

		if (lines.len > name.len && lines.at[name.len] == ':' &&
			h1_span_equal_nocase((struct h1_span){lines.at,
						     name.len},
				name))
			return true;
		lines = h1_span_between(end + 1, lines.at + lines.len);
	}
	return false;
}

/* Something that is content from now on, in place of what was before. */
static struct exchange_response *
make(struct http_exchange *exchange, enum response_source source,
	uint64_t length)
{
	struct exchange_response *response = open_response(exchange);

	if (!response)
		return NULL;
	buffer_free(&response->content);
	if (response->file >= 0)
		close(response->file);
	response->file = -1;
	response->made = true;
	response->source = source;
	response->length = length;
	return response;
}

bool
exchange_set_content(struct http_exchange *exchange, struct h1_span content)
{
	struct workspace *workspace =
		exchange->connection->environment->workspace;
	struct exchange_response *response =
		make(exchange, RESPONSE_OCTETS, content.len);

	if (!response)
		return true;
	buffer_init(&response->content, content.len, workspace,
		content.len > WORKSPACE_LARGE ? &workspace->budget : NULL);
	return buffer_append(&response->content, content);
}

void
http_send(struct http_exchange *exchange, struct h1_span content)
{
	if (!exchange_set_content(exchange, content))
		http_explain(exchange, 503,
			"no memory is left for the content");
}

void
http_send_file(struct http_exchange *exchange, int descriptor, uint64_t at,
	uint64_t len)
{
	struct exchange_response *response = make(exchange, RESPONSE_FILE, len);

	if (!response) {
		close(descriptor);
		return;
	}
	response->file = descriptor;
	response->file_at = at;
}

void
http_send_stream(struct http_exchange *exchange, uint64_t len)
{
	make(exchange, RESPONSE_STREAM, len);
}

bool
http_respond_trailer(struct http_exchange *exchange, struct h1_span name,
	struct h1_span value)
{
	struct exchange_response *response = &exchange->response;

	if (response->source != RESPONSE_STREAM ||
		response->length != HTTP_LENGTH_UNKNOWN ||
		exchange->answer == EXCHANGE_ANSWERED || exchange->head_only ||
		!http_request_takes_trailers(exchange) ||
		(field_name_flags(name) &
			(FIELD_NAME_OURS | FIELD_NAME_NO_TRAILER)))
		return false;
	return add_line(&response->trailers, name, value);
}

void
http_respond_interim(struct http_exchange *exchange, unsigned status)
{
	assert(status >= 102 && status <= 199);
	if (!open_response(exchange))
		return;
	answer_interim(exchange->connection, status);
	exchange_reset_response(exchange, 0);
}

bool
http_upgrade(struct http_exchange *exchange, struct h1_span protocol)
{
	struct exchange_response *response = open_response(exchange);

	if (!response || !http_request_upgrades(exchange, protocol))
		return false;
	if (response->status != 101)
		http_respond(exchange, 101);
	if (!http_respond_has(exchange, H1_SPAN("Upgrade")) &&
		!http_respond_field(exchange, H1_SPAN("Upgrade"), protocol))
		return false;
	make(exchange, RESPONSE_STREAM, HTTP_LENGTH_UNKNOWN);
	response->upgrade = true;
	return true;
}
