#include "machine/visit.h"

#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "h1/lenient.h"
#include "machine/chance.h"

#define STEPS 2000
#define STEPS_PER_OCTET 16

/* What may come next. */
enum order {
	ORDER_HEAD, /* interim responses, or the final one */
	ORDER_CONTENT,
	ORDER_END, /* trailers were there */
	ORDER_OVER
};

struct visit {
	struct visit_options options;
	struct client_connection *connection;
	uint32_t random;
	uint64_t now;
	/* of the request under way */
	struct visited *visited;
	enum order order;
	struct h1_span content; /* of the request, to be given */
	bool content_ended;
	struct h1_span left; /* of what the server says */
	bool given;	     /* output is being sent */
	bool asked;	     /* some was given to be sent */
	bool input_over;
	size_t n_steps, max_steps;
};

/* Pieces are mostly small ones; with the least seed single octets. */
static size_t
piece_len(struct visit *v, size_t len)
{
	size_t most = len;

	if (v->options.seed != 0)
		most = v->options.seed == 1
			       ? 1
			       : (size_t)1 << chance(&v->random, 7);
	return most < len ? most : len;
}

static void
take_head(struct visit *v, const struct client_event *event)
{
	struct visited *visited = v->visited;
	bool interim = event->kind == CLIENT_EVENT_INTERIM;

	CHECK(v->order == ORDER_HEAD && event->head);
	CHECK((event->head->status / 100 == 1) == interim);
	if (interim) {
		visited->n_interim++;
		return;
	}
	v->order = ORDER_CONTENT;
	visited->has_head = true;
	visited->status = event->head->status;
}

static void
take_failure(struct visit *v, const struct client_event *event)
{
	struct visited *visited = v->visited;

	CHECK(v->order != ORDER_OVER || visited->failed);
	CHECK(event->failure != CLIENT_DONE);
	CHECK(!visited->failed || visited->failure == event->failure);
	v->order = ORDER_OVER;
	visited->failed = true;
	visited->failure = event->failure;
	visited->error = event->error;
	CHECK(!client_connection_reusable(v->connection));
	CHECK(!client_connection_wants_input(v->connection));
	CHECK(!client_connection_wants_content(v->connection));
	CHECK(client_connection_deadline(v->connection) == CLIENT_NEVER);
}

/* False when there is nothing more for now. */
static bool
next(struct visit *v)
{
	struct client_event event;
	struct visited *visited = v->visited;

	client_connection_next(v->connection, &event);
	switch (event.kind) {
	case CLIENT_EVENT_WAIT:
		CHECK(!visited->failed);
		return false;
	case CLIENT_EVENT_INTERIM:
	case CLIENT_EVENT_HEAD:
		take_head(v, &event);
		return true;
	case CLIENT_EVENT_CONTENT:
		CHECK(v->order == ORDER_CONTENT && event.content.len > 0);
		pile_add(&visited->content, event.content);
		return true;
	case CLIENT_EVENT_TRAILERS:
		CHECK(v->order == ORDER_CONTENT && event.trailers->n > 0);
		visited->n_trailers = event.trailers->n;
		v->order = ORDER_END;
		return true;
	case CLIENT_EVENT_END:
		CHECK(v->order == ORDER_CONTENT || v->order == ORDER_END);
		visited->ended = true;
		v->order = ORDER_OVER;
		return false;
	case CLIENT_EVENT_FAILED:
		take_failure(v, &event);
		return false;
	}
	return false;
}

static void
look(struct visit *v)
{
	uint64_t deadline;

	while (next(v))
		CHECK(v->n_steps++ < v->max_steps);
	deadline = client_connection_deadline(v->connection);
	CHECK(v->n_steps++ < v->max_steps);
	CHECK(deadline > v->now);
	if (v->order == ORDER_OVER)
		CHECK(deadline == CLIENT_NEVER);
}

/* Each of these does its one thing, if it can be done. */

static bool
give_content(struct visit *v)
{
	size_t len = piece_len(v, v->content.len);

	if (v->content_ended || !client_connection_wants_content(v->connection))
		return false;
	if (len > 0)
		CHECK(client_connection_content(v->connection,
			(struct h1_span){v->content.at, len}, v->now));
	else
		CHECK(client_connection_content_end(v->connection, v->now));
	v->content_ended = len == 0;
	v->content.at += len;
	v->content.len -= len;
	look(v);
	return true;
}

