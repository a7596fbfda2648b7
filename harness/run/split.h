/*
 * The split sweep: each case that was judged is played again, cut into segments
 * that arrive in separate reads. What then comes to something else depends on
 * how the network happened to cut it.
 */
#ifndef ASSAY_RUN_SPLIT_H
#define ASSAY_RUN_SPLIT_H

#include "run/replay.h"

/* So many octets of a case are sent octet by octet, the others at once. */
#define SPLIT_OCTETS_MAX 1024

/* A case that takes longer is not cut at each place alone. */
#define SPLIT_SLOW_US 1000000

/*
 * Behind replay_run(): plays the results of s->run cut into two at each place
 * of cut_find(), cut at all of them, and octet by octet; `jobs` side by side. What
 * differs is replayed in a crowd an eighth as large, then alone, before it is put
 * into the variances of the run.
 */
enum replay_end split_run(struct replay *s);

#endif
