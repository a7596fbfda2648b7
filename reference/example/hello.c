/* A server that says hello and how many octets it was sent. Usage: hello */

#include <stdio.h>

#include "server/http_server.h"

/* The state of an exchange is a number here, in the place of a pointer. */
static uintptr_t
count(struct http_exchange *exchange, size_t more)
{
	uintptr_t n = (uintptr_t)http_exchange_state(exchange) + more;

	http_exchange_set_state(exchange, (void *)n);
	return n;
}

static void
head(void *context, struct http_exchange *exchange)
{
	(void)context;
	http_respond(exchange, 200);
	http_send_stream(exchange, HTTP_LENGTH_UNKNOWN);
}

static void
content(void *context, struct http_exchange *exchange, struct h1_span octets)
{
	(void)context;
	count(exchange, octets.len);
}

static enum http_produced
produce(void *context, struct http_exchange *exchange, uint8_t *out,
	size_t *len)
{
	(void)context;
	*len = (size_t)snprintf((char *)out, *len, "hello, %ju octets\n",
		(uintmax_t)count(exchange, 0));
	return HTTP_PRODUCED_ALL;
}

int
main(void)
{
	const struct http_handler handler = {
		.head = head, .content = content, .produce = produce};
	struct http_server_options options = http_server_defaults;

	options.port = 0;
	return http_server_run(&options, &handler);
}