static bool
take(struct visit *v)
{
	struct h1_span octets;

	if (v->given || !client_connection_output(v->connection, &octets))
		return false;
	CHECK(octets.len > 0 && v->order != ORDER_OVER);
	pile_add(&v->visited->sent, octets);
	v->given = v->asked = true;
	look(v);
	return true;
}

static bool
sent(struct visit *v)
{
	if (!v->given)
		return false;
	v->given = false;
	client_connection_sent(v->connection, v->now);
	look(v);
	return true;
}

/* What comes before anything was asked is no answer: that is chaos. */
static bool
feed(struct visit *v)
{
	size_t room, len = piece_len(v, v->left.len);
	uint8_t *to;

	if (len == 0 || !(v->asked || v->options.chaos) ||
		!client_connection_wants_input(v->connection))
		return false;
	to = client_connection_room(v->connection, &room);
	CHECK(to && room > 0);
	if (len > room)
		len = room;
	memcpy(to, v->left.at, len);
	client_connection_received(v->connection, len, v->now);
	v->left.at += len;
	v->left.len -= len;
	look(v);
	if (!v->asked)
		CHECK(v->visited->failure == CLIENT_EARLY);
	return true;
}

static void
tick(struct visit *v, uint64_t ms)
{
	uint64_t deadline = client_connection_deadline(v->connection);

	if (ms >= deadline - v->now) {
		v->now = deadline;
		v->visited->expired = true;
	} else {
		v->now += ms;
	}
	client_connection_tick(v->connection, v->now);
	look(v);
}

static void
end_input(struct visit *v)
{
	v->input_over = true;
	if (v->options.ending == VISIT_FIN)
		client_connection_ended(v->connection);
	else
		client_connection_broken(v->connection);
	look(v);
}

/* All that can be done is done: the server goes, or time passes. */
static bool
go(struct visit *v, bool last)
{
	if (v->order == ORDER_OVER)
		return false;
	if (last && v->options.ending != VISIT_STAY && !v->input_over) {
		end_input(v);
		return true;
	}
	/* else it waits for something that can never come */
	CHECK(client_connection_deadline(v->connection) != CLIENT_NEVER);
	tick(v, CLIENT_NEVER);
	return true;
}

static bool
something(struct visit *v)
{
	static bool (*const all[])(struct visit *) = {
		sent, give_content, take, feed};
	uint32_t i, first = v->options.seed ? chance(&v->random, 4) : 0;

	if (v->options.seed && chance(&v->random, 16) == 0)
		tick(v, v->options.chaos ? (uint64_t)1 << chance(&v->random, 17)
					 : 0);
	for (i = 0; i < N(all); i++)
		if (all[(first + i) % N(all)](v))
			return true;
	return false;
}

struct visit *
visit_open(const struct visit_options *options)
{
	struct visit *v = calloc(1, sizeof(*v));

	if (!v)
		abort();
	v->options = *options;
	v->random = options->seed;
	v->now = 1000;
	v->connection = client_connection_new(options->settings, H1_STRICT);
	if (!v->connection)
		abort();
	CHECK(client_connection_reusable(v->connection));
	return v;
}

void
visit_ask(struct visit *v, struct visited *visited,
	const struct question *question, struct h1_span octets, bool last)
{
	const struct client_request request = question_request(question);
	struct h1_error err;

	memset(visited, 0, sizeof(*visited));
	v->visited = visited;
	v->order = ORDER_HEAD;
	v->content = question_content(question);
	v->left = octets;
	v->content_ended = v->given = v->asked = false;
	v->max_steps = v->n_steps + STEPS + STEPS_PER_OCTET * octets.len;
	CHECK(client_connection_ask(v->connection, &request, v->now, &err) ==
		H1_OK);
	look(v);
	do {
		if (v->options.chaos && chance(&v->random, 100) == 0)
			visited->stopped = true;
	} while (!visited->stopped && (something(v) || go(v, last)));
	visited->reusable = client_connection_reusable(v->connection);
}

bool
visit_reusable(const struct visit *v)
{
	return client_connection_reusable(v->connection);
}

void
visit_close(struct visit *v)
{
	client_connection_free(v->connection);
	free(v);
}

void
visited_free(struct visited *visited)
{
	pile_free(&visited->sent);
	pile_free(&visited->content);
}
