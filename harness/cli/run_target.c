#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/reach_file.h"
#include "cli/run_command.h"

int
run_fail(int status, const char *what, const char *why)
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
		return run_fail(STATUS_USAGE, "--strict-baseline",
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
		return run_fail(STATUS_HARNESS, c->process.problem, "");
	c->expanded_url = target_process_expand(&c->process, c->file.url);
	c->url_text = c->expanded_url;
	if (c->url_text == NULL)
		return run_fail(STATUS_USAGE, c->options.target_file,
			"unknown placeholder in url");
	key = reach_file_take(&c->options.reach, &c->options.via, &c->process,
		c->arena);
	if (key != NULL)
		return run_fail(STATUS_USAGE, key,
			"unknown placeholder, or too many");
	target_process_version(&c->process, c->server, sizeof(c->server));
	return STATUS_OK;
}

int
run_target_open(struct run_command *c)
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

int
run_target_calibrate(struct run_command *c)
{
	struct calibration_options options = {
		.jobs = c->options.jobs,
		.stop = &interrupt_seen,
	};

	memcpy(options.routes, c->file.routes, sizeof(options.routes));
	if (uv_loop_init(&c->loop) != 0)
		return run_fail(STATUS_HARNESS, "no event loop", "");
	c->has_loop = true;
	c->context.loop = &c->loop;
	c->unread = unread_new();
	c->context.unread = c->unread;
	reach_prepare(&c->reach, &c->context, &options);
	c->context.timing.connect_ms = c->options.connect_ms;
	c->pace.interval_ns = c->options.interval_ns;
	c->context.pace = &c->pace;
	c->context.max_connections = c->options.max_connections;
	if (!calibrate(&c->context, &options, &c->calibration))
		return run_fail(STATUS_HARNESS, c->calibration.problem, "");
	return STATUS_OK;
}
