#include "server/connection.h"

#include <stdlib.h>

#include "h1/lenient.h"
#include "server/answer.h"
#include "server/limits.h"
#include "server/machine.h"
#include "server/refuse.h"
#include "server/step.h"

static void
init_buffers(struct connection *c)
{
	struct workspace *workspace = c->environment->workspace;
	size_t backlog = (size_t)c->settings->max_backlog;

	buffer_init(&c->in,
		h1_limits_input(&c->reader.limits) + LIMITS_READ_MAX, workspace,
		NULL);
	buffer_init(&c->held, SIZE_MAX, workspace, NULL);
	output_init(&c->out,
		backlog + MACHINE_PULL_MAX + 2 * EXCHANGE_LINES_MAX, workspace);
}

static enum phase
head_phase(const struct connection *c)
{
	if (machine_backlogged(c))
		return PHASE_NONE;
	if (buffer_len(&c->in) > 0)
		return PHASE_HEADER;
	return output_empty(&c->out) ? PHASE_IDLE : PHASE_NONE;
}

static enum phase
current_phase(const struct connection *c)
{
	switch (c->reading) {
	case READING_HEAD:
		return head_phase(c);
	case READING_CONTENT:
		return machine_holds_back(c) ? PHASE_NONE : PHASE_BODY;
	case READING_NOTHING:
	case READING_TUNNEL:
		return c->peer_ended && machine_waits(c) ? PHASE_ANSWER
							 : PHASE_NONE;
	case READING_WASTE:
		break;
	}
	return c->end == CONNECTION_HALF_CLOSED ? PHASE_LINGER : PHASE_NONE;
}

/*
 * While an exchange is on, the octets of its head stay where they are: what
 * comes behind them goes elsewhere.
 */
static void
hold(struct connection *c)
{
	struct h1_span rest = buffer_span(&c->in);

	if (!c->exchange.begun || c->held.octets)
		return;
	c->held = c->in;
	buffer_init(&c->in, c->in.max, c->in.workspace, NULL);
	if (!buffer_append(&c->in, rest))
		c->end = CONNECTION_RESET;
}

static void
give_lines(struct connection *c)
{
	size_t len = c->reader.limits.fields * sizeof(*c->field_lines);

	workspace_give(c->environment->workspace, c->field_lines, len);
	workspace_give(c->environment->workspace, c->trailer_lines, len);
	c->field_lines = c->trailer_lines = NULL;
}

/* Memory that nothing waits in is given back. */
static void
shrink(struct connection *c)
{
	if (buffer_len(&c->in) == 0)
		buffer_free(&c->in);
	else
		buffer_shrink(&c->in);
	output_shrink(&c->out);
	if (!c->exchange.begun && !c->in.octets)
		give_lines(c);
}

static void
settle(struct connection *c)
{
	hold(c);
	if (c->end == CONNECTION_RESET)
		exchange_finish(&c->exchange);
	if (c->reading == READING_WASTE && c->end < CONNECTION_CLOSED &&
		output_empty(&c->out))
		c->end =
			c->peer_ended || c->n_drained >= c->settings->max_linger
				? CONNECTION_CLOSED
				: CONNECTION_HALF_CLOSED;
	shrink(c);
	deadline_enter(&c->deadline, c->settings, current_phase(c),
		c->n_messages, c->now.ms);
}

struct connection *
connection_new(const struct connection_environment *environment,
	const struct connection_client *client, struct instant now)
{
	const struct settings *settings = environment->settings;
	const struct h1_limits limits = limits_of_reader(settings);
	struct connection *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->environment = environment;
	c->settings = settings;
	c->client = *client;
	c->now = now;
	h1_reader_init(&c->reader, H1_REQUEST, &limits, H1_STRICT);
	init_buffers(c);
	exchange_init(&c->exchange, c);
	h1_piece_init(&c->piece, NULL, 0);
	settle(c);
	return c;
}

void
connection_free(struct connection *c)
{
	if (!c)
		return;
	c->stepping = true;
	exchange_finish(&c->exchange);
	output_free(&c->out);
	buffer_free(&c->held);
	buffer_free(&c->in);
	give_lines(c);
	free(c);
}

/* Gets on as far as it can. */
static void
advance(struct connection *c, struct instant now)
{
	c->now = now;
	c->stepping = true;
	step_on(c);
	settle(c);
	c->stepping = false;
}

