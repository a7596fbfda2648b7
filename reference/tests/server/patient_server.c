/* A server for tests that never answers GET /later, and tells with GET /gone how
 * many clients have given that up. Usage: patient_server */

#include <stdatomic.h>
#include <stdio.h>

#include "server/http_server.h"

static atomic_uint n_gone;

static bool
is_for_later(struct http_exchange *exchange)
{
	struct h1_span path = h1_head_path(http_request_head(exchange));

	return h1_span_equal(path, H1_SPAN("/later"));
}

static void
on_head(void *context, struct http_exchange *exchange)
{
	uint8_t text[16];
	int len = snprintf((char *)text, sizeof(text), "%u", n_gone);

	(void)context;
	if (is_for_later(exchange))
		return;
	http_respond(exchange, 200);
	http_respond_field(exchange, H1_SPAN("Content-Type"),
		H1_SPAN("text/plain"));
	http_send(exchange, (struct h1_span){text, (size_t)len});
}

static void
on_done(void *context, struct http_exchange *exchange, bool complete)
{
	(void)context;
	if (is_for_later(exchange) && !complete)
		atomic_fetch_add(&n_gone, 1);
}

int
main(void)
{
	const struct http_handler handler = {.head = on_head, .done = on_done};
	struct http_server_options options = http_server_defaults;

	options.program = "patient_server";
	options.port = 0;
	options.threads = 2;
	options.settings.grace_ms = 100;
	return http_server_run(&options, &handler);
}
