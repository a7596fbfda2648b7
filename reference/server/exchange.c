#include "server/exchange.h"

#include <string.h>
#include <unistd.h>

#include "h1/cursor.h"
#include "server/machine.h"

#define HTTP_VERSION_LEN (sizeof("HTTP/1.1") - 1)

void
exchange_init(struct http_exchange *exchange, struct connection *connection)
{
	struct workspace *workspace = connection->environment->workspace;
	struct exchange_response *response = &exchange->response;

	memset(exchange, 0, sizeof(*exchange));
	exchange->connection = connection;
	response->file = -1;
	buffer_init(&response->lines, EXCHANGE_LINES_MAX, workspace, NULL);
	buffer_init(&response->content, SIZE_MAX, workspace, NULL);
	buffer_init(&response->trailers, EXCHANGE_LINES_MAX, workspace, NULL);
}

static void
begin(struct http_exchange *exchange)
{
	exchange->begun = true;
	exchange->told = false;
	exchange->continued = false;
	exchange->state = NULL;
	exchange->answer = EXCHANGE_WAITING;
	exchange->time = exchange->connection->now.unix_s;
	exchange->n_content = 0;
	exchange_reset_response(exchange, 0);
}

void
exchange_begin(struct http_exchange *exchange)
{
	const struct h1_head *head = &exchange->connection->head;
	struct h1_span target = h1_head_target(head);

	begin(exchange);
	exchange->understood = true;
	exchange->line = h1_span_between(h1_head_method(head).at,
		target.at + target.len + 1 + HTTP_VERSION_LEN);
	exchange->method = http_method_find(h1_head_method(head));
	exchange->head_only = exchange->method == HTTP_METHOD_HEAD;
}

void
exchange_begin_refused(struct http_exchange *exchange, struct h1_span octets)
{
	const uint64_t max = exchange->connection->settings->max_line;
	struct h1_cur cur = h1_cur_over(octets);
	const uint8_t *end;
	size_t n = 0;

	begin(exchange);
	exchange->understood = false;
	/* not more than are passed over: whatever stands behind may not have
	 * come yet when one more is refused */
	while (n++ < h1_limits_default.empty_lines &&
		h1_cur_literal(&cur, H1_SPAN("\r\n")))
		;
	for (end = cur.at; end < cur.end; end++)
		if (*end == '\n' || (uint64_t)(end - cur.at) == max)
			break;
	if (end > cur.at && end[-1] == '\r')
		end--;
	exchange->line = h1_span_between(cur.at, end);
	exchange->method = HTTP_METHOD_UNKNOWN;
	/* An answer to HEAD has no content even if the request is refused. */
	exchange->head_only = h1_cur_literal(&cur, H1_SPAN("HEAD "));
}

static const struct http_handler *
handler_of(const struct http_exchange *exchange)
{
	return exchange->connection->environment->handler;
}

void
exchange_head(struct http_exchange *exchange)
{
	const struct http_handler *handler = handler_of(exchange);

	exchange->told = true;
	handler->head(handler->context, exchange);
}

void
exchange_content(struct http_exchange *exchange, struct h1_span octets)
{
	const struct http_handler *handler = handler_of(exchange);

	exchange->response.later = false;
	if (exchange->told && handler->content)
		handler->content(handler->context, exchange, octets);
}

void
exchange_end(struct http_exchange *exchange, const struct h1_fields *trailers)
{
	const struct http_handler *handler = handler_of(exchange);

	exchange->response.later = false;
	if (!exchange->told || !handler->end)
		return;
	exchange->trailers = trailers;
	handler->end(handler->context, exchange);
	exchange->trailers = NULL;
}

enum http_produced
exchange_produce(struct http_exchange *exchange, uint8_t *out, size_t *len)
{
	const struct http_handler *handler = handler_of(exchange);

	if (!exchange->told || !handler->produce)
		return HTTP_PRODUCED_BROKEN;
	return handler->produce(handler->context, exchange, out, len);
}

void
exchange_leave(struct http_exchange *exchange, bool complete)
{
	const struct http_handler *handler = handler_of(exchange);

	if (!exchange->told)
		return;
	if (handler->done)
		handler->done(handler->context, exchange, complete);
	exchange->told = false;
}

static void
write_record(const struct http_exchange *exchange)
{
	const struct connection *c = exchange->connection;
	const struct connection_record record = {
		.client = c->client.address,
		.time = exchange->time,
		.request_line = exchange->line,
		.head = exchange->understood ? &c->head : NULL,
		.status = exchange->answer == EXCHANGE_WAITING
				  ? 0
				  : exchange->response.status,
		.n_content = exchange->n_content,
		.complete = exchange->answer == EXCHANGE_ANSWERED,
	};

	if (c->environment->answered)
		c->environment->answered(c->environment->context, &record);
}

void
exchange_finish(struct http_exchange *exchange)
{
	if (!exchange->begun)
		return;
	exchange_leave(exchange, exchange->answer == EXCHANGE_ANSWERED);
	write_record(exchange);
	exchange_reset_response(exchange, 0);
	buffer_free(&exchange->response.lines);
	exchange->begun = false;
	exchange->answer = EXCHANGE_WAITING;
}

void
exchange_reset_response(struct http_exchange *exchange, unsigned status)
{
	struct exchange_response *response = &exchange->response;

	buffer_consume(&response->lines, buffer_len(&response->lines));
	buffer_free(&response->content);
	buffer_free(&response->trailers);
	if (response->file >= 0)
		close(response->file);
	response->file = -1;
	response->status = status;
	response->made = response->early = response->close = false;
	response->upgrade = response->upgrades = response->later = false;
	response->source = RESPONSE_OCTETS;
	response->framing = RESPONSE_NONE;
	response->length = 0;
}

/* What handlers ask about the request */

const struct h1_head *
http_request_head(const struct http_exchange *exchange)
{
	return &exchange->connection->head;
}

enum http_method
http_request_method(const struct http_exchange *exchange)
{
	return exchange->method;
}

bool
http_request_takes_trailers(const struct http_exchange *exchange)
{
	const struct h1_head *head = &exchange->connection->head;

	return head->minor > 0 &&
	       h1_list_has(&head->fields, H1_SPAN("TE"), H1_SPAN("trailers"));
}

const struct h1_fields *
http_request_trailers(const struct http_exchange *exchange)
{
	static const struct h1_fields none = {.base = NULL};

	return exchange->trailers ? exchange->trailers : &none;
}

bool
http_request_secure(const struct http_exchange *exchange)
{
	return exchange->connection->client.secure;
}

const char *
http_request_client(const struct http_exchange *exchange)
{
	return exchange->connection->client.address;
}

int64_t
http_request_time(const struct http_exchange *exchange)
{
	return exchange->time;
}

bool
http_request_upgrades(const struct http_exchange *exchange,
	struct h1_span protocol)
{
	const struct h1_head *head = &exchange->connection->head;

	return head->minor > 0 && h1_list_connection(&head->fields).upgrade &&
	       h1_list_has(&head->fields, H1_SPAN("Upgrade"), protocol);
}

void *
http_exchange_state(const struct http_exchange *exchange)
{
	return exchange->state;
}

void
http_exchange_set_state(struct http_exchange *exchange, void *state)
{
	exchange->state = state;
}

void
http_exchange_resume(struct http_exchange *exchange)
{
	struct connection *c = exchange->connection;

	exchange->response.later = false;
	if (!c->stepping && c->client.resumed)
		c->client.resumed(c->client.context);
}
