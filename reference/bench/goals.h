#ifndef BENCH_GOALS_H
#define BENCH_GOALS_H

#include "measure.h"

struct goal {
	const char *id;
	const char *text;
	const char *ours;      /* id of a peer */
	const char *others;    /* ids of peers; the fastest counts */
	const char *workloads; /* names; geometric mean */
	double must;
	double aim;
};

extern const struct goal goals[];
extern const size_t n_goals;

enum goal_state {
	GOAL_UNKNOWN, /* something of it was not measured */
	GOAL_MISSED,
	GOAL_MET, /* but not the aim */
	GOAL_AIM_MET
};

/* "not measured", "missed", "met", "aim met". */
const char *goal_state_name(enum goal_state state);

/*
 * How `goal` stands by the medians. *ratio: time of ours to that of the fastest
 * of the others, 0 if GOAL_UNKNOWN; *least: the same by the minima.
 */
enum goal_state goal_judge(const struct goal *goal, double *ratio,
	double *least, const struct timings *timings,
	const struct bench_workload *workloads, size_t n_workloads);

#endif
