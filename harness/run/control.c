#include "run/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "play/batch.h"

/* ---- which control a case has ---- */

static bool
begins_with(const struct wire_part *part, const char *text)
{
	size_t len = strlen(text);

	return part->kind == WIRE_OCTETS && part->octets.len >= len &&
	       memcmp(part->octets.at, text, len) == 0;
}

static const struct wire *
first_send(const struct test_case *c)
{
	for (size_t i = 0; i < c->n_steps; i++)
		if (c->steps[i].kind == STEP_SEND)
			return &c->steps[i].send;
	return NULL;
}

/* Methods that an ordinary route is likely to know. Any other is asked as GET. */
static const char *
control_method(const struct wire *send)
{
	static const char *const known[] = {"GET", "HEAD", "POST", "OPTIONS"};
	const size_t n = sizeof(known) / sizeof(*known);

	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(known[i]);
		const struct wire_part *part = &send->parts[0];

		if (begins_with(part, known[i]) && part->octets.len > len &&
			part->octets.at[len] == ' ')
			return known[i];
	}
	return "GET";
}

static enum route
first_route(const struct wire *send)
{
	for (size_t i = 0; i < send->n_parts && i < 3; i++)
		if (send->parts[i].kind == WIRE_TARGET)
			return send->parts[i].route;
	return ROUTE_OK;
}

/* A GET is refused at a name that nobody stored, and without credentials: that
 * these routes work was seen by calibration. */
static bool
refuses_controls(enum route route)
{
	return route == ROUTE_STORE || route == ROUTE_GUARDED;
}

static enum route
control_route(const struct wire *send)
{
	enum route route = first_route(send);

	return refuses_controls(route) ? ROUTE_OK : route;
}

enum control_framing {
	CONTROL_PLAIN,
	CONTROL_LENGTH,
	CONTROL_CHUNKED,
};

static bool
mentions(const struct wire *send, const char *text)
{
	for (size_t i = 0; i < send->n_parts; i++)
		if (send->parts[i].kind == WIRE_OCTETS &&
			octets_find(&send->parts[i].octets, 0, text,
				strlen(text)) != SIZE_MAX)
			return true;
	return false;
}

static enum control_framing
control_framing(const struct wire *send)
{
	if (refuses_controls(first_route(send)))
		return CONTROL_PLAIN;
	if (mentions(send, "Transfer-Encoding"))
		return CONTROL_CHUNKED;
	return mentions(send, "Content-Length") ? CONTROL_LENGTH
						: CONTROL_PLAIN;
}

static void
write_generic(const struct wire *send, const struct wire_values *values,
	struct control *c)
{
	static const char *const fields[] = {
		[CONTROL_PLAIN] = "\r\n",
		[CONTROL_LENGTH] = "Content-Length: 5\r\n\r\nhello",
		[CONTROL_CHUNKED] = ("Transfer-Encoding: chunked\r\n\r\n"
				     "5\r\nhello\r\n0\r\n\r\n"),
	};
	static const char *const with[] = {
		[CONTROL_PLAIN] = "",
		[CONTROL_LENGTH] = " with Content-Length",
		[CONTROL_CHUNKED] = " with Transfer-Encoding",
	};
	enum control_framing framing = control_framing(send);
	const char *path = values->routes[control_route(send)];
	const char *method = control_method(send);

	if (path == NULL)
		path = values->routes[ROUTE_OK];
	snprintf(c->what, sizeof(c->what), "%s %.60s%s", method, path,
		with[framing]);
	octets_format(&c->probe.sends[0], "%s %s HTTP/1.1\r\n%s%s", method,
		path, values->host_lines, fields[framing]);
}

/* Fills in the control of `tc`; false: it has none. */
static bool
make_control(const struct test_case *tc, const struct wire_values *values,
	struct control *c)
{
	const struct wire *send = first_send(tc);

	if (send == NULL || send->n_parts == 0)
		return false;
	probe_init(&c->probe, PROBE_ASK);
	if (tc->control.n_parts == 0) {
		write_generic(send, values, c);
		return true;
	}
	snprintf(c->what, sizeof(c->what), "the case's own control");
	return wire_render(&tc->control, values, &c->probe.sends[0]);
}

/* ---- the list ---- */

static const struct control *
find_same(const struct control_list *list, const struct octets *request)
{
	for (size_t i = 0; i < list->n; i++)
		if (octets_equal(&list->list[i]->probe.sends[0], request))
			return list->list[i];
	return NULL;
}

