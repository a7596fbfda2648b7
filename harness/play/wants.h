/*
 * What the outcomes of one expect step could need to see; it decides for what
 * and how long the player waits.
 */
#ifndef ASSAY_PLAY_WANTS_H
#define ASSAY_PLAY_WANTS_H

#include "case/case.h"

struct wants {
	bool silence;	   /* nothing at all may be right */
	bool canary;	   /* open, fate or shifted */
	bool canary_alone; /* ... before any response */
	bool close;	   /* close, fin or reset */
	bool alive;	   /* a new connection, after a reset */
	size_t answers;	   /* final responses, the most that pass */
};

struct wants wants_of(const struct step *expect);

#endif
