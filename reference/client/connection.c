#include "client/connection.h"

#include "client/connection_state.h"
#include "h1/lenient.h"

#include <stdlib.h>

#define REQUEST_HEAD_MAX ((size_t)1 << 20)

static size_t
lesser(size_t a, size_t b)
{
	return a < b ? a : b;
}

static struct h1_limits
reader_limits(const struct client_settings *settings)
{
	struct h1_limits limits = h1_limits_default;
	size_t head = (size_t)settings->max_head;

	limits.start_line = (size_t)settings->max_line;
	limits.field_section = head;
	limits.field_line = lesser(head, limits.field_line);
	limits.fields = (size_t)settings->max_fields;
	limits.trailer_section = head / 4;
	limits.content = settings->max_size;
	return h1_limits_clamp(&limits);
}

struct client_connection *
client_connection_new(const struct client_settings *settings, unsigned lenient)
{
	const struct h1_limits limits = reader_limits(settings);
	struct client_connection *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->settings = settings;
	c->persist = true;
	c->idle_at = c->head_at = c->expect_at = c->turn_at = CLIENT_NEVER;
	/* RFC 9112, section 5.2 */
	h1_reader_init(&c->reader, H1_RESPONSE, &limits,
		lenient | H1_LENIENT_OBS_FOLD);
	octet_queue_init(&c->in, h1_limits_input(&limits) + CLIENT_READ_MAX);
	octet_queue_init(&c->out, REQUEST_HEAD_MAX + 2 * CLIENT_READ_MAX);
	c->field_lines = calloc(limits.fields, sizeof(*c->field_lines));
	c->trailer_lines = calloc(limits.fields, sizeof(*c->trailer_lines));
	if (!c->field_lines || !c->trailer_lines) {
		client_connection_free(c);
		return NULL;
	}
	h1_head_init(&c->head, c->field_lines, limits.fields);
	h1_piece_init(&c->piece, c->trailer_lines, limits.fields);
	return c;
}

void
client_connection_free(struct client_connection *c)
{
	if (!c)
		return;
	octet_queue_free(&c->in);
	octet_queue_free(&c->out);
	free(c->field_lines);
	free(c->trailer_lines);
	free(c);
}

void
client_connection_fail(struct client_connection *c, enum client_failure failure)
{
	if (c->stage == CLIENT_STAGE_FAILED)
		return;
	c->stage = CLIENT_STAGE_FAILED;
	c->persist = false;
	c->failure = failure;
	c->idle_at = c->head_at = c->expect_at = c->turn_at = CLIENT_NEVER;
}

static bool
over_a_limit(enum h1_code code)
{
	return code == H1_E_STATUS_LINE_TOO_LONG ||
	       code == H1_E_FIELD_LINE_TOO_LONG ||
	       code == H1_E_FIELD_SECTION_TOO_LARGE ||
	       code == H1_E_TOO_MANY_FIELDS ||
	       code == H1_E_TRAILER_SECTION_TOO_LARGE ||
	       code == H1_E_CONTENT_TOO_LARGE ||
	       code == H1_E_CHUNK_LINE_TOO_LONG ||
	       code == H1_E_CHUNK_EXTS_TOO_LONG;
}

void
client_connection_refuse(struct client_connection *c,
	const struct h1_error *error)
{
	c->error = *error;
	client_connection_fail(c, over_a_limit(error->code) ? CLIENT_TOO_LARGE
							    : CLIENT_MALFORMED);
}

bool
client_connection_reusable(const struct client_connection *c)
{
	return c->stage == CLIENT_STAGE_IDLE && c->persist &&
	       c->input == CLIENT_INPUT_OPEN;
}

size_t
client_connection_extra(const struct client_connection *c)
{
	return c->n_extra;
}

/* What moves buys time at the least rate; never more than the whole time-out
 * from now. */
static void
progress(struct client_connection *c, size_t len, uint64_t now_ms)
{
	uint64_t most = now_ms + c->settings->idle_ms;

	c->now = now_ms;
	if (c->stage == CLIENT_STAGE_IDLE || c->stage == CLIENT_STAGE_FAILED)
		return;
	c->idle_at += len * UINT64_C(1000) / c->settings->min_rate;
	if (c->idle_at > most)
		c->idle_at = most;
}

