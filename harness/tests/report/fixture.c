#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#define TEXT(s)                                             \
	{                                                   \
		(uint8_t *)(uintptr_t)(s), sizeof(s) - 1, 0 \
	}
#define N(array) (sizeof(array) / sizeof((array)[0]))

/* ---- the cases ---- */

static struct status_range s400[] = {{400, 400}};
static struct status_range s2xx[] = {{200, 299}};

static struct event refused[] = {
	{.kind = EVENT_RESPONSE, .statuses = s400, .n_statuses = 1},
	{.kind = EVENT_CLOSE},
};
static struct event closed[] = {{.kind = EVENT_CLOSE}};
static struct event swallowed[] = {
	{.kind = EVENT_RESPONSE, .statuses = s2xx, .n_statuses = 1},
	{.kind = EVENT_FATE},
};

static struct outcome chunked_outcomes[] = {
	{VERDICT_PASS, refused, N(refused), NULL},
	{VERDICT_WARN, closed, N(closed),
		"refused, but the sender is not told why"},
	{VERDICT_WARN, swallowed, N(swallowed),
		"read as something else than the grammar allows"},
};
static struct step chunked_steps[] = {
	{.kind = STEP_EXPECT,
		.outcomes = chunked_outcomes,
		.n_outcomes = N(chunked_outcomes)},
};
static struct variant chunked_variants[] = {
	{"lower", TEXT("0x5")},
	{"upper", TEXT("0X5")},
	{"spaced", TEXT("0 5")},
};
static const char *chunked_requires[] = {
	"9112-7.1-abnf-chunk-size",
	"9112-2.2-10",
};
static const char *smuggling[] = {"smuggling"};

static const struct test_case chunked = {
	.id = "server/chunked/size-hex-prefix",
	.role = "server",
	.area = "chunked",
	.title = "A chunk-size with a 0x prefix is refused, also when it "
		 "arrives in two parts",
	.why = "chunk-size is 1*HEXDIG; strtol-style readers take \"0x5\" for "
	       "5 and see a different body",
	.requires = chunked_requires,
	.n_requires = N(chunked_requires),
	.level = LEVEL_SHOULD,
	.tags = smuggling,
	.n_tags = N(smuggling),
	.variants = chunked_variants,
	.n_variants = N(chunked_variants),
	.steps = chunked_steps,
	.n_steps = N(chunked_steps),
	.n_expects = 1,
};

static struct outcome field_outcomes[] = {
	{VERDICT_PASS, refused, N(refused), NULL},
};
static struct step field_steps[] = {
	{.kind = STEP_EXPECT,
		.outcomes = field_outcomes,
		.n_outcomes = N(field_outcomes)},
};
static const char *field_requires[] = {"9112-5.1-2"};

static const struct test_case field = {
	.id = "server/fields/space-before-colon",
	.role = "server",
	.area = "fields",
	.title = "A space between field name and colon is refused with 400",
	.why = "Readers that differ about this name have been used to get "
	       "around access control",
	.requires = field_requires,
	.n_requires = N(field_requires),
	.level = LEVEL_MUST,
	.tags = smuggling,
	.n_tags = N(smuggling),
	.steps = field_steps,
	.n_steps = N(field_steps),
	.n_expects = 1,
};

static const struct test_case method = {
	.id = "server/methods/unknown",
	.role = "server",
	.area = "methods",
	.title = "An unknown method is answered with 501",
	.why = "A client has to learn that it is not known",
	.level = LEVEL_MAY,
	.steps = field_steps,
	.n_steps = N(field_steps),
	.n_expects = 1,
};

/* ---- the plays ---- */

static void
sent(struct trace *t, const char *text, uint64_t us)
{
	assert_true(trace_sent(t, text, strlen(text), true, us));
}

static void
received(struct trace *t, const char *text, uint64_t us)
{
	assert_true(trace_received(t, text, strlen(text), us));
}

#define HEAD                                              \
	"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n" \
	"Transfer-Encoding: chunked\r\n\r\n"
#define CANARY "GET /?canary HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n"

static struct trace *
play_swallowed(const char *size)
{
	struct trace *t = trace_new();
	char first[2] = {size[0], '\0'};

	assert_non_null(t);
	assert_true(trace_sent(t, HEAD, sizeof(HEAD) - 1, false, 120));
	assert_true(trace_sent(t, first, 1, false, 130));
	sent(t, size + 1, 20150);
	sent(t, "\r\nhello\r\n0\r\n\r\n", 20160);
	received(t, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 23400);
	received(t, "hello", 23900);
	assert_true(trace_canary(t, CANARY, sizeof(CANARY) - 1, 123900));
	received(t, "HTTP/1.1 204 No Content\r\n\r\n", 124000);
	trace_ended(t, TRACE_ALIGNED, 224000);
	return t;
}

static struct trace *
play_closed(void)
{
	struct trace *t = trace_new();

	assert_non_null(t);
	sent(t, HEAD "0 5\r\nhello\r\n0\r\n\r\n", 120);
	trace_ended(t, TRACE_FIN, 3000);
	return t;
}

