/*
 * Replays one case alone before its miss is believed.
 */
#ifndef ASSAY_RUN_CONFIRM_H
#define ASSAY_RUN_CONFIRM_H

#include "play/play.h"
#include "report/report.h"
#include "run/control.h"

/* The play of a result. */
struct play_spec confirm_spec(const struct result *r, unsigned patience);

/* Takes the trace as that of the result's last play, and judges it. */
void confirm_take(struct result *r, const struct play_context *context,
	struct trace *trace);

/* Plays it once more, alone. False: no connection, or stopped; *r is as it
 * was. */
bool confirm_replay(struct result *r, const struct play_context *context,
	unsigned patience, const volatile bool *stop);

/*
 * Replays a miss until its verdict is known: the same alone as side by side;
 * or three times the same alone; else it is flaky, and inconclusive. An answer
 * that a RST may have erased and silence of a target that answers nobody else
 * either are inconclusive as well. False: the target is gone.
 */
bool confirm_result(struct result *r, const struct play_context *context,
	const struct control_list *controls, const volatile bool *stop);

#endif
