#include "routes_handler.h"

#include <stdlib.h>
#include <string.h>

struct echo {
	size_t len;
	uint8_t octets[100000];
};

static void
send_fields(struct http_exchange *exchange, const struct h1_head *head)
{
	const struct h1_fields *fields = &head->fields;
	struct h1_span first, last;

	if (fields->n == 0) {
		http_send(exchange, H1_SPAN(""));
		return;
	}
	first = h1_field_name(fields, 0);
	last = h1_field_value(fields, fields->n - 1);
	http_send(exchange, h1_span_between(first.at, last.at + last.len));
}

static void
begin_echo(struct http_exchange *exchange)
{
	struct echo *echo = malloc(sizeof(*echo));

	if (echo)
		echo->len = 0;
	http_exchange_set_state(exchange, echo);
}

static void
on_head(void *context, struct http_exchange *exchange)
{
	const struct h1_head *head = http_request_head(exchange);
	enum http_method method = http_request_method(exchange);
	struct h1_span path = h1_head_path(head);
	bool get = method == HTTP_METHOD_GET || method == HTTP_METHOD_HEAD;
	bool echo = h1_span_equal(path, H1_SPAN("/echo"));

	(void)context;
	http_respond(exchange, 200);
	if (method == HTTP_METHOD_UNKNOWN)
		http_explain(exchange, 501, "no such method");
	else if (method == HTTP_METHOD_OPTIONS)
		http_send(exchange, H1_SPAN(""));
	else if (echo && method == HTTP_METHOD_POST)
		begin_echo(exchange);
	else if (h1_span_equal(path, H1_SPAN("/fields")) && get)
		send_fields(exchange, head);
	else if (path.len <= 1 && get)
		http_send(exchange, H1_SPAN("hello\n"));
	else if (path.len <= 1 || echo)
		http_explain(exchange, 405, "not here");
	else
		http_explain(exchange, 404, "nothing here");
}

static void
on_content(void *context, struct http_exchange *exchange, struct h1_span octets)
{
	struct echo *echo = http_exchange_state(exchange);

	(void)context;
	if (!echo)
		return;
	if (octets.len > sizeof(echo->octets) - echo->len)
		octets.len = sizeof(echo->octets) - echo->len;
	memcpy(echo->octets + echo->len, octets.at, octets.len);
	echo->len += octets.len;
}

static void
on_end(void *context, struct http_exchange *exchange)
{
	const struct echo *echo = http_exchange_state(exchange);

	(void)context;
	if (echo)
		http_send(exchange, (struct h1_span){echo->octets, echo->len});
}

static void
on_done(void *context, struct http_exchange *exchange, bool complete)
{
	(void)context;
	(void)complete;
	free(http_exchange_state(exchange));
}

const struct http_handler routes_handler = {
	.head = on_head, .content = on_content, .end = on_end, .done = on_done};
