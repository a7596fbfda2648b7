/*
 * What the parts of calibration share: calibrate.c measures, calibrate_first.c
 * asks whether it speaks HTTP at all, calibrate_wide.c what it can do,
 * calibrate_effect.c how it shows that it read a field, calibrate_store.c whether
 * anything can be stored there.
 */
#ifndef ASSAY_TARGET_CALIBRATOR_H
#define ASSAY_TARGET_CALIBRATOR_H

#include "target/calibrate.h"
#include "target/question.h"

/* Room for the latencies of all questions that calibration asks. */
#define LATENCIES_MAX (9 * QUESTIONS_MAX)

struct calibrator {
	struct play_context *context;
	const struct calibration_options *options;
	struct calibration *found;
	struct question_list questions;
	unsigned latencies_us[LATENCIES_MAX]; /* of all answers so far */
	size_t n_latencies;
};

void calibrator_grant(struct calibrator *c, enum capability capability);
bool calibrator_has(const struct calibrator *c, enum capability capability);

/* The path of the ok route: what the user named, else that of the URL. */
const char *calibrator_ok_path(const struct calibrator *c);

/* False: out of memory. */
bool
calibrator_set_route(struct calibrator *c, enum route route, const char *path);

/* The path that the user named, else `path`. */
const char *calibrator_named_or(const struct calibrator *c, enum route route,
	const char *path);

/* Whether a method that may change state can go there. */
bool calibrator_may_change(const struct calibrator *c, enum route route);

/* Asks everything in the list, then keeps what any answer tells. False: it was
 * stopped. */
bool calibrator_ask(struct calibrator *c, unsigned jobs);

/* Gives false, with the problem told. */
bool calibrator_fail(struct calibrator *c, const char *problem);

/* The stages; false: the problem is told. */
bool calibrator_ask_first(struct calibrator *c);
bool calibrator_ask_wide(struct calibrator *c);
bool calibrator_ask_deep(struct calibrator *c);
bool calibrator_ask_effect(struct calibrator *c);
bool calibrator_ask_store(struct calibrator *c);

#endif
