#include "server/connection.h"

#include <stdlib.h>

#include "h1/lenient.h"
#include "server/answer.h"
#include "server/machine.h"
#include "server/step.h"

#define FIELD_LINE_MAX 16384
#define CHUNK_LINE_MAX 4096
#define READ_MAX 16384 /* octets that are read at once */
#define TEXT_MAX 4096  /* an explanation always fits */

static size_t
lesser(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
greater(size_t a, size_t b)
{
	return a > b ? a : b;
}

static struct h1_limits
reader_limits(const struct settings *settings)
{
	struct h1_limits limits = h1_limits_default;
	size_t head = (size_t)settings->max_head;

	limits.start_line = (size_t)settings->max_line;
	limits.field_section = head;
	limits.field_line = lesser(head, FIELD_LINE_MAX);
	limits.fields = (size_t)settings->max_fields;
	limits.chunk_line = CHUNK_LINE_MAX;
	limits.trailer_section = lesser(head, limits.trailer_section);
	limits.content = settings->max_content;
	return h1_limits_clamp(&limits);
}

/* More octets than the reader ever asks for before it takes or refuses. */
static size_t
input_max(const struct h1_limits *limits)
{
	size_t head =
		limits->start_line + limits->field_section + limits->field_line;

	return head + CHUNK_LINE_MAX + READ_MAX;
}

static void
init_buffers(struct connection *c)
{
	const struct settings *settings = c->settings;
	size_t content_max = greater((size_t)settings->max_content,
		(size_t)settings->max_head);

	buffer_init(&c->in, input_max(&c->reader.limits), NULL);
	output_init(&c->out, (size_t)settings->max_backlog + MACHINE_PULL_MAX +
				     2 * (size_t)RESPONSE_HEAD_MAX);
	response_init(&c->response, greater(content_max, TEXT_MAX),
		&c->environment->workspace->budget);
}

static enum phase
current_phase(const struct connection *c)
{
	switch (c->state) {
	case MACHINE_HEAD:
		if (machine_backlogged(c))
			return PHASE_NONE;
		if (buffer_len(&c->in) > 0)
			return PHASE_HEADER;
		return output_pending(&c->out) ? PHASE_NONE : PHASE_IDLE;
	case MACHINE_CONTENT:
		return PHASE_BODY;
	case MACHINE_ANSWER:
		return PHASE_NONE;
	case MACHINE_DONE:
		break;
	}
	return c->end == CONNECTION_HALF_CLOSED ? PHASE_LINGER : PHASE_NONE;
}

/* Memory that nothing waits in is given back. */
static void
shrink(struct connection *c)
{
	if (buffer_len(&c->in) == 0)
		buffer_free(&c->in);
	if (output_pending(&c->out) == 0 && c->state != MACHINE_ANSWER)
		output_free(&c->out);
}

static void
settle(struct connection *c)
{
	if (c->state == MACHINE_DONE && c->end < CONNECTION_CLOSED &&
		output_pending(&c->out) == 0)
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
	const struct h1_limits limits = reader_limits(settings);
	struct connection *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->environment = environment;
	c->client = *client;
	c->settings = settings;
	c->site = environment->site;
	c->now = now;
	h1_reader_init(&c->reader, H1_REQUEST, &limits, H1_STRICT);
	init_buffers(c);
	c->field_lines = calloc(limits.fields, sizeof(*c->field_lines));
	if (!c->field_lines) {
		connection_free(c);
		return NULL;
	}
	h1_head_init(&c->head, c->field_lines, limits.fields);
	h1_piece_init(&c->piece, NULL, 0);
	settle(c);
	return c;
}

void
connection_free(struct connection *c)
{
	if (!c)
		return;
	response_free(&c->response);
	output_free(&c->out);
	buffer_free(&c->in);
	free(c->field_lines);
	free(c);
}

/* Gets on as far as it can. */
static void
advance(struct connection *c, struct instant now)
{
	c->now = now;
	step_on(c);
	settle(c);
}

bool
connection_wants_input(const struct connection *c)
{
	if (c->peer_ended || c->end >= CONNECTION_CLOSED)
		return false;
	switch (c->state) {
	case MACHINE_HEAD:
		return !machine_backlogged(c);
	case MACHINE_CONTENT:
		return true;
	case MACHINE_ANSWER:
		return false;
	case MACHINE_DONE:
		break;
	}
	return c->n_drained < c->settings->max_linger;
}

uint8_t *
connection_room(struct connection *c, size_t *len)
{
	if (!buffer_reserve(&c->in, READ_MAX) && !buffer_reserve(&c->in, 1)) {
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
	if (c->state == MACHINE_DONE) {
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
	if (!output_give(&c->out, &output->octets))
		return false;
	output->file = -1;
	output->file_len = 0;
	c->write_at = now.ms + c->settings->write_ms;
	return true;
}

void
connection_sent(struct connection *c, size_t n_file, struct instant now)
{
	(void)n_file;
	output_sent(&c->out);
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
	return c->out.sending ? c->write_at : DEADLINE_NEVER;
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
		answer_broken_head(c, 408, "the header section took too long");
		break;
	case PHASE_BODY:
		answer_give_up(c, 408, "the content took too long");
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
	if (c->state == MACHINE_HEAD && buffer_len(&c->in) == 0 &&
		output_pending(&c->out) == 0)
		c->end = CONNECTION_CLOSED;
	advance(c, now);
}