bool
client_connection_wants_input(const struct client_connection *c)
{
	return c->input == CLIENT_INPUT_OPEN && c->stage != CLIENT_STAGE_FAILED;
}

uint8_t *
client_connection_room(struct client_connection *c, size_t *len)
{
	octet_queue_consume(&c->in, c->lent);
	c->lent = 0;
	*len = 0;
	if (!octet_queue_reserve(&c->in, CLIENT_READ_MAX) &&
		!octet_queue_reserve(&c->in, 1)) {
		client_connection_fail(c, CLIENT_MEMORY);
		return NULL;
	}
	return octet_queue_tail(&c->in, len);
}

/* What nobody asked for is no answer to anything (RFC 9112, section 9.2). */
static void
throw_away(struct client_connection *c)
{
	c->n_extra += octet_queue_len(&c->in);
	c->persist = false;
	octet_queue_consume(&c->in, octet_queue_len(&c->in));
}

void
client_connection_received(struct client_connection *c, size_t len,
	uint64_t now_ms)
{
	octet_queue_added(&c->in, len);
	progress(c, len, now_ms);
	switch (c->stage) {
	case CLIENT_STAGE_IDLE:
	case CLIENT_STAGE_ENDING:
	case CLIENT_STAGE_FAILED:
		throw_away(c);
		return;
	case CLIENT_STAGE_HEAD:
		if (!c->asked)
			client_connection_fail(c, CLIENT_EARLY);
		else if (c->head_at == CLIENT_NEVER)
			c->head_at = now_ms + c->settings->head_ms;
		break;
	case CLIENT_STAGE_CONTENT:
		break;
	}
	c->heard += len;
}

void
client_connection_ended(struct client_connection *c)
{
	if (c->input == CLIENT_INPUT_OPEN)
		c->input = CLIENT_INPUT_ENDED;
}

void
client_connection_broken(struct client_connection *c)
{
	c->input = CLIENT_INPUT_BROKEN;
}

bool
client_connection_output(struct client_connection *c, struct h1_span *octets)
{
	/* what is left when the exchange is over was given up */
	if (c->given || octet_queue_len(&c->out) == 0 ||
		c->stage == CLIENT_STAGE_IDLE ||
		c->stage == CLIENT_STAGE_FAILED)
		return false;
	c->given = true;
	c->asked = true;
	*octets = octet_queue_span(&c->out);
	return true;
}

void
client_connection_sent(struct client_connection *c, uint64_t now_ms)
{
	size_t len = octet_queue_len(&c->out);

	/* nobody waits for what has been given up */
	if (!c->given)
		return;
	c->given = false;
	octet_queue_consume(&c->out, len);
	progress(c, len, now_ms);
	if (c->stage == CLIENT_STAGE_FAILED)
		return;
	client_connection_turn(c);
	if (c->sending == CLIENT_SENDING_WAIT && c->expect_at == CLIENT_NEVER)
		c->expect_at = now_ms + c->settings->expect_ms;
}

static uint64_t
sooner(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* As long as it is our turn the server need not do anything. */
static uint64_t
server_deadline(const struct client_connection *c)
{
	return c->turn_at == CLIENT_NEVER ? sooner(c->idle_at, c->head_at)
					  : c->head_at;
}

uint64_t
client_connection_deadline(const struct client_connection *c)
{
	return sooner(server_deadline(c), c->expect_at);
}

void
client_connection_tick(struct client_connection *c, uint64_t now_ms)
{
	c->now = now_ms;
	if (now_ms >= server_deadline(c)) {
		client_connection_fail(c, CLIENT_TIMEOUT);
		return;
	}
	if (now_ms < c->expect_at)
		return;
	/* long enough (RFC 9110, section 10.1.1) */
	c->expect_at = CLIENT_NEVER;
	if (c->sending == CLIENT_SENDING_WAIT)
		c->sending = CLIENT_SENDING_CONTENT;
	client_connection_turn(c);
}
