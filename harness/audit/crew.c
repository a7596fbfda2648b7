#include "audit/crew.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include "audit/child.h"
#include "audit/folder.h"
#include "report/report.h"

/* How often it is looked whether to stop. */
#define POLL_MS 50

/* Our words of a run, beside a pair for each format. */
#define WORDS_MAX (8 + 2 * N_REPORT_FORMATS)

struct worker {
	struct work *work;
	struct child child;
	struct audit_target *target; /* NULL: idle */
	uint64_t start_ns;
};

struct work {
	const struct crew *crew;
	uv_loop_t loop;
	uv_timer_t poll;
	struct worker *workers;
	size_t next; /* target to begin */
	size_t n_running;
	bool stopping;
	bool hurrying;
};

static void begin_more(struct work *w);

/* ---- the words of a run ---- */

/* The formats that an audit has of each target: for programs, and for people. */
static bool
is_written(const char *format)
{
	return strcmp(format, "json") == 0 || strcmp(format, "html") == 0;
}

static void
add_reports(struct arena *arena, const struct crew *crew,
	const struct audit_target *t, char **words, size_t *n)
{
	for (int f = 0; f < N_REPORT_FORMATS; f++) {
		const char *name = report_format_name((enum report_format)f);
		struct octets option = {0};

		if (!is_written(name) || !octets_format(&option, "--%s", name))
			continue;
		words[(*n)++] = arena_copy(arena, option.at, option.len);
		words[(*n)++] =
			folder_file(arena, crew->audit->folder, t->name, name);
		octets_free(&option);
	}
}

/* NULL: out of memory. */
static char **
words_of(struct arena *arena, const struct crew *crew,
	const struct audit_target *t)
{
	char **words = arena_alloc(arena, WORDS_MAX + crew->n_more + 1,
		sizeof(*words));
	const char *log =
		folder_file(arena, crew->audit->folder, t->name, "log");
	const char *ours[] = {crew->program, "run", "--quiet", "--target",
		t->path, "--log", log};
	size_t n = 0;

	if (words == NULL || log == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		words[n++] = arena_text(arena, ours[i]);
	add_reports(arena, crew, t, words, &n);
	for (size_t i = 0; i < crew->n_more; i++)
		words[n++] = crew->more[i];
	for (size_t i = 0; i < n; i++)
		if (words[i] == NULL)
			return NULL;
	return words;
}

/* ---- one target ---- */

static void
finish(struct worker *worker, struct arena *arena, int64_t status, int signal)
{
	const struct crew *crew = worker->work->crew;
	struct audit_target *t = worker->target;
	const char *folder = crew->audit->folder;
	const char *report = folder_file(arena, folder, t->name, "json");
	const char *errors = folder_file(arena, crew->scratch, t->name, "err");
	const char *log = folder_file(arena, folder, t->name, "log");

	if (report != NULL && errors != NULL && log != NULL) {
		audit_take(t, (long)status, signal, report, errors);
		/* what it said to us, behind what it and its target
		 * printed */
		folder_append(errors, log);
	}
	t->seconds = (double)(uv_hrtime() - worker->start_ns) / 1e9;
	if (crew->done != NULL)
		crew->done(t, crew->data);
}

static void
on_ended(struct child *c, int64_t status, int signal)
{
	struct worker *worker = c->data;
	struct audit_target *t = worker->target;
	struct arena *arena = arena_new();

	if (c->too_long) {
		t->end = AUDIT_TOO_LONG;
		snprintf(t->reason, sizeof(t->reason), "more than %u s",
			worker->work->crew->limit_s);
	} else if (worker->work->stopping) {
		t->end = AUDIT_INTERRUPTED;
	}
	if (arena != NULL)
		finish(worker, arena, status, signal);
	arena_free(arena);
	worker->target = NULL;
	worker->work->n_running--;
	begin_more(worker->work);
}

/* No file of an earlier audit is taken for one of this. */
static void
remove_old(struct arena *arena, const struct crew *crew,
	const struct audit_target *t)
{
	static const char *const suffixes[] = {"json", "html", "log"};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		const char *path = folder_file(arena, crew->audit->folder,
			t->name, suffixes[i]);

		if (path != NULL)
			unlink(path);
	}
}

