#include "target/calibrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "play/batch.h"
#include "target/question.h"

/* Waits derived from the median latency, with floors: a quiet period under
 * 100 ms would take a slow answer for silence. */
#define QUIET_MIN_MS 100
#define QUIET_MAX_MS 2000
#define QUIET_MEDIANS 10
#define ANSWER_MIN_MS 1000
#define ANSWER_MAX_MS 10000
#define ANSWER_MEDIANS 50
#define MOST_ANSWERS 4

/* While connections that ask nothing are open, an answer takes at most this. */
#define JOBS_WAIT_MS 400

/* Room for the latencies of all questions that calibration asks. */
#define LATENCIES_MAX (3 * QUESTIONS_MAX)

struct calibrator {
	struct play_context *context;
	const struct calibration_options *options;
	struct calibration *found;
	struct question_list questions;
	unsigned latencies_us[LATENCIES_MAX]; /* of all answers so far */
	size_t n_latencies;
};

static void
grant(struct calibrator *c, enum capability capability)
{
	c->found->capabilities |= 1u << capability;
}

static bool
has(const struct calibrator *c, enum capability capability)
{
	return (c->found->capabilities & 1u << capability) != 0;
}

static const char *
ok_path(const struct calibrator *c)
{
	const char *named = c->options->routes[ROUTE_OK];

	return named != NULL ? named : c->options->path;
}

static unsigned
clamp(uint64_t value, unsigned low, unsigned high)
{
	return value < low ? low : value > high ? high : (unsigned)value;
}

static void
set_timing(struct calibrator *c)
{
	struct play_timing *timing = &c->context->timing;
	uint64_t median_us = c->found->median_us;

	timing->quiet_ms = clamp(median_us * QUIET_MEDIANS / 1000, QUIET_MIN_MS,
		QUIET_MAX_MS);
	timing->answer_ms = clamp(median_us * ANSWER_MEDIANS / 1000,
		ANSWER_MIN_MS, ANSWER_MAX_MS);
	timing->most_ms = MOST_ANSWERS * timing->answer_ms;
}

static int
compare_unsigned(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a;
	unsigned y = *(const unsigned *)b;

	return x < y ? -1 : x > y;
}

static void
measure(struct calibrator *c)
{
	for (size_t i = 0; i < c->questions.n; i++) {
		unsigned latency = question_latency_us(&c->questions.at[i]);

		if (latency > 0)
			c->latencies_us[c->n_latencies++] = latency;
	}
	if (c->n_latencies == 0)
		return;
	qsort(c->latencies_us, c->n_latencies, sizeof(unsigned),
		compare_unsigned);
	c->found->median_us = c->latencies_us[c->n_latencies / 2];
	set_timing(c);
}

static void
look_for_date(struct calibrator *c)
{
	for (size_t i = 0; i < c->questions.n; i++)
		if (question_field(&c->questions.at[i], "Date").at != NULL)
			grant(c, CAPABILITY_DATE);
}

/* Asks everything in the list, then keeps what any answer tells. */
static bool
ask(struct calibrator *c, unsigned jobs)
{
	bool asked = question_list_ask(&c->questions, c->context, jobs,
		c->options->stop);

	measure(c);
	look_for_date(c);
	return asked;
}

static bool
fail(struct calibrator *c, const char *problem)
{
	snprintf(c->found->problem, sizeof(c->found->problem), "%s", problem);
	return false;
}

static bool
set_route(struct calibrator *c, enum route route, const char *path)
{
	c->found->routes[route] = strdup(path);
	c->context->values.routes[route] = c->found->routes[route];
	return c->found->routes[route] != NULL;
}

/* ---- the first question: does it speak HTTP at all? ---- */

