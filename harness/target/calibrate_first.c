#include <stdio.h>
#include <string.h>

#include "target/calibrator.h"

static bool
explain_no_answer(struct calibrator *c, const struct question *q)
{
	const struct trace *t = q->result.trace;

	if (q->result.problem[0] != '\0') {
		snprintf(c->found->problem, sizeof(c->found->problem),
			"no TLS with %.80s: %s", c->context->values.host,
			q->result.problem);
		return false;
	}
	/* A RST can come before our end of the connection is up. */
	if (q->result.failure == PLAY_NO_CONNECTION &&
		q->result.error == UV_ECONNRESET)
		return calibrator_fail(c,
			"the target resets the connection without answering a "
			"plain GET");
	if (q->result.failure == PLAY_NO_CONNECTION) {
		snprintf(c->found->problem, sizeof(c->found->problem),
			"nothing accepts connections at %s: %s",
			c->context->values.host, uv_strerror(q->result.error));
		return false;
	}
	if (t == NULL)
		return calibrator_fail(c, "the target could not be asked");
	if (t->n_items > 0 && t->items[0].kind == ITEM_GARBAGE) {
		snprintf(c->found->problem, sizeof(c->found->problem),
			"the target answers a plain GET with something that is "
			"not an HTTP/1.x response (%s, octet %zu)",
			h1_code_text(t->items[0].error.code),
			t->items[0].error.off);
		return false;
	}
	if (t->flooded)
		return calibrator_fail(c,
			"the target answers a plain GET without end");
	if (t->n_items > 0)
		return calibrator_fail(c,
			"the target begins an answer to a plain GET "
			"and does not finish it");
	if (t->end == TRACE_FIN)
		return calibrator_fail(c,
			"the target closes the connection without "
			"answering a plain GET");
	if (t->end == TRACE_RESET)
		return calibrator_fail(c,
			"the target resets the connection without "
			"answering a plain GET");
	snprintf(c->found->problem, sizeof(c->found->problem),
		"the target accepts connections and does not answer a plain "
		"GET within %u ms",
		c->context->timing.answer_ms);
	return false;
}

static void
keep_server(struct calibrator *c, const struct question *q)
{
	struct h1_span server = question_field(q, "Server");
	size_t n = 0;

	for (size_t i = 0; i < server.len && n + 1 < sizeof(c->found->server);
		i++)
		if (server.at[i] >= ' ' && server.at[i] <= '~')
			c->found->server[n++] = (char)server.at[i];
	c->found->server[n] = '\0';
}

/* Asks twice at the first of the addresses that takes the connection. */
static struct question *
ask_twice(struct calibrator *c)
{
	const char *path = calibrator_ok_path(c);
	struct question *q;
	size_t i = 0;

	do {
		if (i < c->options->n_addresses)
			c->context->endpoint.address = c->options->addresses[i];
		question_list_free(&c->questions);
		q = question_add(&c->questions, PROBE_TWICE);
		question_get(q, 0, path, c->context->values.host_lines);
		question_get(q, 1, path, c->context->values.host_lines);
		if (!calibrator_ask(c, 1))
			return NULL;
	} while (q->result.failure == PLAY_NO_CONNECTION &&
		 ++i < c->options->n_addresses);
	return q;
}

bool
calibrator_ask_first(struct calibrator *c)
{
	struct question *q = ask_twice(c);

	if (q == NULL)
		return calibrator_fail(c, "interrupted");
	if (question_status(q, 0) == 0)
		return explain_no_answer(c, q);
	if (trace_n_final(q->result.trace) > 2)
		return calibrator_fail(c,
			"the target sends more responses than it was "
			"asked for");
	if (question_status(q, 0) / 100 != 2) {
		snprintf(c->found->problem, sizeof(c->found->problem),
			"GET %.100s is answered with %u; name a path that "
			"gives 2xx",
			calibrator_ok_path(c), question_status(q, 0));
		return false;
	}
	if (question_status(q, 1) / 100 == 2)
		calibrator_grant(c, CAPABILITY_KEEP_ALIVE);
	keep_server(c, q);
	memcpy(c->found->tls_version, q->result.tls_version,
		sizeof(c->found->tls_version));
	if (!calibrator_set_route(c, ROUTE_OK, calibrator_ok_path(c)))
		return calibrator_fail(c, "out of memory");
	return true;
}
