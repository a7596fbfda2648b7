#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "case/load.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/reach.h"
#include "cli/reach_file.h"
#include "cli/run_baseline.h"
#include "cli/run_options.h"
#include "cli/run_selection.h"
#include "cli/suite.h"
#include "report/reproducer.h"
#include "run/replay.h"
#include "run/split.h"
#include "target/calibrate.h"
#include "target/process.h"

/* More than so many in 100 inconclusive cases: the run says nothing. */
#define INCONCLUSIVE_MAX_PERCENT 2

/* Everything that one run holds; command_run() gives it all back. */
struct run_command {
	struct run_options options;
	struct suite suite;
	struct arena *arena;
	struct target_file file;
	struct target_process process;
	char *expanded_url;   /* owned; NULL without a target file */
	const char *url_text; /* that, or what the user gave */
	struct reach reach;
	uv_loop_t loop;
	bool has_loop;
	struct play_context context;
	struct pace pace;
	struct unread *unread;
	struct calibration calibration;
	struct held_baseline baseline;
	struct run run;
	struct console *console;
	char address[TARGET_ADDRESS_TEXT_MAX];
	char server[300];
	char target_version[300];
	char started[32];
	uint64_t start_ns;
};

static int
fail(int status, const char *what, const char *why)
{
	fprintf(stderr, "assay run: %s%s%s\n", what,
		*what == '\0' || *why == '\0' ? "" : ": ", why);
	return status;
}

/* ---- the target ---- */

static int
read_target_file(struct run_command *c)
{
	struct diagnostics d = {0};
	bool read;

	c->arena = arena_new();
	read = c->arena != NULL &&
	       target_file_read(&c->file, c->arena, c->options.target_file, &d);
	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	return read ? STATUS_OK : STATUS_USAGE;
}

/* What is wrong with it is learnt before anything is started. */
static int
open_baseline(struct run_command *c)
{
	const char *path = c->options.baseline != NULL ? c->options.baseline
						       : c->file.baseline;

	if (path != NULL)
		return held_baseline_open(&c->baseline, path, &c->suite,
			c->options.strict_baseline);
	if (c->options.strict_baseline)
		return fail(STATUS_USAGE, "--strict-baseline",
			"expected a baseline, found none");
	return STATUS_OK;
}

static int
start_target(struct run_command *c)
{
	const char *key;

	c->process.file = &c->file;
	target_process_heed(&interrupt_seen);
	target_process_keep_log(c->options.log);
	if (c->file.start != NULL &&
		!target_process_start(&c->process, &c->file))
		return fail(STATUS_HARNESS, c->process.problem, "");
	c->expanded_url = target_process_expand(&c->process, c->file.url);
	c->url_text = c->expanded_url;
	if (c->url_text == NULL)
		return fail(STATUS_USAGE, c->options.target_file,
			"unknown placeholder in url");
	key = reach_file_take(&c->options.reach, &c->options.via, &c->process,
		c->arena);
	if (key != NULL)
		return fail(STATUS_USAGE, key,
			"unknown placeholder, or too many");
	target_process_version(&c->process, c->server, sizeof(c->server));
	return STATUS_OK;
}

static bool
restart_target(void *data)
{
	return target_process_restart(data);
}

static int
open_target(struct run_command *c)
{
	int status = STATUS_OK;

	if (c->options.target_file != NULL)
		status = read_target_file(c);
	if (status == STATUS_OK)
		status = open_baseline(c);
	if (status == STATUS_OK && c->options.target_file != NULL)
		status = start_target(c);
	else if (status == STATUS_OK)
		c->url_text = c->options.url;
	if (status != STATUS_OK)
		return status;
	return reach_open(&c->reach, "run", c->url_text, &c->options.reach);
}

/* ---- calibration ---- */

static int
calibrate_target(struct run_command *c)
{
	struct calibration_options options = {
		.jobs = c->options.jobs,
		.stop = &interrupt_seen,
	};

	memcpy(options.routes, c->file.routes, sizeof(options.routes));
	if (uv_loop_init(&c->loop) != 0)
		return fail(STATUS_HARNESS, "no event loop", "");
	c->has_loop = true;
	c->context.loop = &c->loop;
	reach_prepare(&c->reach, &c->context, &options);
	c->context.timing.connect_ms = c->options.connect_ms;
	c->pace.interval_ns = c->options.interval_ns;
	c->context.pace = &c->pace;
	c->context.max_connections = c->options.max_connections;
	if (!calibrate(&c->context, &options, &c->calibration))
		return fail(STATUS_HARNESS, c->calibration.problem, "");
	return STATUS_OK;
}

/* What the target says it is, behind what its version command printed. */
static void
name_server(struct run_command *c)
{
	size_t len = strlen(c->server);
	const char *field = c->calibration.server;

	if (*field != '\0')
		snprintf(c->server + len, sizeof(c->server) - len, "%s%s%s",
			len > 0 ? " (" : "", field, len > 0 ? ")" : "");
	if (c->server[0] == '\0' && c->file.name != NULL)
		snprintf(c->server, sizeof(c->server), "%s", c->file.name);
}

