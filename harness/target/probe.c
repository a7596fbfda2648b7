#include "target/probe.h"

/* Longer than any segment takes on its way, so that the parts arrive apart. */
#define PARTS_PAUSE_MS 60

static void
add_step(struct probe *p, enum step_kind kind, size_t send)
{
	struct step *step = &p->steps[p->test_case.n_steps++];

	*step = (struct step){.kind = kind};
	switch (kind) {
	case STEP_SEND:
		step->send = (struct wire){&p->parts[send], 1};
		break;
	case STEP_PAUSE:
		step->pause_ms = PARTS_PAUSE_MS;
		break;
	case STEP_EXPECT:
		step->outcomes = &p->outcome;
		step->n_outcomes = 1;
		p->test_case.n_expects++;
		break;
	case STEP_HALF_CLOSE:
	case STEP_RESET:
		break;
	}
}

static void
set_event(struct probe *p, enum event_kind kind, unsigned low, unsigned high)
{
	p->statuses = (struct status_range){low, high};
	p->event = (struct event){
		.kind = kind,
		.statuses = &p->statuses,
		.n_statuses = 1,
	};
	p->outcome = (struct outcome){
		.verdict = VERDICT_PASS,
		.events = &p->event,
		.n_events = 1,
	};
}

void
probe_init(struct probe *p, enum probe_shape shape)
{
	*p = (struct probe){0};
	p->test_case.id = "probe";
	p->test_case.role = "server";
	p->test_case.steps = p->steps;
	p->test_case.level = LEVEL_HARDENING;
	set_event(p, EVENT_RESPONSE, 200, 999);
	switch (shape) {
	case PROBE_ASK:
		add_step(p, STEP_SEND, 0);
		break;
	case PROBE_TWICE:
		add_step(p, STEP_SEND, 0);
		add_step(p, STEP_EXPECT, 0);
		add_step(p, STEP_SEND, 1);
		break;
	case PROBE_PARTS:
		add_step(p, STEP_SEND, 0);
		add_step(p, STEP_PAUSE, 0);
		add_step(p, STEP_SEND, 1);
		break;
	case PROBE_INTERIM:
		set_event(p, EVENT_RESPONSE, 100, 199);
		add_step(p, STEP_SEND, 0);
		break;
	case PROBE_IDLE:
		set_event(p, EVENT_SILENT, 0, 0);
		break;
	}
	add_step(p, STEP_EXPECT, 0);
}

void
probe_seal(struct probe *p)
{
	for (size_t i = 0; i < PROBE_SENDS_MAX; i++)
		p->parts[i] = (struct wire_part){
			.kind = WIRE_OCTETS,
			.octets = p->sends[i],
			.times = 1,
		};
}

void
probe_free(struct probe *p)
{
	for (size_t i = 0; i < PROBE_SENDS_MAX; i++)
		octets_free(&p->sends[i]);
}
