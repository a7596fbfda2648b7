#include "cli/live.h"

#include <stdio.h>

#include "cli/commands.h"
#include "cli/interrupt.h"

static int
fail(const struct live_options *o, const char *why)
{
	(void)fprintf(stderr, "assay %s: %s: %s\n", o->command, o->url,
		interrupt_seen ? "interrupted" : why);
	return STATUS_HARNESS;
}

int
live_open(struct live *live, const struct live_options *o)
{
	struct calibration_options options = {
		.jobs = o->jobs,
		.stop = &interrupt_seen,
	};
	int status = reach_open(&live->reach, o->command, o->url, o->reach);

	if (status != STATUS_OK)
		return status;
	if (uv_loop_init(&live->loop) != 0)
		return fail(o, "no event loop");
	live->has_loop = true;
	live->context.loop = &live->loop;
	live->context.timing.connect_ms = o->connect_ms;
	reach_prepare(&live->reach, &live->context, &options);
	if (!calibrate(&live->context, &options, &live->calibration))
		return fail(o, live->calibration.problem);
	return STATUS_OK;
}

void
live_close(struct live *live)
{
	calibration_free(&live->calibration);
	if (live->has_loop)
		(void)uv_loop_close(&live->loop);
	reach_close(&live->reach);
}
