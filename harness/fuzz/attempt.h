/*
 * Octets as a case that can be played: they are sent, and the canary behind
 * them where that makes sense.
 */
#ifndef ASSAY_FUZZ_ATTEMPT_H
#define ASSAY_FUZZ_ATTEMPT_H

#include "case/case.h"
#include "fuzz/oracle.h"

/* `test_case` points into the struct: it does not move while it is played. */
struct attempt {
	struct octets sent; /* owned */
	struct strict_reading reading;
	struct finding finding; /* once it was played */
	bool connected;		/* once it was played */
	bool answered;
	struct test_case test_case;
	struct wire_part part;
	struct step steps[2];
	struct outcome outcome;
	struct event events[2];
	struct status_range statuses;
};

/* Reads `sent`, which is set, and makes the case. */
void attempt_make(struct attempt *a);

void attempt_free(struct attempt *a);

#endif
