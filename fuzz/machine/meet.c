#include "machine/meet.h"

#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "h1/lenient.h"
#include "machine/chance.h"

#define BUDGET 1000000
#define STEPS 100000
#define UNIX_S INT64_C(951868800)

/* What is on its way in one direction. */
struct pipe {
	struct pile pile;
	size_t at;
};

struct meet {
	uint32_t seed, random;
	struct instant now;
	size_t n_steps;

	struct service *service;
	struct http_handler handler;
	struct workspace workspace;
	struct connection_environment environment;
	struct connection *server;
	struct connection_output output;
	bool server_sends;
	bool to_resume;

	struct client_connection *client;
	bool client_sends;
	bool told_end;	     /* the client, that the server has ended */
	struct h1_span left; /* of the content, to be given */
	bool content_ended;
	bool over; /* this request */
	struct met *met;

	struct pipe to_server;
	struct pipe to_client;
};

/* The next octets that arrive. */
static struct h1_span
arriving(struct meet *m, const struct pipe *pipe)
{
	struct h1_span all = pile_span(&pipe->pile);
	size_t most = m->seed ? (size_t)1 << chance(&m->random, 11) : all.len;

	all = (struct h1_span){all.at + pipe->at, all.len - pipe->at};
	if (all.len > most)
		all.len = most;
	return all;
}

static void
on_resumed(void *context)
{
	struct meet *m = context;

	m->to_resume = true;
}

static void
take_event(struct meet *m, const struct client_event *event)
{
	struct met *met = m->met;

	switch (event->kind) {
	case CLIENT_EVENT_WAIT:
	case CLIENT_EVENT_TRAILERS:
		break;
	case CLIENT_EVENT_INTERIM:
		if (event->head->status == 100)
			met->continued = true;
		else
			met->n_interim++;
		break;
	case CLIENT_EVENT_HEAD:
		met->status = event->head->status;
		break;
	case CLIENT_EVENT_CONTENT:
		pile_add(&met->content, event->content);
		break;
	case CLIENT_EVENT_END:
		met->ended = m->over = true;
		break;
	case CLIENT_EVENT_FAILED:
		met->failure = event->failure;
		m->over = true;
		break;
	}
}

static void
look(struct meet *m)
{
	struct client_event event;

	do {
		client_connection_next(m->client, &event);
		take_event(m, &event);
		CHECK(m->n_steps++ < STEPS);
	} while (!m->over && event.kind != CLIENT_EVENT_WAIT);
}

/* Each of these does its one thing, if it can be done. */

static bool
server_takes(struct meet *m)
{
	struct h1_span octets = arriving(m, &m->to_server);
	size_t room;
	uint8_t *to;

	if (octets.len == 0 || !connection_wants_input(m->server))
		return false;
	to = connection_room(m->server, &room);
	CHECK(to && room > 0);
	if (octets.len > room)
		octets.len = room;
	memcpy(to, octets.at, octets.len);
	m->to_server.at += octets.len;
	connection_received(m->server, octets.len, m->now);
	return true;
}

static bool
server_says(struct meet *m)
{
	if (m->server_sends ||
		!connection_output(m->server, &m->output, m->now))
		return false;
	pile_add(&m->to_client.pile, m->output.octets);
	if (m->output.file >= 0)
		pile_zeros(&m->to_client.pile, m->output.file_len);
	m->server_sends = true;
	return true;
}

static bool
server_has_sent(struct meet *m)
{
	if (!m->server_sends || connection_end(m->server) == CONNECTION_RESET)
		return false;
	m->server_sends = false;
	connection_sent(m->server, m->output.file >= 0 ? m->output.file_len : 0,
		m->now);
	return true;
}

static bool
server_resumes(struct meet *m)
{
	if (m->service->waits)
		service_resume(m->service);
	if (!m->to_resume)
		return false;
	m->to_resume = false;
	connection_resumed(m->server, m->now);
	return true;
}

static bool
client_takes(struct meet *m)
{
	struct h1_span octets = arriving(m, &m->to_client);
	size_t room;
	uint8_t *to;

	if (octets.len == 0 || !client_connection_wants_input(m->client))
		return false;
	to = client_connection_room(m->client, &room);
	CHECK(to && room > 0);
	if (octets.len > room)
		octets.len = room;
	memcpy(to, octets.at, octets.len);
	m->to_client.at += octets.len;
	client_connection_received(m->client, octets.len, m->now.ms);
	look(m);
	return true;
}

