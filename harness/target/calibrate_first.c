#include <stdio.h>

#include "target/calibrator.h"

static bool
explain_no_answer(struct calibrator *c, const struct question *q)
{
	const struct trace *t = q->result.trace;

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

bool
calibrator_ask_first(struct calibrator *c)
{
	struct question *q = question_add(&c->questions, PROBE_TWICE);

	question_get(q, 0, calibrator_ok_path(c), c->context->values.host);
	question_get(q, 1, calibrator_ok_path(c), c->context->values.host);
	if (!calibrator_ask(c, 1))
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
	if (!calibrator_set_route(c, ROUTE_OK, calibrator_ok_path(c)))
		return calibrator_fail(c, "out of memory");
	return true;
}
