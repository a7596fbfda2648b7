#include "machine/play.h"

#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "machine/chance.h"
#include "server/deadline.h"

/* As much as an answer may be, and a step needs not be more than an octet. */
#define STEPS_PER_OCTET 64
#define STEPS 4096

#define BUDGET 1000000

struct stage {
	const struct play_options *options;
	struct played *played;
	struct connection *connection;
	struct connection_output output;
	bool given; /* `output` is not known to be sent */
	bool ended; /* the client said so */
	bool to_resume;
	uint32_t random;
	struct h1_span left; /* to be fed */
	struct instant now;
	size_t n_steps, max_steps;
};

static void
on_answered(void *context, const struct connection_record *record)
{
	struct stage *s = context;
	struct played *played = s->played;

	CHECK(record->time == s->now.unix_s);
	CHECK(record->status == 0 || record->status == 101 ||
		(record->status >= 200 && record->status <= 599));
	CHECK(record->status != 0 || !record->complete);
	played->records = pile_one_more(played->records, played->n_records,
		sizeof(*played->records));
	played->records[played->n_records++] =
		(struct play_record){record->status, record->n_content,
			record->head != NULL, record->complete};
}

static void
on_resumed(void *context)
{
	struct stage *s = context;

	s->to_resume = true;
}

static bool
is_over(const struct stage *s)
{
	return connection_end(s->connection) >= CONNECTION_CLOSED;
}

/* What must hold whatever happened. */
static void
look(struct stage *s)
{
	uint64_t deadline = connection_deadline(s->connection);

	CHECK(s->n_steps++ < s->max_steps);
	CHECK(is_over(s) || deadline > s->now.ms);
	if (connection_end(s->connection) == CONNECTION_CLOSED) {
		CHECK(!s->given);
		CHECK(!connection_output(s->connection, &s->output, s->now));
	}
	if (is_over(s))
		CHECK(!connection_wants_input(s->connection));
}

/* Each of these does its one thing, if it can be done. */

static bool
take(struct stage *s)
{
	if (s->given || !connection_output(s->connection, &s->output, s->now))
		return false;
	CHECK(s->output.octets.len > 0 || s->output.file >= 0);
	CHECK(connection_end(s->connection) == CONNECTION_OPEN);
	pile_add(&s->played->out, s->output.octets);
	s->given = true;
	look(s);
	return true;
}

static bool
sent(struct stage *s)
{
	size_t n = s->output.file >= 0 ? s->output.file_len : 0;

	if (!s->given || connection_end(s->connection) == CONNECTION_RESET)
		return false;
	s->given = false;
	if (s->options->seed && n > 1)
		n = 1 + chance(&s->random, (uint32_t)n);
	pile_zeros(&s->played->out, n);
	connection_sent(s->connection, n, s->now);
	look(s);
	return true;
}

/* Pieces are mostly small ones; with the least seed single octets. */
static size_t
piece_len(struct stage *s)
{
	size_t most = s->left.len;

	if (s->options->seed == 0)
		return most;
	most = s->options->seed == 1 ? 1 : (size_t)1 << chance(&s->random, 8);
	return most < s->left.len ? most : s->left.len;
}

static bool
feed(struct stage *s)
{
	size_t room, len = piece_len(s);
	uint8_t *to;

	if (s->left.len == 0 || s->ended ||
		!connection_wants_input(s->connection))
		return false;
	to = connection_room(s->connection, &room);
	CHECK(to && room > 0);
	if (len > room)
		len = room;
	memcpy(to, s->left.at, len);
	connection_received(s->connection, len, s->now);
	s->left.at += len;
	s->left.len -= len;
	if (!s->played->too_late)
		s->played->n_in_time += len;
	look(s);
	return true;
}

static bool
resume(struct stage *s)
{
	struct service *service = s->options->service;

	if (service && service->waits)
		service_resume(service);
	if (!s->to_resume)
		return false;
	s->to_resume = false;
	connection_resumed(s->connection, s->now);
	look(s);
	return true;
}

/* Time passes; the deadline is told when it is over, or before for nothing. */
static void
tick(struct stage *s, uint64_t ms)
{
	uint64_t deadline = connection_deadline(s->connection);

	if (ms >= deadline - s->now.ms) {
		s->now.ms = deadline;
		s->played->too_late = true;
	} else {
		s->now.ms += ms;
	}
	connection_tick(s->connection, s->now);
	look(s);
}

static void
stop(struct stage *s)
{
	s->played->stopped = true;
	connection_stop(s->connection, s->now);
	look(s);
}

static void
end_input(struct stage *s)
{
	s->ended = true;
	connection_ended(s->connection, s->now);
	look(s);
}

/* All that can be done is done: what is left is that the client goes. */
static bool
go(struct stage *s)
{
	uint64_t deadline = connection_deadline(s->connection);

	if (is_over(s))
		return false;
	if (s->options->ending == PLAY_WAIT && deadline != DEADLINE_NEVER) {
		tick(s, DEADLINE_NEVER);
		return true;
	}
	/* else it waits for something that can never come */
	CHECK(!s->ended);
	end_input(s);
	return true;
}

static bool
something_odd(struct stage *s)
{
	if (!s->options->chaos)
		return false;
	switch (chance(&s->random, 24)) {
	case 0:
		tick(s, (uint64_t)1 << chance(&s->random, 16));
		return true;
	case 1:
		if (chance(&s->random, 4) == 0)
			stop(s);
		return true;
	case 2:
		if (chance(&s->random, 8) == 0 && !s->ended)
			end_input(s);
		return true;
	default:
		return false;
	}
}

/* One thing of those that can be done, in an order that depends on the seed;
 * without one the client takes all before it sends anything. */
static bool
something(struct stage *s)
{
	static bool (*const all[])(struct stage *) = {sent, take, resume, feed};
	uint32_t i, first = s->options->seed ? chance(&s->random, 4) : 0;

	if (s->options->seed && chance(&s->random, 8) == 0 &&
		!s->options->chaos)
		tick(s, chance(&s->random, 2));
	for (i = 0; i < N(all); i++)
		if (all[(first + i) % N(all)](s))
			return true;
	return go(s);
}

static void
open_stage(struct stage *s, const struct connection_environment *environment)
{
	const struct connection_client client = {
		.address = "192.0.2.1", .resumed = on_resumed, .context = s};

	s->connection = connection_new(environment, &client, s->now);
	if (!s->connection)
		abort();
	look(s);
}

/* The bound on what a play may cost: each octet of the input can ask for so
 * many octets at most. */
static size_t
max_steps(struct h1_span input)
{
	return STEPS + STEPS_PER_OCTET * input.len;
}

void
play_server(struct played *played, const struct play_options *options,
	struct h1_span input)
{
	struct workspace workspace;
	struct stage s = {.options = options,
		.played = played,
		.random = options->seed,
		.left = input,
		.now = {5000, options->unix_s},
		.max_steps = max_steps(input)};
	struct connection_environment environment = {
		.settings = options->settings,
		.handler = options->handler,
		.workspace = &workspace,
		.answered = on_answered,
		.context = &s};

	memset(played, 0, sizeof(*played));
	workspace_init(&workspace, BUDGET);
	open_stage(&s, &environment);
	while (!is_over(&s)) {
		if (options->chaos && chance(&s.random, 200) == 0)
			break;
		if (!something_odd(&s))
			something(&s);
	}
	played->end = connection_end(s.connection);
	connection_free(s.connection);
	CHECK(workspace.budget.left == BUDGET);
	workspace_free(&workspace);
}

void
played_free(struct played *played)
{
	pile_free(&played->out);
	free(played->records);
}
