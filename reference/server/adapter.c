#include "server/adapter.h"

#include <stdlib.h>
#include <string.h>

#include "server/response.h"

#define CONTENT_MAX ((size_t)1 << 30)

static void
on_content(void *context, struct http_exchange *exchange, struct h1_span octets)
{
	struct response *response = http_exchange_state(exchange);

	(void)context;
	if (response && response->collects &&
		!buffer_append(&response->content, octets))
		response_explain(response, 503,
			"no memory is left for the content");
}

static void
add_lines(struct http_exchange *exchange, const struct response *response)
{
	struct h1_span lines = {response->lines, response->lines_len};

	while (lines.len > 0) {
		const uint8_t *end = memchr(lines.at, '\n', lines.len);
		const uint8_t *colon = memchr(lines.at, ':', lines.len);

		http_respond_field(exchange, h1_span_between(lines.at, colon),
			h1_span_between(colon + 1, end - 1));
		lines = h1_span_between(end + 1, lines.at + lines.len);
	}
}

static void
answer(struct http_exchange *exchange, struct response *response)
{
	http_respond(exchange, response->status);
	add_lines(exchange, response);
	if (response->file.descriptor < 0) {
		http_send(exchange, buffer_span(&response->content));
		return;
	}
	http_send_file(exchange, response->file.descriptor, response->file_at,
		response->length);
	response->file.descriptor = -1;
}

static void
on_head(void *context, struct http_exchange *exchange)
{
	struct response *response = calloc(1, sizeof(*response));
	struct adapter *adapter = context;

	if (!response) {
		http_explain(exchange, 503, "out of memory");
		return;
	}
	http_exchange_set_state(exchange, response);
	response_init(response, CONTENT_MAX, adapter->budget);
	routes_answer(response, adapter->site, http_request_head(exchange),
		http_request_time(exchange));
	if (response->status / 100 != 2)
		answer(exchange, response);
}

static void
on_end(void *context, struct http_exchange *exchange)
{
	struct response *response = http_exchange_state(exchange);

	(void)context;
	if (response &&
		(response->status / 100 == 2 || response->status == 503))
		answer(exchange, response);
}

static void
on_done(void *context, struct http_exchange *exchange, bool complete)
{
	struct response *response = http_exchange_state(exchange);

	(void)context;
	(void)complete;
	if (response)
		response_free(response);
	free(response);
}

struct http_handler
adapter_handler(struct adapter *adapter)
{
	return (struct http_handler){.context = adapter,
		.head = on_head,
		.content = on_content,
		.end = on_end,
		.done = on_done};
}
