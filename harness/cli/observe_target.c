#include "cli/observe.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/reach.h"
#include "play/batch.h"
#include "target/calibrate.h"

#define CONNECT_MS 3000

struct observed_target {
	struct reach reach;
	struct play_context context;
	struct calibration calibration;
	uv_loop_t loop;
	bool has_loop;
	/* the case that is played: send, then see what comes and how it ends */
	struct wire_part part;
	struct step steps[2];
	struct outcome outcomes[2];
	struct event events[3];
	struct test_case test_case;
};

/* ---- the case ---- */

static void
make_case(struct observed_target *t)
{
	t->events[0].kind = EVENT_ANY;
	t->events[1].kind = EVENT_CLOSE;
	t->events[2].kind = EVENT_SILENT;
	t->outcomes[0].events = t->events;
	t->outcomes[0].n_events = 2;
	t->outcomes[1].events = &t->events[2];
	t->outcomes[1].n_events = 1;
	t->part = (struct wire_part){.kind = WIRE_OCTETS, .times = 1};
	t->steps[0].kind = STEP_SEND;
	t->steps[0].send = (struct wire){&t->part, 1};
	t->steps[1].kind = STEP_EXPECT;
	t->steps[1].outcomes = t->outcomes;
	t->steps[1].n_outcomes = 2;
	t->test_case = (struct test_case){
		.id = "observed",
		.role = "server",
		.level = LEVEL_HARDENING,
		.steps = t->steps,
		.n_steps = 2,
		.n_expects = 1,
	};
}

/* ---- the target ---- */

static int
fail(const char *command, const char *what)
{
	(void)fprintf(stderr, "assay %s: %s\n", command, what);
	return STATUS_HARNESS;
}

static int
open_target(struct observed_target *t, const char *command)
{
	struct calibration_options options = {
		.jobs = 1,
		.stop = &interrupt_seen,
	};

	if (uv_loop_init(&t->loop) != 0)
		return fail(command, "no event loop");
	t->has_loop = true;
	t->context.loop = &t->loop;
	t->context.timing.connect_ms = CONNECT_MS;
	reach_prepare(&t->reach, &t->context, &options);
	options.may_change = false;
	if (!calibrate(&t->context, &options, &t->calibration))
		return fail(command, interrupt_seen ? "interrupted"
						    : t->calibration.problem);
	make_case(t);
	return STATUS_OK;
}

struct observed_target *
observed_target_new(const char *command, const char *url,
	const struct reach_options *options, int *status)
{
	struct observed_target *t = calloc(1, sizeof(*t));

	*status = STATUS_HARNESS;
	if (t == NULL)
		return NULL;
	*status = reach_open(&t->reach, command, url, options);
	if (*status == STATUS_OK)
		*status = open_target(t, command);
	if (*status == STATUS_OK)
		return t;
	observed_target_free(t);
	return NULL;
}

void
observed_target_free(struct observed_target *t)
{
	if (t == NULL)
		return;
	calibration_free(&t->calibration);
	if (t->has_loop)
		uv_loop_close(&t->loop);
	reach_close(&t->reach);
	free(t);
}

/* ---- a play ---- */

static bool
keep_result(size_t i, struct play_result *result, void *data)
{
	struct play_result *kept = data;

	(void)i;
	*kept = *result;
	return true;
}

static void
add_item(const struct trace *t, size_t i, struct octets *out)
{
	const struct trace_item *item = &t->items[i];

	if (item->kind == ITEM_GARBAGE)
		octets_text(out, "garbage");
	else if (!item->has_head)
		octets_text(out, "incomplete head");
	else
		octets_format(out, "%s%u",
			item->kind == ITEM_INCOMPLETE ? "incomplete " : "",
			trace_head(t, i)->status);
	octets_text(out, ", ");
}

/* FIN or RST depends on what the kernel had read: both are the close. */
static const char *
end_name(const struct trace *t)
{
	if (t->end == TRACE_FIN || t->end == TRACE_RESET)
		return "close";
	return t->n_items > 0 ? "open" : "silent";
}

enum observed
observe_target(struct observed_target *t, struct octets *out,
	const struct octets *octets)
{
	const struct play_spec spec = {
		.test_case = &t->test_case,
		.patience = 1,
	};
	struct play_result result = {.failure = PLAY_STOPPED};

	t->part.octets = *octets;
	(void)batch_run(&t->context, &spec, 1, 1, &interrupt_seen, keep_result,
		&result);
	if (result.failure != PLAY_DONE) {
		octets_text(out, result.failure == PLAY_NO_CONNECTION
					 ? "no connection"
					 : "no memory");
		return result.failure == PLAY_STOPPED ? OBSERVED_STOP
						      : OBSERVED_NOTHING;
	}
	for (size_t i = 0; i < result.trace->n_items; i++)
		add_item(result.trace, i, out);
	octets_text(out, end_name(result.trace));
	trace_free(result.trace);
	return OBSERVED_EVENTS;
}
