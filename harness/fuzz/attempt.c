#include "fuzz/attempt.h"

/* What the player waits for: an answer and then the canary's, or nothing where
 * a canary would be taken for a part of the message. */
static void
expect(struct attempt *a)
{
	bool is_cut =
		a->reading.rest == REST_HEAD || a->reading.rest == REST_CONTENT;

	a->statuses = (struct status_range){200, 999};
	if (is_cut) {
		a->events[0] = (struct event){.kind = EVENT_SILENT};
	} else {
		a->events[0] = (struct event){
			.kind = EVENT_RESPONSE,
			.statuses = &a->statuses,
			.n_statuses = 1,
		};
		a->events[1] = (struct event){.kind = EVENT_OPEN};
	}
	a->outcome = (struct outcome){
		.verdict = VERDICT_PASS,
		.events = a->events,
		.n_events = is_cut ? 1 : 2,
	};
}

void
attempt_make(struct attempt *a)
{
	a->reading = strict_read(&a->sent);
	a->finding = (struct finding){.wrong = WRONG_NOTHING};
	a->connected = a->answered = false;
	a->part = (struct wire_part){
		.kind = WIRE_OCTETS,
		.octets = a->sent,
		.times = 1,
	};
	expect(a);
	a->steps[0] = (struct step){.kind = STEP_SEND, .send = {&a->part, 1}};
	a->steps[1] = (struct step){
		.kind = STEP_EXPECT,
		.outcomes = &a->outcome,
		.n_outcomes = 1,
	};
	a->test_case = (struct test_case){
		.id = "fuzz",
		.role = "server",
		.level = LEVEL_HARDENING,
		.steps = a->steps,
		.n_steps = 2,
		.n_expects = 1,
	};
}

void
attempt_free(struct attempt *a)
{
	octets_free(&a->sent);
}
