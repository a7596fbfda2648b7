#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdint.h>

#include "peers.h"
#include "random.h"

enum {
	WORKLOADS_MAX = 16
};

/* Thread CPU time of one message in nanoseconds, over all rounds. 0 in both:
 * the peer cannot read that workload. */
struct timing {
	double least;
	double median;
};

/* timing[workload][peer], indices as in the arrays given. */
struct timings {
	struct timing at[WORKLOADS_MAX][PEERS_MAX];
};

struct measure_options {
	size_t rounds;
	double sample_ms; /* CPU time of one peer and workload in a round */
	uint64_t seed;	  /* of the order */
};

/*
 * Reads each workload once with each peer and compares the answers with those
 * of the first peer. Says on standard error what differs; gives the number of
 * differences. A limit is asked for nothing.
 */
unsigned
measure_compare(const struct bench_workload *workloads, size_t n_workloads);

/*
 * Measures every peer on every workload. In each round every pair has its turn
 * once, in random order, so that what else the machine does hits all alike.
 */
void
measure_all(struct timings *timings, const struct bench_workload *workloads,
	size_t n_workloads, const struct measure_options *options);

/*
 * Nanoseconds of one message, the least of several samples; 0 if the peer
 * cannot read the workload.
 */
double measure_least(const struct bench_peer *peer,
	const struct bench_workload *workload);

/* Has `peer` read the workload n times, to be counted by others; false if it
 * cannot. */
bool measure_repeat(const struct bench_peer *peer,
	const struct bench_workload *workload, size_t n);

#endif
