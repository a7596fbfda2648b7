#include "machine/service.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/entry.h"
#include "machine/fields.h"
#include "machine/pile.h"
#include "machine/service_file.h"

#define PIECE 700

enum id {
#define ROUTE(id, path, kind, early, closes, status, len, text) ID_##id,
#include "machine/service.def"
#undef ROUTE
	N_ROUTES
};

static const struct service_route routes[] = {
#define ROUTE(id, path, kind, early, closes, status, len, text) \
	[ID_##id] = {path, SERVICE_##kind, early, closes, status, len, text},
#include "machine/service.def"
#undef ROUTE
};

/* One exchange. */
struct served {
	const struct service_route *route;
	struct pile content; /* of the request */
	size_t produced;
	bool ended;
	bool waited; /* before the next piece */
};

const struct service_route *
service_route(struct h1_span path)
{
	size_t i;

	for (i = 0; i < N_ROUTES - 1; i++)
		if (text_is(path, routes[i].path))
			return &routes[i];
	return &routes[N_ROUTES - 1];
}

uint8_t
service_octet(size_t at)
{
	return (uint8_t)('a' + at % 26);
}

static enum id
id_of(const struct served *served)
{
	return (enum id)(served->route - routes);
}

static struct h1_span
span_of(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

static void
field(struct http_exchange *exchange, const char *name, const char *value)
{
	CHECK(http_respond_field(exchange, span_of(name), span_of(value)));
	CHECK(http_respond_has(exchange, span_of(name)));
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

	field(exchange, "Server", "fuzzed");
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
	CHECK(route->text);
	if (*route->text)
		field(exchange, "Content-Type", "text/plain");
	http_send(exchange, span_of(route->text));
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
	field(exchange, "Content-Type", "application/octet-stream");
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
	field(exchange, "Content-Type", "application/octet-stream");
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
	field(exchange, "Upgrade", "echo");
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

static void
on_head(void *context, struct http_exchange *exchange)
{
	struct service *service = context;
	struct served *served = calloc(1, sizeof(*served));

	if (!served)
		abort();
	CHECK(!service->exchange && !http_exchange_state(exchange));
	CHECK(http_request_trailers(exchange)->n == 0);
	service->exchange = exchange;
	service->waits = false;
	service->n_begun++;
	served->route =
		service_route(h1_head_path(http_request_head(exchange)));
	http_exchange_set_state(exchange, served);
	http_respond(exchange,
		served->route->status == 101 ? 200 : served->route->status);
	answers[id_of(served)](service, served->route, exchange);
}

static void
on_content(void *context, struct http_exchange *exchange, struct h1_span octets)
{
	const struct service *service = context;
	struct served *served = http_exchange_state(exchange);

	CHECK(service->exchange == exchange && octets.len > 0);
	/* behind the end comes only what another protocol says */
	CHECK(!served->ended || served->route->kind == SERVICE_SWITCH);
	if (served->route->kind == SERVICE_SWITCH && !served->ended)
		return;
	pile_add(&served->content, octets);
}

static void
on_end(void *context, struct http_exchange *exchange)
{
	struct service *service = context;
	struct served *served = http_exchange_state(exchange);

	CHECK(service->exchange == exchange);
	CHECK(!served->ended || !service->waits);
	if (id_of(served) == ID_SWITCH && served->ended)
		served->waited = true;
	served->ended = true;
	if (id_of(served) == ID_LATE || id_of(served) == ID_INTERIM)
		service->waits = true;
	if (id_of(served) != ID_ECHO)
		return;
	if (served->content.len > 0)
		field(exchange, "Content-Type", "application/octet-stream");
	http_send(exchange, pile_span(&served->content));
}

/* What was received is said again; the rest comes later. */
static enum http_produced
produce_echo(struct served *served, uint8_t *out, size_t *len, bool all)
{
	size_t left = served->content.len - served->produced;

	if (*len > left)
		*len = left;
	if (*len > 0)
		memcpy(out, served->content.at + served->produced, *len);
	served->produced += *len;
	if (all && served->produced == served->content.len)
		return HTTP_PRODUCED_ALL;
	return *len > 0 ? HTTP_PRODUCED_SOME : HTTP_PRODUCED_LATER;
}

static enum http_produced
produce_letters(struct http_exchange *exchange, struct served *served,
	uint8_t *out, size_t *len)
{
	const struct service_route *route = served->route;
	size_t i, left = route->len - served->produced;

	if (*len > PIECE)
		*len = PIECE;
	if (*len > left)
		*len = left;
	for (i = 0; i < *len; i++)
		out[i] = service_octet(served->produced + i);
	served->produced += *len;
	if (served->produced < route->len)
		return HTTP_PRODUCED_SOME;
	if (id_of(served) == ID_CHUNKS)
		CHECK(http_respond_trailer(exchange, H1_SPAN("Count"),
			      H1_SPAN("3000")) ==
			http_request_takes_trailers(exchange));
	return HTTP_PRODUCED_ALL;
}

static enum http_produced
on_produce(void *context, struct http_exchange *exchange, uint8_t *out,
	size_t *len)
{
	struct service *service = context;
	struct served *served = http_exchange_state(exchange);

	CHECK(service->exchange == exchange && *len > 0);
	CHECK(!text_is(h1_head_method(http_request_head(exchange)), "HEAD"));
	CHECK(served->ended || served->route->early);
	if (id_of(served) == ID_SWITCH)
		return produce_echo(served, out, len, served->waited);
	if (id_of(served) == ID_EARLY)
		return produce_echo(served, out, len, served->ended);
	if (id_of(served) == ID_SHORT && served->produced > PIECE)
		return HTTP_PRODUCED_BROKEN;
	if (id_of(served) == ID_SLOW && !served->waited) {
		served->waited = service->waits = true;
		return HTTP_PRODUCED_LATER;
	}
	if (id_of(served) == ID_SLOW && *len > 10)
		*len = 10;
	if (id_of(served) == ID_SLOW)
		served->waited = false;
	return produce_letters(exchange, served, out, len);
}

static void
on_done(void *context, struct http_exchange *exchange, bool complete)
{
	struct service *service = context;
	struct served *served = http_exchange_state(exchange);

	CHECK(service->exchange == exchange && served);
	service->exchange = NULL;
	service->waits = false;
	service->n_done++;
	service->n_complete += complete;
	pile_free(&served->content);
	free(served);
}

struct http_handler
service_handler(struct service *service)
{
	return (struct http_handler){.context = service,
		.head = on_head,
		.content = on_content,
		.end = on_end,
		.produce = on_produce,
		.done = on_done};
}

void
service_resume(struct service *service)
{
	struct http_exchange *exchange = service->exchange;
	struct served *served = http_exchange_state(exchange);

	CHECK(service->waits);
	service->waits = false;
	if (id_of(served) == ID_INTERIM) {
		field(exchange, "Link", "</style.css>; rel=preload");
		http_respond_interim(exchange, 103);
		http_respond(exchange, 200);
	}
	if (id_of(served) != ID_SLOW)
		answer_text(service, served->route, exchange);
	http_exchange_resume(exchange);
}