static struct trace *
play_field(const char *answer, enum trace_end end)
{
	struct trace *t = trace_new();

	assert_non_null(t);
	sent(t, "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nX : %\\'\r\n\r\n",
		100);
	received(t, answer, 1200);
	trace_ended(t, end, 1300);
	return t;
}

/* ---- the run ---- */

static char *
make_id(const struct test_case *c, const struct variant *v)
{
	struct octets id = {0};

	assert_true(octets_text(&id, c->id));
	if (v != NULL)
		assert_true(octets_format(&id, "[%s]", v->name));
	assert_true(octets_append(&id, "", 1));
	return (char *)id.at;
}

/* With a trace, which is taken, the judge gives the verdict. */
static void
add(struct result *r, const struct test_case *c, const struct variant *v,
	struct trace *t)
{
	*r = (struct result){
		.test_case = c,
		.variant = v,
		.id = make_id(c, v),
		.plays = 1,
		.trace = t,
	};
	if (t != NULL)
		judge_play(c, v == NULL ? NULL : &v->octets, t, ~0u,
			&r->judgement);
}

static void
decide(struct result *r, enum verdict v, const char *reason)
{
	r->judgement.verdict = v;
	r->judgement.outcome = NULL;
	(void)snprintf(r->judgement.reason, sizeof(r->judgement.reason), "%s",
		reason);
}

#define ANSWER_400 "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
#define ANSWER_200                                   \
	"HTTP/1.1 200 OK\r\nServer: \x1b[31mred\r\n" \
	"Content-Length: 2\r\n\r\nok"

static void
add_results(struct result *r)
{
	add(&r[FIXTURE_FAIL], &field, NULL, play_field(ANSWER_200, TRACE_FIN));
	r[FIXTURE_FAIL].plays = 2;
	add(&r[FIXTURE_WARN_LOWER], &chunked, &chunked_variants[0],
		play_swallowed("0x5"));
	add(&r[FIXTURE_WARN_UPPER], &chunked, &chunked_variants[1],
		play_swallowed("0X5"));
	add(&r[FIXTURE_WARN_OTHER], &chunked, &chunked_variants[2],
		play_closed());
	add(&r[FIXTURE_PASS], &field, NULL, play_field(ANSWER_400, TRACE_FIN));
	add(&r[FIXTURE_SKIP_A], &method, NULL, NULL);
	decide(&r[FIXTURE_SKIP_A], VERDICT_SKIP, "needs echo");
	add(&r[FIXTURE_SKIP_B], &method, NULL, NULL);
	decide(&r[FIXTURE_SKIP_B], VERDICT_SKIP,
		"the control was answered with 405");
	add(&r[FIXTURE_SKIP_C], &method, NULL, NULL);
	decide(&r[FIXTURE_SKIP_C], VERDICT_SKIP,
		"the control was answered with 405");
	add(&r[FIXTURE_INCONCLUSIVE], &method, NULL,
		play_field("", TRACE_RESET));
	decide(&r[FIXTURE_INCONCLUSIVE], VERDICT_INCONCLUSIVE,
		"reset before anything was answered, also in a second play "
		"alone");
	add(&r[FIXTURE_FLAKY], &method, NULL,
		play_field(ANSWER_400, TRACE_FIN));
	decide(&r[FIXTURE_FLAKY], VERDICT_NOTE, "first pass, then note");
	r[FIXTURE_FLAKY].flaky = true;
	r[FIXTURE_FLAKY].plays = 3;
}

const struct run_baseline fixture_baseline = {.file = "known.yaml"};
const struct known_deviation fixture_known = {VERDICT_FAIL, false, "as ever"};

static struct effect fixture_effect;

int
fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (f == NULL)
		return -1;
	add_results(f->results);
	(void)effect_init(&fixture_effect, effect_candidate(EFFECT_RANGE),
		"bytes=0-0", 9);
	fixture_effect.shown = 206;
	fixture_effect.absent = 200;
	f->run = (struct run){
		.version = "0.1.0",
		.url = "http://127.0.0.1:8080/",
		.server = "nginx/1.22.1",
		.target_version = "",
		.host = "127.0.0.1",
		.port = "8080",
		.started = "2025-01-02T03:04:05Z",
		.capabilities =
			1u << CAPABILITY_KEEP_ALIVE | 1u << CAPABILITY_HTTP10,
		.routes = {[ROUTE_OK] = "/", [ROUTE_ECHO] = "/echo"},
		.effect = &fixture_effect,
		.median_us = 210,
		.quiet_ms = 100,
		.jobs = 32,
		.fail_on = "must,smuggling",
		.repeat = 1,
		.n_rounds = 1,
		.seconds = 2.125,
		.results = f->results,
		.n_results = FIXTURE_N,
	};
	*state = f;
	return 0;
}

int
fixture_teardown(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < FIXTURE_N; i++) {
		free(f->results[i].id);
		trace_free(f->results[i].trace);
	}
	free(f);
	return 0;
}
