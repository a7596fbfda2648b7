/* A server for tests that says what it hears: to POST while the content comes,
 * with Upgrade: echo as another protocol. Usage: duplex_server */

#include <stdlib.h>
#include <string.h>

#include "server/http_server.h"

/* What was heard and is not yet said. */
struct echo {
	size_t start, end;
	unsigned ends_left; /* until nothing more is heard */
	uint8_t octets[1 << 20];
};

static void
on_head(void *context, struct http_exchange *exchange)
{
	struct echo *echo = calloc(1, sizeof(*echo));

	(void)context;
	http_exchange_set_state(exchange, echo);
	if (!echo) {
		http_explain(exchange, 503, "no memory");
		return;
	}
	echo->ends_left = 1;
	if (http_upgrade(exchange, H1_SPAN("echo"))) {
		echo->ends_left = 2; /* the request's, and the client's */
		return;
	}
	http_respond(exchange, 200);
	http_respond_early(exchange);
	http_send_stream(exchange, HTTP_LENGTH_UNKNOWN);
}

static void
on_content(void *context, struct http_exchange *exchange, struct h1_span octets)
{
	struct echo *echo = http_exchange_state(exchange);

	(void)context;
	if (!echo)
		return;
	memmove(echo->octets, echo->octets + echo->start,
		echo->end - echo->start);
	echo->end -= echo->start;
	echo->start = 0;
	if (octets.len > sizeof(echo->octets) - echo->end)
		abort(); /* it is not held back as it should be */
	memcpy(echo->octets + echo->end, octets.at, octets.len);
	echo->end += octets.len;
}

static void
on_end(void *context, struct http_exchange *exchange)
{
	struct echo *echo = http_exchange_state(exchange);

	(void)context;
	if (echo)
		echo->ends_left--;
}

static enum http_produced
on_produce(void *context, struct http_exchange *exchange, uint8_t *out,
	size_t *len)
{
	struct echo *echo = http_exchange_state(exchange);
	size_t n = echo->end - echo->start;

	(void)context;
	*len = n < *len ? n : *len;
	memcpy(out, echo->octets + echo->start, *len);
	echo->start += *len;
	if (echo->ends_left == 0 && echo->start == echo->end)
		return HTTP_PRODUCED_ALL;
	return *len > 0 ? HTTP_PRODUCED_SOME : HTTP_PRODUCED_LATER;
}

static void
on_done(void *context, struct http_exchange *exchange, bool complete)
{
	(void)context;
	(void)complete;
	free(http_exchange_state(exchange));
}

int
main(void)
{
	const struct http_handler handler = {.head = on_head,
		.content = on_content,
		.end = on_end,
		.produce = on_produce,
		.done = on_done};
	struct http_server_options options = http_server_defaults;

	options.program = "duplex_server";
	options.port = 0;
	return http_server_run(&options, &handler);
}
