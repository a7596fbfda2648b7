/*
 * A whole run: cases that ask for paths, and a server that does with each path
 * what a plan says.
 */
#ifndef ASSAY_TESTS_RUN_CREW_H
#define ASSAY_TESTS_RUN_CREW_H

#include "run/replay.h"
#include "tests/play/case_text.h"
#include "tests/play/stage.h"

#define CREW_MAX 24

/*
 * What the server does with the requests of one case, one letter each, and the
 * last one with all that follow: b 400 and FIN, o 200, f FIN, r RST, s silent,
 * d dies, h hangs for good.
 */
struct crew_plan {
	const char *name; /* the case is server/crew/NAME */
	const char *does;
	size_t n; /* requests so far */
};

struct crew {
	struct stage stage;
	struct crew_plan *plans; /* ends with a name that is NULL */
	struct test_case *cases[CREW_MAX];
	size_t n_cases;
	struct run run;
	struct replay replay;
	size_t n_progress;		     /* results told of */
	const struct result *told[CREW_MAX]; /* the first of these */
	unsigned n_restarts;
	bool hangs;
	volatile bool stop;
	size_t stop_after; /* so many results; 0: never */
};

/* Cases that want 400 or, worse, a close. All are selected. */
void crew_begin(struct crew *w, struct crew_plan *plans, unsigned jobs);
void crew_end(struct crew *w);

/* From now on a fail, warn or error is a miss that counts. */
void crew_count_misses(struct crew *w, size_t max);

/* From now on the run can start the target again. */
void crew_can_restart(struct crew *w);

/* Fails the test if there is no such result. */
const struct result *crew_result(const struct crew *w, const char *name);

/* Fails the test, and shows what the result is, if that is not its verdict. */
void crew_is(const struct crew *w, const char *name, enum verdict verdict);

#endif
