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

static void
announce_trailer(struct http_exchange *exchange)
{
	CHECK(http_respond_field(exchange, H1_SPAN("Trailer"),
		      H1_SPAN("Count")) ==
		http_request_takes_trailers(exchange));
}

static void
send_text(struct http_exchange *exchange, const char *text)
{
	CHECK(text);
	if (*text)
		field(exchange, "Content-Type", "text/plain");
	http_send(exchange, span_of(text));
}

static void
switch_protocol(struct http_exchange *exchange)
{
	if (http_upgrade(exchange, H1_SPAN("echo")))
		return;
	http_respond(exchange, 426);
	field(exchange, "Upgrade", "echo");
	http_explain(exchange, 426, "echo is spoken here");
}

/* What is answered when the head is there. */
static void
answer_head(struct service *service, struct served *served,
	struct http_exchange *exchange)
{
	const struct service_route *route = served->route;

	http_respond(exchange, route->status == 101 ? 200 : route->status);
	if (!route->text && route->len > 0 && route->kind != SERVICE_FILE)
		field(exchange, "Content-Type", "application/octet-stream");
	switch (id_of(served)) {
	case ID_LATE:
	case ID_INTERIM:
	case ID_ECHO:
		break;
	case ID_STREAM:
	case ID_SHORT:
		http_send_stream(exchange, route->len);
		break;
	case ID_CHUNKS:
		announce_trailer(exchange);
		http_send_stream(exchange, HTTP_LENGTH_UNKNOWN);
		break;
	case ID_EARLY:
		field(exchange, "Content-Type", "application/octet-stream");
		http_respond_early(exchange);
		http_send_stream(exchange, HTTP_LENGTH_UNKNOWN);
		break;
	case ID_SLOW:
		http_send_stream(exchange, HTTP_LENGTH_UNKNOWN);
		break;
	case ID_ZEROS:
		http_send_file(exchange, dup(service->zeros), 0, route->len);
		break;
	case ID_FILE:
		service_file(exchange);
		break;
	case ID_SWITCH:
		switch_protocol(exchange);
		break;
	case ID_REFUSE:
		http_explain(exchange, 404, "there is nothing here");
		break;
	case ID_CLOSE:
		http_respond_close(exchange);
		send_text(exchange, route->text);
		break;
	case ID_ODD:
		add_odd_fields(exchange);
		send_text(exchange, route->text);
		break;
	case ID_NONE:
	case ID_RESET:
	case ID_SAME:
		http_send(exchange, H1_SPAN("nobody is to see this"));
		break;
	case ID_TEXT:
	case ID_EMPTY:
	case N_ROUTES:
		send_text(exchange, route->text);
		break;
	}
}

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
	answer_head(service, served, exchange);
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
		send_text(exchange, served->route->text);
	http_exchange_resume(exchange);
}
