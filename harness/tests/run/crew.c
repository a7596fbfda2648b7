#include "tests/run/crew.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define BAD                                                            \
	"HTTP/1.1 400 x\r\nConnection: close\r\nContent-Length: 0\r\n" \
	"\r\n"
#define CLOSING                                                        \
	"HTTP/1.1 200 x\r\nConnection: close\r\nContent-Length: 0\r\n" \
	"\r\n"
#define OK "HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n"

/* ---- the server ---- */

static void
act(struct crew *w, struct peer_connection *c, char letter)
{
	switch (letter) {
	case 'b':
		peer_text(c, BAD);
		peer_fin(c);
		break;
	case 'o':
		peer_text(c, OK);
		break;
	case 'f':
		peer_fin(c);
		break;
	case 'r':
		peer_reset(c);
		break;
	case 'd':
		peer_die(c->peer);
		break;
	case 'h':
		w->hangs = true;
		break;
	default:
		break;
	}
}

static char
next_letter(struct crew_plan *plan)
{
	size_t last = strlen(plan->does) - 1;

	return plan->does[plan->n < last ? plan->n++ : last];
}

/* No request is larger. */
#define REQUEST_MAX 1024

/* The player sends one request per connection, and perhaps the canary. */
static void
came(struct peer_connection *c)
{
	struct crew *w = c->peer->data;
	char path[64];

	if (c->fin || c->reset || w->hangs || c->in.len > REQUEST_MAX)
		return;
	if (octets_find(&c->in, 0, "GET /missing", 12) != SIZE_MAX) {
		peer_text(c, STAGE_CANARY_ANSWER);
		return;
	}
	for (struct crew_plan *plan = w->plans; plan->name != NULL; plan++) {
		(void)snprintf(path, sizeof(path), "GET /%s ", plan->name);
		if (octets_find(&c->in, 0, path, strlen(path)) != SIZE_MAX) {
			act(w, c, next_letter(plan));
			return;
		}
	}
	peer_text(c, CLOSING);
	peer_fin(c);
}

static const struct peer_manner manner = {.came = came};

static bool
restart(void *data)
{
	struct crew *w = data;

	w->n_restarts++;
	w->hangs = false;
	peer_die(&w->stage.peer);
	uv_run(&w->stage.loop, UV_RUN_DEFAULT);
	peer_listen(&w->stage.peer);
	return true;
}

/* ---- the run ---- */

static bool
select_all(const struct test_case *c, const char *id, void *data)
{
	(void)data;
	return strcmp(c->id, id) == 0;
}

static void
on_progress(const struct result *r, size_t done, size_t total, void *data)
{
	struct crew *w = data;

	assert_non_null(r);
	if (w->n_progress < CREW_MAX)
		w->told[w->n_progress] = r;
	w->n_progress++;
	assert_true(done <= total);
	assert_int_equal(total, w->run.n_results * w->replay.repeat);
	if (w->n_progress == w->stop_after)
		w->stop = true;
}

static struct test_case *
make_case(const char *name)
{
	struct case_text text = {.level = LEVEL_MUST};
	struct octets steps = {0};
	struct test_case *c;
	char id[64];

	(void)snprintf(id, sizeof(id), "server/crew/%s", name);
	assert_true(octets_format(&steps,
		"{send: [\"GET /%s HTTP/1.1\\r\\n\","
		" \"Host: {{host}}\\r\\n\\r\\n\"]},"
		"{expect: [{pass: [400, close]}, {warn: [close]},"
		" {note: [2xx, shifted]}]}",
		name));
	assert_true(octets_append(&steps, "", 1));
	text.id = id;
	text.steps = (const char *)steps.at;
	c = case_text_read(&text);
	octets_free(&steps);
	return c;
}

void
crew_begin(struct crew *w, struct crew_plan *plans, unsigned jobs)
{
	const struct replay_selection selection = {.is_selected = select_all};

	*w = (struct crew){.plans = plans};
	stage_open(&w->stage, &manner, w);
	for (; plans[w->n_cases].name != NULL; w->n_cases++) {
		assert_true(w->n_cases < CREW_MAX);
		w->cases[w->n_cases] = make_case(plans[w->n_cases].name);
	}
	assert_true(replay_select(&w->run,
		(const struct test_case *const *)w->cases, w->n_cases,
		&selection, &w->stage.context));
	assert_int_equal(w->run.n_results, w->n_cases);
	w->replay = (struct replay){
		.context = &w->stage.context,
		.run = &w->run,
		.jobs = jobs,
		.repeat = 1,
		.stop = &w->stop,
		.progress = on_progress,
		.progress_data = w,
	};
}

static bool
is_miss(const struct result *r, void *data)
{
	(void)data;
	return r->judgement.verdict == VERDICT_FAIL ||
	       r->judgement.verdict == VERDICT_WARN ||
	       r->judgement.verdict == VERDICT_ERROR;
}

void
crew_count_misses(struct crew *w, size_t max)
{
	w->replay.max_misses = max;
	w->replay.is_miss = is_miss;
}

void
crew_can_restart(struct crew *w)
{
	w->replay.restart = restart;
	w->replay.restart_data = w;
}

void
crew_end(struct crew *w)
{
	replay_free_results(&w->run);
	for (size_t i = 0; i < w->n_cases; i++)
		case_free(w->cases[i]);
	stage_close(&w->stage);
}

const struct result *
crew_result(const struct crew *w, const char *name)
{
	char id[64];

	(void)snprintf(id, sizeof(id), "server/crew/%s", name);
	for (size_t i = 0; i < w->run.n_results; i++)
		if (strcmp(w->run.results[i].id, id) == 0)
			return &w->run.results[i];
	fail_msg("no result of %s", name);
	return NULL;
}

void
crew_is(const struct crew *w, const char *name, enum verdict verdict)
{
	const struct result *r = crew_result(w, name);

	if (r->judgement.verdict != verdict)
		fail_msg("%s: %s: %s", name, verdict_name(r->judgement.verdict),
			r->judgement.reason);
}