/* False: out of memory. */
static bool
start(struct worker *worker, struct arena *arena)
{
	const struct crew *crew = worker->work->crew;
	struct audit_target *t = worker->target;
	const struct child_words words = {
		.arguments = words_of(arena, crew, t),
		.output =
			folder_file(arena, crew->audit->folder, t->name, "log"),
		.errors = folder_file(arena, crew->scratch, t->name, "err"),
		.limit_ms = (uint64_t)crew->limit_s * 1000,
	};

	if (words.arguments == NULL || words.output == NULL ||
		words.errors == NULL)
		return false;
	t->end = AUDIT_RUNS;
	worker->start_ns = uv_hrtime();
	worker->child.data = worker;
	worker->work->n_running++;
	child_start(&worker->child, &worker->work->loop, &words, on_ended);
	return true;
}

static void
begin(struct worker *worker, struct audit_target *t)
{
	const struct crew *crew = worker->work->crew;
	struct arena *arena = arena_new();

	worker->target = t;
	if (arena != NULL) {
		remove_old(arena, crew, t);
		if (t->end == AUDIT_WAITS && start(worker, arena)) {
			arena_free(arena);
			return;
		}
	}
	arena_free(arena);
	worker->target = NULL;
	if (t->end == AUDIT_WAITS) {
		t->end = AUDIT_FAILED;
		snprintf(t->reason, sizeof(t->reason), "out of memory");
	}
	if (crew->done != NULL)
		crew->done(t, crew->data);
}

/* ---- all of them ---- */

static void
begin_more(struct work *w)
{
	struct audit *a = w->crew->audit;

	for (unsigned i = 0; i < w->crew->jobs; i++)
		while (w->workers[i].target == NULL && !w->stopping &&
			w->next < a->n)
			begin(&w->workers[i], &a->targets[w->next++]);
	if (w->n_running == 0 && !uv_is_closing((uv_handle_t *)&w->poll))
		uv_close((uv_handle_t *)&w->poll, NULL);
}

static void
stop_all(const struct work *w)
{
	for (unsigned i = 0; i < w->crew->jobs; i++)
		if (w->workers[i].target != NULL)
			child_stop(&w->workers[i].child);
}

static void
on_poll(uv_timer_t *timer)
{
	struct work *w = timer->data;

	if (*w->crew->stop && !w->stopping) {
		w->stopping = true;
		stop_all(w);
		begin_more(w);
	} else if (*w->crew->hurry && !w->hurrying) {
		w->hurrying = true;
		stop_all(w);
	}
}

static void
leave_out(const struct work *w)
{
	struct audit *a = w->crew->audit;

	a->interrupted = w->stopping;
	for (size_t i = w->next; w->stopping && i < a->n; i++) {
		a->targets[i].end = AUDIT_INTERRUPTED;
		snprintf(a->targets[i].reason, sizeof(a->targets[i].reason),
			"not begun");
	}
}

bool
crew_run(const struct crew *crew)
{
	struct work w = {.crew = crew};

	w.workers = calloc(crew->jobs, sizeof(*w.workers));
	if (w.workers == NULL || uv_loop_init(&w.loop) != 0) {
		free(w.workers);
		return false;
	}
	for (unsigned i = 0; i < crew->jobs; i++)
		w.workers[i].work = &w;
	uv_timer_init(&w.loop, &w.poll);
	w.poll.data = &w;
	uv_timer_start(&w.poll, on_poll, POLL_MS, POLL_MS);
	begin_more(&w);
	uv_run(&w.loop, UV_RUN_DEFAULT);
	uv_loop_close(&w.loop);
	leave_out(&w);
	free(w.workers);
	return true;
}
