/* A server of its own: POST tells how many octets came, GET /count counts to a
 * thousand, any other GET says hello. Usage: hello [PORT] */

#include <stdio.h>
#include <stdlib.h>

#include "server/http_server.h"

static void
head(void *context, struct http_exchange *exchange)
{
	struct h1_span path = h1_head_path(http_request_head(exchange));
	enum http_method method = http_request_method(exchange);

	(void)context;
	if (method == HTTP_METHOD_POST)
		return; /* it is answered in end() */
	http_respond(exchange, 200);
	if (method != HTTP_METHOD_GET && method != HTTP_METHOD_HEAD)
		http_explain(exchange, 501, "GET, HEAD and POST are here");
	else if (h1_span_equal(path, H1_SPAN("/count")))
		http_send_stream(exchange, HTTP_LENGTH_UNKNOWN);
	else
		http_send(exchange, H1_SPAN("hello\n"));
}

/* What is counted stands in the place of a pointer. */
static uintptr_t
count(struct http_exchange *exchange, size_t more)
{
	uintptr_t n = (uintptr_t)http_exchange_state(exchange) + more;

	http_exchange_set_state(exchange, (void *)n);
	return n;
}

static void
content(void *context, struct http_exchange *exchange, struct h1_span octets)
{
	(void)context;
	count(exchange, octets.len);
}

static void
end(void *context, struct http_exchange *exchange)
{
	uint8_t text[32];
	int len = snprintf((char *)text, sizeof(text), "%ju octets\n",
		(uintmax_t)count(exchange, 0));

	(void)context;
	if (http_request_method(exchange) != HTTP_METHOD_POST)
		return;
	http_respond(exchange, 200);
	http_send(exchange, (struct h1_span){text, (size_t)len});
}

static enum http_produced
produce(void *context, struct http_exchange *exchange, uint8_t *out,
	size_t *len)
{
	uintptr_t n = count(exchange, 1);

	(void)context;
	*len = (size_t)snprintf((char *)out, *len, "%ju\n", (uintmax_t)n);
	return n < 1000 ? HTTP_PRODUCED_SOME : HTTP_PRODUCED_ALL;
}

int
main(int argc, char **argv)
{
	const struct http_handler handler = {.head = head,
		.content = content,
		.end = end,
		.produce = produce};
	struct http_server_options options = http_server_defaults;

	options.program = argv[0];
	if (argc > 1)
		options.port = (uint16_t)strtoul(argv[1], NULL, 10);
	return http_server_run(&options, &handler);
}
