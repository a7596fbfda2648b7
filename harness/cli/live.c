#include "cli/live.h"

#include <stdio.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/reach.h"

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
	int status = reach_url(&live->url, &live->context.endpoint.address,
		o->command, o->url, o->authorised);
	const struct calibration_options options = {
		.path = live->url.path,
		.may_change = target_address_is_loopback(&live->context.endpoint
								  .address),
		.jobs = o->jobs,
		.stop = &interrupt_seen,
	};

	if (status != STATUS_OK)
		return status;
	live->is_here =
		target_address_is_loopback(&live->context.endpoint.address);
	if (uv_loop_init(&live->loop) != 0)
		return fail(o, "no event loop");
	live->has_loop = true;
	live->context.loop = &live->loop;
	live->context.values.host = live->url.authority;
	live->context.values.port = live->url.port;
	live->context.timing.connect_ms = o->connect_ms;
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
}
