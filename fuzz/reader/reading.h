#ifndef FUZZ_READING_H
#define FUZZ_READING_H

#include "engine/walk.h"

/*
 * What holds of both message readers, whatever they are shown; see CHECK() in
 * reading.c for each.
 */
struct reading {
	struct walk walk;  /* over all of the input, and then its end */
	struct seen seen;  /* of all of it, before its end */
	bool more;	   /* was asked for, before its end */
	bool by_runs;	   /* h1_read_runs() gave some of the content */
	bool part_refused; /* a part of the input was refused already */
};

/*
 * Reads `input` whole; in two parts, of which the second one has from_end/256
 * of it, and one octet; and by runs.
 */
void reading_check(struct reading *reading, const struct walk_options *options,
	struct h1_span input, unsigned from_end);

#endif
