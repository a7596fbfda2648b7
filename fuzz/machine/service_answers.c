#include "machine/service_answers.h"

#include <string.h>
#include <unistd.h>

#include "engine/entry.h"
#include "machine/service_file.h"

static struct h1_span
span_of(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

void
service_field(struct http_exchange *exchange, const char *name,
	const char *value)
{
	CHECK(http_respond_field(exchange, span_of(name), span_of(value)));
	CHECK(http_respond_has(exchange, span_of(name)));
}

void
service_text(struct http_exchange *exchange, const char *text)
{
	CHECK(text);
	if (*text)
		service_field(exchange, "Content-Type", "text/plain");
	http_send(exchange, span_of(text));
}

/* What is not a handler's to send, or no field line, is refused. */
static void
add_odd_fields(struct http_exchange *exchange)
{
	static const struct {
		const char *name, *value;
	} odd[] = {
		{"Content-Length", "1"},
		{"transfer-encoding", "chunked"},
		{"Connection", "close"},
		{"Date", "today"},
		{"A b", "c"},
		{"", "c"},
		{"A", "b\r\nC: d"},
		{"A", "b\nc"},
		{"server", "again"},
	};
	size_t i;

	service_field(exchange, "Server", "fuzzed");
	for (i = 0; i < N(odd); i++)
		CHECK(!http_respond_field(exchange, span_of(odd[i].name),
			span_of(odd[i].value)));
}

/* How each route answers when the head is there; the status is set. */
typedef void answer_fn(const struct service *service,
	const struct service_route *route, struct http_exchange *exchange);

static void
answer_text(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	service_text(exchange, route->text);
}

/* Not yet: service_resume(), or the end of the content. */
static void
answer_later(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	(void)route;
	(void)exchange;
}

static void
answer_nothing(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	(void)route;
	http_send(exchange, H1_SPAN("nobody is to see this"));
}

static void
answer_close(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	http_respond_close(exchange);
	answer_text(service, route, exchange);
}

static void
answer_odd(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	add_odd_fields(exchange);
	answer_text(service, route, exchange);
}

static void
stream(struct http_exchange *exchange, uint64_t len)
{
	service_field(exchange, "Content-Type", "application/octet-stream");
	http_send_stream(exchange, len);
}

static void
answer_known(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	stream(exchange, route->len);
}

static void
answer_unknown(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	if (route->early)
		http_respond_early(exchange);
	stream(exchange, HTTP_LENGTH_UNKNOWN);
}

static void
answer_trailer(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	CHECK(http_respond_field(exchange, H1_SPAN("Trailer"),
		      H1_SPAN("Count")) ==
		http_request_takes_trailers(exchange));
	answer_unknown(service, route, exchange);
}

static void
answer_zeros(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	service_field(exchange, "Content-Type", "application/octet-stream");
	http_send_file(exchange, dup(service->zeros), 0, route->len);
}

static void
answer_file(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	(void)route;
	service_file(exchange);
}

static void
answer_switch(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	(void)route;
	if (http_upgrade(exchange, H1_SPAN("echo")))
		return;
	http_respond(exchange, 426);
	service_field(exchange, "Upgrade", "echo");
	http_explain(exchange, 426, "echo is spoken here");
}

static void
answer_refusal(const struct service *service, const struct service_route *route,
	struct http_exchange *exchange)
{
	(void)service;
	http_explain(exchange, route->status, "there is nothing here");
}

static answer_fn *const answers[] = {
	[ID_TEXT] = answer_text,
	[ID_EMPTY] = answer_text,
	[ID_STREAM] = answer_known,
	[ID_CHUNKS] = answer_trailer,
	[ID_SLOW] = answer_unknown,
	[ID_LATE] = answer_later,
	[ID_INTERIM] = answer_later,
	[ID_NONE] = answer_nothing,
	[ID_RESET] = answer_nothing,
	[ID_SAME] = answer_nothing,
	[ID_CLOSE] = answer_close,
	[ID_ODD] = answer_odd,
	[ID_ZEROS] = answer_zeros,
	[ID_FILE] = answer_file,
	[ID_ECHO] = answer_later,
	[ID_EARLY] = answer_unknown,
	[ID_SHORT] = answer_known,
	[ID_SWITCH] = answer_switch,
	[ID_REFUSE] = answer_refusal,
};

void
service_answer(const struct service *service, enum service_id id,
	struct http_exchange *exchange)
{
	const struct service_route *route =
		service_route(h1_head_path(http_request_head(exchange)));

	http_respond(exchange, route->status == 101 ? 200 : route->status);
	answers[id](service, route, exchange);
}