static bool
explain_no_answer(struct calibrator *c, const struct question *q)
{
	const struct trace *t = q->result.trace;

	if (q->result.failure == PLAY_NO_CONNECTION) {
		snprintf(c->found->problem, sizeof(c->found->problem),
			"nothing accepts connections at %s: %s",
			c->context->values.host, uv_strerror(q->result.error));
		return false;
	}
	if (t == NULL)
		return fail(c, "the target could not be asked");
	if (t->n_items > 0 && t->items[0].kind == ITEM_GARBAGE) {
		snprintf(c->found->problem, sizeof(c->found->problem),
			"the target answers a plain GET with something that is "
			"not an HTTP/1.x response (%s, octet %zu)",
			h1_code_text(t->items[0].error.code),
			t->items[0].error.off);
		return false;
	}
	if (t->flooded)
		return fail(c, "the target answers a plain GET without end");
	if (t->n_items > 0)
		return fail(c, "the target begins an answer to a plain GET "
			       "and does not finish it");
	if (t->end == TRACE_FIN)
		return fail(c, "the target closes the connection without "
			       "answering a plain GET");
	if (t->end == TRACE_RESET)
		return fail(c, "the target resets the connection without "
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

static bool
ask_first(struct calibrator *c)
{
	struct question *q = question_add(&c->questions, PROBE_TWICE);

	question_get(q, 0, ok_path(c), c->context->values.host);
	question_get(q, 1, ok_path(c), c->context->values.host);
	if (!ask(c, 1))
		return fail(c, "interrupted");
	if (question_status(q, 0) == 0)
		return explain_no_answer(c, q);
	if (trace_n_final(q->result.trace) > 2)
		return fail(c, "the target sends more responses than it was "
			       "asked for");
	if (question_status(q, 0) / 100 != 2) {
		snprintf(c->found->problem, sizeof(c->found->problem),
			"GET %.100s is answered with %u; name a path that "
			"gives 2xx",
			ok_path(c), question_status(q, 0));
		return false;
	}
	if (question_status(q, 1) / 100 == 2)
		grant(c, CAPABILITY_KEEP_ALIVE);
	keep_server(c, q);
	if (!set_route(c, ROUTE_OK, ok_path(c)))
		return fail(c, "out of memory");
	return true;
}

/* ---- how many connections at once? ---- */

static bool
bears(struct calibrator *c, unsigned jobs)
{
	return question_list_crowd(c->context, ok_path(c), jobs,
		JOBS_WAIT_MS + 20 * c->found->median_us / 1000,
		c->options->stop);
}

/* Single-threaded servers exist: an idle connection keeps all others waiting. */
static void
find_jobs(struct calibrator *c)
{
	unsigned jobs = c->options->jobs;

	while (jobs > 1 && !bears(c, jobs))
		jobs /= 4;
	c->found->jobs = jobs > 1 ? jobs : 1;
}

/* ---- everything else ---- */

#define TOKEN "assay-9b1f6c"
#define MISSING_PATH "/assay-missing-9b1f6c"
#define SAMPLE_PATH "/static/sample.txt"

static const char *
named_or(const struct calibrator *c, enum route route, const char *path)
{
	const char *named = c->options->routes[route];

	return named != NULL ? named : path;
}

static bool
may_post(const struct calibrator *c, enum route route)
{
	return c->options->may_post || c->options->routes[route] != NULL;
}

enum wide_question {
	WIDE_PIPELINING,
	WIDE_MISSING,
	WIDE_ECHO,
	WIDE_BODY,
	WIDE_FIELDS,
	WIDE_HEAD,
	WIDE_OPTIONS,
	WIDE_STATIC,
	WIDE_HTTP10,
	N_WIDE
};

static struct question *
at(struct calibrator *c, size_t i)
{
	return &c->questions.at[i];
}

static void
prepare_wide(struct calibrator *c)
{
	const char *host = c->context->values.host;
	const char *ok = ok_path(c);
	struct octets *both;

	question_list_free(&c->questions);
	for (size_t i = 0; i < N_WIDE; i++)
		question_add(&c->questions, PROBE_ASK);
	both = &at(c, WIDE_PIPELINING)->probe.sends[0];
	octets_format(both,
		"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
		"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n",
		ok, host, ok, host);
	question_get(at(c, WIDE_MISSING), 0,
		named_or(c, ROUTE_MISSING, MISSING_PATH), host);
	if (may_post(c, ROUTE_ECHO))
		question_post(at(c, WIDE_ECHO),
			named_or(c, ROUTE_ECHO, "/echo"), host, TOKEN);
	if (may_post(c, ROUTE_BODY))
		question_post(at(c, WIDE_BODY), named_or(c, ROUTE_BODY, ok),
			host, TOKEN);
	question_ask(at(c, WIDE_FIELDS), "GET",
		named_or(c, ROUTE_FIELDS, "/fields"), host,
		"X-Assay-Probe: " TOKEN "\r\n");
	question_ask(at(c, WIDE_HEAD), "HEAD", ok, host, "");
	question_ask(at(c, WIDE_OPTIONS), "OPTIONS", ok, host, "");
	question_get(at(c, WIDE_STATIC), 0,
		named_or(c, ROUTE_STATIC, SAMPLE_PATH), host);
	octets_format(&at(c, WIDE_HTTP10)->probe.sends[0],
		"GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", ok, host);
}

static bool
is_2xx(struct calibrator *c, size_t i)
{
	return question_status(at(c, i), 0) / 100 == 2;
}

static bool
has_validator(const struct question *q)
{
	return question_field(q, "ETag").at != NULL ||
	       question_field(q, "Last-Modified").at != NULL;
}

static bool
learn_static(struct calibrator *c)
{
	const struct question *q = at(c, WIDE_STATIC);
	const char *path = named_or(c, ROUTE_STATIC, SAMPLE_PATH);

	if (!is_2xx(c, WIDE_STATIC) || !has_validator(q)) {
		/* HEAD at the ok route shows what its GET has */
		q = at(c, WIDE_HEAD);
		path = ok_path(c);
		if (!is_2xx(c, WIDE_HEAD) || !has_validator(q))
			return true;
	}
	grant(c, CAPABILITY_STATIC);
	if (question_field(q, "ETag").at != NULL)
		grant(c, CAPABILITY_ETAG);
	if (question_field(q, "Last-Modified").at != NULL)
		grant(c, CAPABILITY_LAST_MODIFIED);
	return set_route(c, ROUTE_STATIC, path);
}

static bool
learn_bodies(struct calibrator *c)
{
	const char *echo = named_or(c, ROUTE_ECHO, "/echo");

	if (question_content_is(at(c, WIDE_ECHO), 0, TOKEN)) {
		grant(c, CAPABILITY_ECHO);
		if (!set_route(c, ROUTE_ECHO, echo))
			return false;
	}
	if (c->options->routes[ROUTE_BODY] == NULL && has(c, CAPABILITY_ECHO))
		return set_route(c, ROUTE_BODY, echo);
	return !is_2xx(c, WIDE_BODY) ||
	       set_route(c, ROUTE_BODY, named_or(c, ROUTE_BODY, ok_path(c)));
}

static bool
learn_fields(struct calibrator *c)
{
	if (!question_content_has(at(c, WIDE_FIELDS), 0, "-Probe: " TOKEN "\n"))
		return set_route(c, ROUTE_FIELDS, ok_path(c));
	grant(c, CAPABILITY_FIELDS);
	return set_route(c, ROUTE_FIELDS, named_or(c, ROUTE_FIELDS, "/fields"));
}

static bool
learn_wide(struct calibrator *c)
{
	if (is_2xx(c, WIDE_PIPELINING) &&
		question_status(at(c, WIDE_PIPELINING), 1) / 100 == 2)
		grant(c, CAPABILITY_PIPELINING);
	if (is_2xx(c, WIDE_HEAD))
		grant(c, CAPABILITY_HEAD);
	if (is_2xx(c, WIDE_OPTIONS))
		grant(c, CAPABILITY_OPTIONS);
	if (is_2xx(c, WIDE_HTTP10))
		grant(c, CAPABILITY_HTTP10);
	if (question_status(at(c, WIDE_MISSING), 0) / 100 == 4 &&
		!set_route(c, ROUTE_MISSING,
			named_or(c, ROUTE_MISSING, MISSING_PATH)))
		return false;
	return learn_bodies(c) && learn_fields(c) && learn_static(c);
}

/* ---- what depends on the routes found ---- */

enum deep_question {
	DEEP_BODY,
	DEEP_CONTINUE,
	DEEP_RANGES,
	N_DEEP
};

static void
prepare_deep(struct calibrator *c)
{
	const char *host = c->context->values.host;
	const char *body = c->found->routes[ROUTE_BODY];
	const char *file = c->found->routes[ROUTE_STATIC];

	question_list_free(&c->questions);
	question_add(&c->questions, PROBE_PARTS);
	question_add(&c->questions, PROBE_INTERIM);
	question_add(&c->questions, PROBE_ASK);
	if (body != NULL) {
		question_ask(at(c, DEEP_BODY), "POST", body, host,
			"Transfer-Encoding: chunked\r\n");
		octets_text(&at(c, DEEP_BODY)->probe.sends[0],
			"5\r\nhello\r\n");
		octets_text(&at(c, DEEP_BODY)->probe.sends[1], "0\r\n\r\n");
		question_ask(at(c, DEEP_CONTINUE), "POST", body, host,
			"Content-Length: 5\r\nExpect: 100-continue\r\n");
	}
	if (file != NULL)
		question_ask(at(c, DEEP_RANGES), "GET", file, host,
			"Range: bytes=0-0\r\n");
}

static void
learn_deep(struct calibrator *c)
{
	if (is_2xx(c, DEEP_BODY) && !question_is_early(at(c, DEEP_BODY)))
		grant(c, CAPABILITY_BODY);
	if (question_has_continue(at(c, DEEP_CONTINUE)))
		grant(c, CAPABILITY_CONTINUE);
	if (question_status(at(c, DEEP_RANGES), 0) == 206)
		grant(c, CAPABILITY_RANGES);
}

/* ---- the canary ---- */

/*
 * The answers of the cases come from the ok, body and fields routes with 2xx,
 * so a 4xx at a path of its own can be told from all of them; else an echoed
 * token can.
 */
static void
choose_canary(struct calibrator *c)
{
	struct canary *canary = &c->found->canary;
	const char *host = c->context->values.host;

	if (!has(c, CAPABILITY_KEEP_ALIVE))
		return;
	if (c->found->routes[ROUTE_MISSING] != NULL) {
		octets_format(&canary->request,
			"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n",
			c->found->routes[ROUTE_MISSING], host);
		canary->status = question_status(at(c, WIDE_MISSING), 0);
	} else if (has(c, CAPABILITY_ECHO)) {
		octets_format(&canary->request,
			"POST %s HTTP/1.1\r\n"
			"Host: %s\r\nContent-Length: %zu\r\n\r\n" TOKEN,
			c->found->routes[ROUTE_ECHO], host, strlen(TOKEN));
		canary->status = question_status(at(c, WIDE_ECHO), 0);
		canary->has_content = octets_text(&canary->content, TOKEN);
	} else {
		return;
	}
	c->found->has_canary = true;
	c->context->canary = canary;
}

static bool
ask_wide(struct calibrator *c)
{
	prepare_wide(c);
	if (!ask(c, c->found->jobs))
		return fail(c, "interrupted");
	if (!learn_wide(c))
		return fail(c, "out of memory");
	choose_canary(c);
	return true;
}

static bool
ask_deep(struct calibrator *c)
{
	prepare_deep(c);
	if (!ask(c, c->found->jobs))
		return fail(c, "interrupted");
	learn_deep(c);
	return true;
}

bool
calibrate(struct play_context *context,
	const struct calibration_options *options, struct calibration *out)
{
	struct calibrator c = {
		.context = context,
		.options = options,
		.found = out,
	};
	struct play_timing *timing = &context->timing;
	bool ok;

	*out = (struct calibration){.jobs = 1};
	timing->answer_ms = timing->connect_ms;
	timing->most_ms = timing->connect_ms;
	timing->quiet_ms = QUIET_MIN_MS;
	ok = ask_first(&c);
	if (ok) {
		find_jobs(&c);
		ok = ask_wide(&c) && ask_deep(&c);
	}
	question_list_free(&c.questions);
	context->capabilities = out->capabilities;
	return ok;
}

void
calibration_free(struct calibration *c)
{
	for (size_t i = 0; i < N_ROUTES; i++)
		free(c->routes[i]);
	canary_free(&c->canary);
}