static bool
add_control(struct control_list *list, struct control *c)
{
	struct control **all =
		realloc(list->list, (list->n + 1) * sizeof(struct control *));

	if (all == NULL)
		return false;
	list->list = all;
	all[list->n++] = c;
	return true;
}

static void
free_control(struct control *c)
{
	probe_free(&c->probe);
	free(c);
}

static bool
collect(struct control_list *list, const struct test_case *tc,
	const struct wire_values *values)
{
	struct control *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return false;
	if (make_control(tc, values, c) &&
		find_same(list, &c->probe.sends[0]) == NULL)
		return add_control(list, c);
	free_control(c);
	return true;
}

static bool
keep_status(size_t i, struct play_result *result, void *data)
{
	struct control_list *list = data;
	const struct trace *t = result->trace;

	for (size_t k = 0; t != NULL && k < t->n_items; k++)
		if (t->items[k].has_head && list->list[i]->status == 0 &&
			trace_head(t, k)->status >= 200)
			list->list[i]->status = trace_head(t, k)->status;
	trace_free(result->trace);
	return true;
}

static bool
ask(struct control_list *list, const struct play_context *context,
	unsigned jobs, const volatile bool *stop)
{
	struct play_spec *specs = calloc(list->n + 1, sizeof(*specs));
	bool asked;

	if (specs == NULL)
		return false;
	for (size_t i = 0; i < list->n; i++) {
		probe_seal(&list->list[i]->probe);
		specs[i] = (struct play_spec){
			.test_case = &list->list[i]->probe.test_case,
			.patience = 1,
		};
	}
	asked = batch_run(context, specs, list->n, jobs, stop, keep_status,
			list) == list->n;
	free(specs);
	return asked;
}

bool
control_ask_all(struct control_list *list, const struct play_context *context,
	const struct result *results, size_t n_results, unsigned jobs,
	const volatile bool *stop)
{
	const struct test_case *before = NULL;

	for (size_t i = 0; i < n_results; i++) {
		const struct test_case *tc = results[i].test_case;

		if (results[i].judgement.verdict == VERDICT_SKIP ||
			tc == before)
			continue;
		if (!collect(list, tc, &context->values))
			return false;
		before = tc;
	}
	return ask(list, context, jobs, stop);
}

void
control_free(struct control_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		free_control(list->list[i]);
	free(list->list);
	*list = (struct control_list){0};
}

/* ---- what it means ---- */

/* The first thing that came in the deciding step is a 4xx or 5xx, or nothing
 * but the close. */
static bool
was_refused(const struct result *r)
{
	const struct trace *t = r->trace;

	for (size_t i = 0; t != NULL && i < t->n_items; i++)
		if (t->items[i].expect == r->judgement.expect &&
			!t->items[i].canary && t->items[i].has_head &&
			trace_head(t, i)->status >= 200)
			return trace_head(t, i)->status >= 400;
	return t != NULL && (t->end == TRACE_FIN || t->end == TRACE_RESET);
}

/* A case that sends its control tests just that: whether it is accepted. */
static bool
is_same_message(const struct result *r, const struct octets *control)
{
	const struct octets *out = &r->trace->out;

	return control->len > 0 && control->len <= out->len &&
	       memcmp(out->at, control->at, control->len) == 0;
}

static bool
is_accepted(unsigned status)
{
	return status >= 200 && status < 400;
}

void
control_apply(const struct control_list *list,
	const struct play_context *context, struct result *r)
{
	struct control mine = {0};
	const struct control *asked = NULL;

	if (!was_refused(r))
		return;
	if (make_control(r->test_case, &context->values, &mine))
		asked = find_same(list, &mine.probe.sends[0]);
	if (is_same_message(r, &mine.probe.sends[0]))
		asked = NULL;
	probe_free(&mine.probe);
	if (asked == NULL || is_accepted(asked->status))
		return;
	r->judgement.verdict = VERDICT_SKIP;
	r->judgement.outcome = NULL;
	if (asked->status == 0)
		snprintf(r->judgement.reason, sizeof(r->judgement.reason),
			"the control is not answered: %s", asked->what);
	else
		snprintf(r->judgement.reason, sizeof(r->judgement.reason),
			"the control gets %u: %s", asked->status, asked->what);
}