static bool
client_says(struct meet *m)
{
	struct h1_span octets;

	if (m->client_sends || !client_connection_output(m->client, &octets))
		return false;
	pile_add(&m->to_server.pile, octets);
	pile_add(&m->met->asked, octets);
	m->client_sends = true;
	return true;
}

static bool
client_has_sent(struct meet *m)
{
	if (!m->client_sends)
		return false;
	m->client_sends = false;
	client_connection_sent(m->client, m->now.ms);
	look(m);
	return true;
}

static bool
client_gives(struct meet *m)
{
	struct h1_span piece = m->left;
	size_t most = m->seed ? (size_t)1 << chance(&m->random, 8) : piece.len;

	if (m->content_ended || !client_connection_wants_content(m->client))
		return false;
	if (piece.len > most)
		piece.len = most;
	if (piece.len > 0)
		CHECK(client_connection_content(m->client, piece, m->now.ms));
	else
		CHECK(client_connection_content_end(m->client, m->now.ms));
	m->content_ended = piece.len == 0;
	m->left.at += piece.len;
	m->left.len -= piece.len;
	look(m);
	return true;
}

/* The end of what the server says arrives behind all of it. */
static bool
client_is_told_the_end(struct meet *m)
{
	enum connection_end end = connection_end(m->server);

	if (m->told_end || end == CONNECTION_OPEN ||
		m->to_client.at < m->to_client.pile.len)
		return false;
	m->told_end = true;
	if (end == CONNECTION_RESET)
		client_connection_broken(m->client);
	else
		client_connection_ended(m->client);
	look(m);
	return true;
}

static bool
something(struct meet *m)
{
	static bool (*const all[])(struct meet *) = {client_has_sent,
		client_gives, client_says, server_has_sent, server_takes,
		server_resumes, server_says, client_takes,
		client_is_told_the_end};
	uint32_t i, first = m->seed ? chance(&m->random, N(all)) : 0;

	for (i = 0; i < N(all); i++)
		if (all[(first + i) % N(all)](m))
			return true;
	return false;
}

struct meet *
meet_open(struct service *service, uint32_t seed)
{
	struct meet *m = calloc(1, sizeof(*m));
	const struct connection_client client = {
		.address = "192.0.2.1", .resumed = on_resumed, .context = m};

	if (!m)
		abort();
	m->seed = m->random = seed;
	m->now = (struct instant){5000, UNIX_S};
	m->service = service;
	m->handler = service_handler(service);
	workspace_init(&m->workspace, BUDGET);
	m->environment =
		(struct connection_environment){.settings = &settings_default,
			.handler = &m->handler,
			.workspace = &m->workspace};
	m->server = connection_new(&m->environment, &client, m->now);
	m->client = client_connection_new(&client_settings_default, H1_STRICT);
	if (!m->server || !m->client)
		abort();
	return m;
}

void
meet_ask(struct meet *m, struct met *met, const struct client_request *request,
	struct h1_span content)
{
	struct h1_error err;

	memset(met, 0, sizeof(*met));
	m->met = met;
	m->left = content;
	m->over = m->content_ended = false;
	CHECK(client_connection_reusable(m->client));
	CHECK(client_connection_ask(m->client, request, m->now.ms, &err) ==
		H1_OK);
	look(m);
	while (!m->over)
		CHECK(something(m)); /* else both wait for each other */
	/* what is still on its way arrives */
	while (something(m))
		;
	met->reusable = client_connection_reusable(m->client);
	met->end = connection_end(m->server);
}

void
meet_close(struct meet *m)
{
	if (connection_end(m->server) < CONNECTION_CLOSED)
		connection_ended(m->server, m->now);
	while (server_says(m) || server_has_sent(m))
		;
	CHECK(connection_end(m->server) >= CONNECTION_CLOSED);
	connection_free(m->server);
	client_connection_free(m->client);
	CHECK(m->workspace.budget.left == BUDGET);
	workspace_free(&m->workspace);
	pile_free(&m->to_server.pile);
	pile_free(&m->to_client.pile);
	free(m);
}

void
met_free(struct met *met)
{
	pile_free(&met->asked);
	pile_free(&met->content);
}