bool
connection_wants_input(const struct connection *c)
{
	if (c->peer_ended || c->end >= CONNECTION_CLOSED)
		return false;
	switch (c->reading) {
	case READING_HEAD:
		return !machine_backlogged(c);
	case READING_CONTENT:
	case READING_TUNNEL:
		return !machine_holds_back(c);
	case READING_NOTHING:
		/* So that the end of the input is seen. */
		return machine_waits(c) && buffer_len(&c->in) < LIMITS_READ_MAX;
	case READING_WASTE:
		break;
	}
	return c->n_drained < c->settings->max_linger;
}

/* Behind little that waits as much is read as fits with it into one block. */
static size_t
read_len(size_t waiting)
{
	return waiting < LIMITS_READ_MAX / 2 ? LIMITS_READ_MAX - waiting
					     : LIMITS_READ_MAX;
}

uint8_t *
connection_room(struct connection *c, size_t *len)
{
	if (!buffer_reserve(&c->in, read_len(buffer_len(&c->in))) &&
		!buffer_reserve(&c->in, 1)) {
		c->end = CONNECTION_RESET;
		*len = 0;
		return NULL;
	}
	*len = buffer_tail_len(&c->in);
	return buffer_tail(&c->in);
}

void
connection_received(struct connection *c, size_t len, struct instant now)
{
	buffer_added(&c->in, len);
	if (c->reading == READING_WASTE) {
		buffer_consume(&c->in, len);
		c->n_drained += len;
	}
	deadline_progress(&c->deadline, c->settings, len, now.ms);
	advance(c, now);
}

void
connection_ended(struct connection *c, struct instant now)
{
	c->peer_ended = true;
	advance(c, now);
}

bool
connection_output(struct connection *c, struct connection_output *output,
	struct instant now)
{
	if (c->end == CONNECTION_RESET || !output_give(&c->out, output))
		return false;
	if (!c->writing)
		c->write_at = now.ms + c->settings->write_ms;
	c->writing = true;
	return true;
}

void
connection_sent(struct connection *c, size_t n_file, struct instant now)
{
	output_sent(&c->out, n_file);
	c->exchange.n_content += n_file;
	c->writing = c->out.file >= 0;
	if (c->writing)
		c->write_at = deadline_bought(c->write_at, n_file,
			c->settings->write_rate, c->settings->write_ms, now.ms);
	advance(c, now);
}

void
connection_broken(struct connection *c, struct instant now)
{
	c->end = CONNECTION_RESET;
	advance(c, now);
}

void
connection_resumed(struct connection *c, struct instant now)
{
	advance(c, now);
}

enum connection_end
connection_end(const struct connection *c)
{
	return c->end;
}

static uint64_t
write_deadline(const struct connection *c)
{
	return c->writing ? c->write_at : DEADLINE_NEVER;
}

uint64_t
connection_deadline(const struct connection *c)
{
	uint64_t read_at = deadline_at(&c->deadline);
	uint64_t write_at = write_deadline(c);

	return read_at < write_at ? read_at : write_at;
}

static void
timed_out(struct connection *c)
{
	switch (c->deadline.phase) {
	case PHASE_NONE:
		break;
	case PHASE_IDLE:
		answer_no_more(c);
		break;
	case PHASE_HEADER:
		refuse_broken_head(c, 408, "the header section took too long");
		break;
	case PHASE_BODY:
		refuse_slow_content(c, 408, "the content took too long");
		break;
	case PHASE_ANSWER:
		c->end = CONNECTION_RESET;
		break;
	case PHASE_LINGER:
		c->end = CONNECTION_CLOSED;
		break;
	}
}

void
connection_tick(struct connection *c, struct instant now)
{
	c->now = now;
	if (now.ms >= write_deadline(c))
		c->end = CONNECTION_RESET;
	else if (now.ms >= deadline_at(&c->deadline))
		timed_out(c);
	advance(c, now);
}

void
connection_stop(struct connection *c, struct instant now)
{
	c->stopping = true;
	if (c->reading == READING_HEAD && buffer_len(&c->in) == 0 &&
		output_empty(&c->out))
		c->end = CONNECTION_CLOSED;
	advance(c, now);
}
