/*
 * A target that is running already: its address, and what calibration found
 * out about it.
 */
#ifndef ASSAY_CLI_LIVE_H
#define ASSAY_CLI_LIVE_H

#include "cli/reach.h"

struct live_options {
	const char *command; /* for messages: "fuzz" */
	const char *url;
	const struct reach_options *reach;
	unsigned jobs; /* the most that are wanted */
	unsigned connect_ms;
};

/* Zero-initialised is empty. `context` borrows from the rest. */
struct live {
	struct reach reach;
	uv_loop_t loop;
	bool has_loop;
	struct play_context context;
	struct calibration calibration;
};

/* STATUS_OK; or another exit status, and it was told why. Ends early where
 * interrupt_seen is true. */
int live_open(struct live *live, const struct live_options *options);

void live_close(struct live *live);

#endif
