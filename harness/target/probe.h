/*
 * A small case made by the program itself: calibration, controls and liveness
 * checks ask their questions with it.
 */
#ifndef ASSAY_TARGET_PROBE_H
#define ASSAY_TARGET_PROBE_H

#include "case/case.h"

#define PROBE_SENDS_MAX 2

enum probe_shape {
	PROBE_ASK,     /* send, expect an answer */
	PROBE_TWICE,   /* send, expect; send the second, expect */
	PROBE_PARTS,   /* send, pause, send the second, expect */
	PROBE_INTERIM, /* send, expect a 1xx */
	PROBE_IDLE,    /* connect and expect nothing */
};

/*
 * `test_case` points into the struct, so a probe does not move between
 * probe_init() and its last use. Fill `sends` in before it is played.
 */
struct probe {
	struct test_case test_case;
	struct octets sends[PROBE_SENDS_MAX]; /* owned */
	struct wire_part parts[PROBE_SENDS_MAX];
	struct step steps[4];
	struct outcome outcome;
	struct event event;
	struct status_range statuses;
};

void probe_init(struct probe *p, enum probe_shape shape);

/* Takes the sends as they are now; to be called once they are written. */
void probe_seal(struct probe *p);

void probe_free(struct probe *p);

#endif
