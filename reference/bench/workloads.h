#ifndef BENCH_WORKLOADS_H
#define BENCH_WORKLOADS_H

#include "bench.h"

enum workload_index {
#define WORKLOAD(index, name, kind, piece, text) WORKLOAD_##index,
#include "workloads.def"
#undef WORKLOAD
	N_WORKLOADS
};

/*
 * Makes all of them from `seed`. Sizes are always the same; ends the program if
 * one is not what is stated above.
 */
void
workloads_make(struct bench_workload workloads[N_WORKLOADS], uint64_t seed);

/* Makes the inputs what they were before somebody wrote into them. */
void workloads_refresh(const struct bench_workload *workload);

void workloads_free(struct bench_workload workloads[N_WORKLOADS]);

#endif
