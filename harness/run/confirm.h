/*
 * Replays one case alone before its miss is believed.
 */
#ifndef ASSAY_RUN_CONFIRM_H
#define ASSAY_RUN_CONFIRM_H

#include "play/play.h"
#include "report/report.h"
#include "run/control.h"

/* The next play of a result: with more patience if its last one rests on
 * something that did not come. */
struct play_spec
confirm_spec(const struct result *r, const struct play_context *context);

/* Takes the trace as that of the result's last play, and judges it. */
void confirm_take(struct result *r, const struct play_context *context,
	struct trace *trace);

/* Whether the verdict rests on something that did not come. */
bool confirm_rests_on_waiting(const struct result *r);

/*
 * Whether nothing came but a RST, which a server out of room sends as well, and
 * which may erase an answer; or nothing but a note was left because the
 * connection ended in the place of an answer, or before the last exchange.
 */
bool confirm_was_cut_short(const struct result *r);

/* Plays it once more, alone. False: no connection, or stopped; *r is as it
 * was. */
bool confirm_replay(struct result *r, const struct play_context *context,
	const volatile bool *stop);

/*
 * Replays a miss alone until its verdict is known: the same as before (unless
 * that was `disputed` already), or three times the same; else it is flaky, and
 * inconclusive. Then looks behind it. False: the target is gone.
 */
bool confirm_result(struct result *r, const struct play_context *context,
	const struct control_list *controls, bool disputed,
	const volatile bool *stop);

/*
 * Whether it deviates by a RST behind octets that the target may not have read,
 * which may have erased an answer. Then the play of the second function tells,
 * which sends the octets one by one, so that all but the last have been read when
 * the RST comes; the third takes its trace. The verdict stands if still nothing
 * comes but a close; if not even that, the result is inconclusive.
 */
bool confirm_may_be_erased(const struct result *r);
struct play_spec confirm_spec_behind_reset(const struct result *r,
	const struct play_context *context);
void confirm_take_behind_reset(struct result *r,
	const struct play_context *context, struct trace *trace);

/* The run ended before the result's verdict was confirmed: inconclusive. */
void confirm_leave_open(struct result *r);

/*
 * Looks at what a fail or warn may hide: an answer that a RST may have erased,
 * and silence of a target that answers nobody else either, are inconclusive.
 * False: the target is gone.
 */
bool confirm_look_behind(struct result *r, const struct play_context *context,
	const volatile bool *stop);

#endif
