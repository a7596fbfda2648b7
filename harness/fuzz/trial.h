/*
 * Attempts, played: what each of them showed.
 */
#ifndef ASSAY_FUZZ_TRIAL_H
#define ASSAY_FUZZ_TRIAL_H

#include "fuzz/campaign.h"

/* So many attempts are made at once. */
#define TRIAL_MAX 512

/* Plays them in haste, and fills in what they showed. False: it was stopped. */
bool trial_run(const struct campaign *c, struct attempt *attempts, size_t n);

enum trial_result {
	TRIAL_SAME,
	TRIAL_OTHER,
	TRIAL_DEAD, /* the target died of it */
};

/* Plays it alone, so often; whether each showed `finding`. */
enum trial_result trial_again(const struct campaign *c, struct attempt *a,
	const struct finding *finding, unsigned times);

/* Makes `sent`, which shows `finding`, as short as it goes until `end_ns`. */
void trial_shrink(const struct campaign *c, const struct finding *finding,
	struct octets *sent, uint64_t end_ns);

#endif
