#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/run_command.h"
#include "cli/run_gate.h"
#include "cli/run_selection.h"
#include "report/reproducer.h"
#include "run/replay.h"
#include "run/split.h"
#include "target/process.h"

/* ---- the run ---- */

static bool
restart_target(void *data)
{
	return target_process_restart(data);
}

static void
show_progress(const struct result *r, size_t done, size_t total, void *data)
{
	struct run_command *c = data;

	if (!c->options.quiet)
		console_result(c->console, r, done, total);
}

static void
show_split(size_t done, size_t total, void *data)
{
	struct run_command *c = data;

	if (!c->options.quiet)
		console_split(c->console, done, total);
}

static bool
is_selected(const struct test_case *test_case, const char *id, void *data)
{
	const struct run_command *c = data;

	return run_selection_has(&c->options, test_case, id);
}

static bool
is_miss(const struct result *r, void *data)
{
	const struct run_command *c = data;

	return run_gate_misses(&c->options, &c->run, r);
}

/* A target that bears all jobs asked for mostly waits when it is sent
 * segments, and bears more. */
static enum replay_end
split_suite(struct run_command *c, struct replay *replay)
{
	if (!c->options.split)
		return REPLAY_DONE;
	if (replay->jobs == c->options.jobs)
		replay->jobs = c->options.split_jobs;
	return split_run(replay);
}

static int
play_suite(struct run_command *c)
{
	const struct replay_selection selection = {
		.is_selected = is_selected,
		.data = c,
		.with_dos = c->options.with_dos,
		.with_slow = c->options.with_slow,
	};
	struct replay replay = {
		.context = &c->context,
		.run = &c->run,
		.jobs = c->calibration.jobs,
		.stop = &interrupt_seen,
		.restart = c->process.pid != 0 ? restart_target : NULL,
		.restart_data = &c->process,
		.progress = show_progress,
		.split_progress = show_split,
		.progress_data = c,
		.repeat = c->options.repeat,
		.shuffle = c->options.shuffle,
		.seed = c->options.seed,
		.max_misses = c->options.max_fail,
		.is_miss = is_miss,
		.miss_data = c,
	};
	enum replay_end end;

	if (!replay_select(&c->run,
		    (const struct test_case *const *)c->suite.set.cases,
		    c->suite.set.n, &selection, &c->context))
		return run_fail(STATUS_HARNESS, "out of memory", "");
	held_baseline_bind(&c->baseline,
		(struct baseline_asked){
			c->options.with_dos, c->options.with_slow},
		&c->run);
	end = replay_run(&replay);
	switch (end == REPLAY_DONE ? split_suite(c, &replay) : end) {
	case REPLAY_DONE:
		return STATUS_OK;
	case REPLAY_STOPPED:
		c->run.interrupted = true;
		return run_fail(STATUS_HARNESS, "interrupted", "");
	case REPLAY_TARGET_DIED:
		return run_fail(STATUS_HARNESS, replay.problem, "");
	case REPLAY_NO_MEMORY:
		break;
	}
	return run_fail(STATUS_HARNESS, "out of memory", "");
}

/* ---- the reports ---- */

static int
not_written(const char *path)
{
	fprintf(stderr, "assay run: ");
	perror(path);
	return STATUS_HARNESS;
}

static int
write_reproducers(struct run_command *c)
{
	const char *folder = c->options.reproducers;
	char *path = NULL;
	int status = STATUS_OK;

	if (folder != NULL && !report_reproducers(&c->run, folder, &path))
		status = not_written(path == NULL ? folder : path);
	free(path);
	return status;
}

static int
write_reports(struct run_command *c)
{
	int status = write_reproducers(c);

	for (int f = 0; f < N_REPORT_FORMATS; f++) {
		const char *path = c->options.reports[f];

		if (path == NULL ||
			report_write(&c->run, (enum report_format)f, path))
			continue;
		status = not_written(path);
	}
	return status;
}

static int
gate_status(struct run_command *c)
{
	if (run_gate_is_undecided(&c->run))
		return run_fail(STATUS_HARNESS,
			"more than 2 in 100 cases "
			"are inconclusive",
			"this run says little");
	return run_gate_stops(&c->options, &c->run) ? STATUS_DEVIATES
						    : STATUS_OK;
}

static int
report(struct run_command *c, int status)
{
	int written;

	c->run.seconds = (double)(uv_hrtime() - c->start_ns) / 1e9;
	console_end(c->console, &c->run);
	written = write_reports(c);
	if (status == STATUS_OK)
		status = gate_status(c);
	return written == STATUS_OK ? status : written;
}

static int
run_all(struct run_command *c)
{
	const bool terminal = isatty(STDOUT_FILENO) == 1;
	const char *term = getenv("TERM");
	const char *no_color = getenv("NO_COLOR");
	int status;

	if (!suite_read(&c->suite, c->options.cases))
		return STATUS_USAGE;
	status = run_selection_check(&c->options, &c->suite);
	if (status == STATUS_OK)
		status = run_target_open(c);
	if (status == STATUS_OK)
		status = run_target_calibrate(c);
	if (status != STATUS_OK)
		return status;
	c->console = console_new(stdout,
		terminal && (no_color == NULL || *no_color == '\0'),
		terminal && (term == NULL || strcmp(term, "dumb") != 0));
	if (c->console == NULL)
		return run_fail(STATUS_HARNESS, "out of memory", "");
	run_describe(c);
	status = play_suite(c);
	return report(c, status);
}

static void
note_start(struct run_command *c)
{
	time_t now = time(NULL);
	struct tm utc;

	c->start_ns = uv_hrtime();
	gmtime_r(&now, &utc);
	strftime(c->started, sizeof(c->started), "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static void
free_command(struct run_command *c)
{
	console_free(c->console);
	replay_free_results(&c->run);
	held_baseline_close(&c->baseline);
	calibration_free(&c->calibration);
	unread_free(c->unread);
	if (c->has_loop)
		uv_loop_close(&c->loop);
	target_process_stop(&c->process);
	reach_close(&c->reach);
	arena_free(c->arena);
	suite_close(&c->suite);
	free(c->expanded_url);
	run_options_free(&c->options);
}

int
command_run(int argc, char **argv)
{
	struct run_command c = {.url_text = NULL};
	int status;

	interrupt_catch();
	note_start(&c);
	if (run_options_read(&c.options, argc, argv, &status))
		status = run_all(&c);
	free_command(&c);
	return status;
}
