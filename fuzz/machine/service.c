#include "machine/service.h"

#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "machine/fields.h"
#include "machine/pile.h"
#include "machine/service_answers.h"

#define PIECE 700

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

static enum service_id
id_of(const struct served *served)
{
	return (enum service_id)(served->route - routes);
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
	http_respond(exchange,
		served->route->status == 101 ? 200 : served->route->status);
	service_answer(service, id_of(served), exchange);
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
		service_field(exchange, "Content-Type",
			"application/octet-stream");
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
	CHECK(served->ended || served->route->early);
	if (id_of(served) == ID_SWITCH)
		return produce_echo(served, out, len, served->waited);
	/* only behind 101 does HEAD have something to follow */
	CHECK(!text_is(h1_head_method(http_request_head(exchange)), "HEAD"));
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
		service_field(exchange, "Link", "</style.css>; rel=preload");
		http_respond_interim(exchange, 103);
		http_respond(exchange, 200);
	}
	if (id_of(served) != ID_SLOW)
		service_text(exchange, served->route->text);
	http_exchange_resume(exchange);
}