static void
describe_connection(struct run_command *c)
{
	struct run_connection *out = &c->run.connection;
	const struct sockaddr_storage *address = &c->context.endpoint.address;

	target_address_text(address, c->address);
	if (address->ss_family == AF_UNIX)
		out->unix_socket = c->address;
	else
		out->address = c->address;
	out->tls = c->reach.tls != NULL;
	if (out->tls) {
		if (!target_host_is_address(c->reach.server_name))
			out->server_name = c->reach.server_name;
		out->tls_version = c->calibration.tls_version;
		out->insecure = c->options.reach.insecure;
		out->ca_file = c->options.reach.ca_file;
	}
	out->proxy_protocol = c->reach.proxy_protocol;
	out->via = c->options.via;
	out->headers = c->reach.headers;
	out->n_headers = c->reach.n_headers;
}

static void
describe_run(struct run_command *c)
{
	struct run *run = &c->run;

	memcpy(c->target_version, c->server, sizeof(c->target_version));
	name_server(c);
	describe_connection(c);
	run->version = ASSAY_VERSION;
	run->name = c->file.name;
	run->target_version = c->target_version;
	run->requirements = c->suite.requirements;
	run->url = c->url_text;
	run->server = c->server;
	run->host = c->reach.url.host;
	run->port = c->reach.url.port;
	run->started = c->started;
	run->capabilities = c->calibration.capabilities;
	for (size_t i = 0; i < N_ROUTES; i++)
		run->routes[i] = c->calibration.routes[i];
	run->effect = c->context.values.effect;
	run->median_us = c->calibration.median_us;
	run->quiet_ms = c->context.timing.quiet_ms;
	run->jobs = c->calibration.jobs;
	run->fail_on = c->options.fail_on;
	c->baseline.run.has_gate = c->options.has_fail_on;
	if (c->baseline.baseline != NULL && !c->options.has_fail_on)
		run->fail_on = "should"; /* any that is new */
	run->shuffled = c->options.shuffle;
	run->seed = c->options.seed;
	run->shard = c->options.filters.shard;
	run->repeat = c->options.repeat;
	run->max_fail = c->options.max_fail;
	run->max_connections = c->options.max_connections;
	if (c->options.interval_ns > 0)
		run->rate = 1e9 / (double)c->options.interval_ns;
}

/* ---- the run ---- */

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

	if (c->run.baseline != NULL)
		return gate_stops_standing(c->options.has_fail_on
						   ? c->options.gate
						   : NULL,
			&c->run, r);
	return gate_stops(c->options.gate, r);
}

/* A target that bears all jobs asked for mostly waits when it is sent
 * segments, and bears more. */
static enum replay_end
split_suite(struct run_command *c, struct replay *replay)
{
	if (!c->options.split)
		return REPLAY_DONE;
	c->unread = unread_new();
	c->context.unread = c->unread;
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
		return fail(STATUS_HARNESS, "out of memory", "");
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
		return fail(STATUS_HARNESS, "interrupted", "");
	case REPLAY_TARGET_DIED:
		return fail(STATUS_HARNESS, replay.problem, "");
	case REPLAY_NO_MEMORY:
		break;
	}
	return fail(STATUS_HARNESS, "out of memory", "");
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

/* A baseline says nothing of split variances: a gate that was asked for does.
 */
static bool
is_stopped_by_variance(const struct run_command *c)
{
	if (c->run.baseline != NULL && !c->run.baseline->has_gate)
		return false;
	for (size_t i = 0; i < c->run.n_variances; i++)
		if (gate_stops_variance(c->options.gate, &c->run.variances[i]))
			return true;
	return false;
}

static bool
is_stopped_by_stale(const struct run_command *c)
{
	const struct run_baseline *b = c->run.baseline;

	return b != NULL && b->strict && !b->is_other && b->n_stale > 0;
}

static int
gate_status(struct run_command *c)
{
	size_t counts[N_VERDICTS];
	int status = STATUS_OK;

	report_counts(&c->run, counts);
	for (size_t i = 0; i < c->run.n_results; i++)
		if (is_miss(&c->run.results[i], c))
			status = STATUS_DEVIATES;
	if (is_stopped_by_variance(c) || is_stopped_by_stale(c))
		status = STATUS_DEVIATES;
	if (counts[VERDICT_INCONCLUSIVE] * 100 >
		c->run.n_results * INCONCLUSIVE_MAX_PERCENT)
		return fail(STATUS_HARNESS,
			"more than 2 in 100 cases "
			"are inconclusive",
			"this run says little");
	return status;
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
		status = open_target(c);
	if (status == STATUS_OK)
		status = calibrate_target(c);
	if (status != STATUS_OK)
		return status;
	c->console = console_new(stdout,
		terminal && (no_color == NULL || *no_color == '\0'),
		terminal && (term == NULL || strcmp(term, "dumb") != 0));
	if (c->console == NULL)
		return fail(STATUS_HARNESS, "out of memory", "");
	describe_run(c);
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
