#include "goals.h"

#include <math.h>
#include <string.h>

const struct goal goals[] = {
#define GOAL(id, text, ours, others, workloads, must, aim) \
	{id, text, ours, others, workloads, must, aim},
#include "goals.def"
#undef GOAL
};

const size_t n_goals = sizeof(goals) / sizeof(goals[0]);

/* One word of a list whose words are separated by blanks. */
struct word {
	char text[32];
};

/* Takes the next word off *list; false if there is none. */
static bool
next_word(struct word *word, const char **list)
{
	size_t n = strcspn(*list, " ");

	if (n == 0 || n >= sizeof(word->text))
		return false;
	memcpy(word->text, *list, n);
	word->text[n] = '\0';
	*list += n;
	*list += strspn(*list, " ");
	return true;
}

static size_t
find_workload(const char *name, const struct bench_workload *workloads,
	size_t n_workloads)
{
	size_t i;

	for (i = 0; i < n_workloads; i++) {
		if (strcmp(workloads[i].name, name) == 0)
			break;
	}
	return i;
}

/* Geometric means of one peer over some workloads; false if one is missing. */
static bool
mean(struct timing *result, const char *id, const char *names,
	const struct timings *timings, const struct bench_workload *workloads,
	size_t n_workloads)
{
	size_t peer = peers_find(id), n = 0;
	double least = 0, median = 0;
	struct word word;

	while (next_word(&word, &names)) {
		size_t w = find_workload(word.text, workloads, n_workloads);
		const struct timing *timing;

		if (w == n_workloads || peer == n_peers)
			return false;
		timing = &timings->at[w][peer];
		if (!(timing->least > 0) || !(timing->median > 0))
			return false;
		least += log(timing->least);
		median += log(timing->median);
		n++;
	}
	*result = (struct timing){
		exp(least / (double)n), exp(median / (double)n)};
	return true;
}

enum goal_state
goal_judge(const struct goal *goal, double *ratio, double *least,
	const struct timings *timings, const struct bench_workload *workloads,
	size_t n_workloads)
{
	struct timing ours, other, best = {INFINITY, INFINITY};
	const char *others = goal->others;
	struct word word;

	*ratio = *least = 0;
	if (!mean(&ours, goal->ours, goal->workloads, timings, workloads,
		    n_workloads))
		return GOAL_UNKNOWN;
	while (next_word(&word, &others)) {
		if (!mean(&other, word.text, goal->workloads, timings,
			    workloads, n_workloads))
			return GOAL_UNKNOWN;
		best.least = fmin(best.least, other.least);
		best.median = fmin(best.median, other.median);
	}
	*ratio = ours.median / best.median;
	*least = ours.least / best.least;
	if (*ratio > goal->must)
		return GOAL_MISSED;
	return *ratio > goal->aim ? GOAL_MET : GOAL_AIM_MET;
}

const char *
goal_state_name(enum goal_state state)
{
	static const char *const names[] = {
		[GOAL_UNKNOWN] = "not measured",
		[GOAL_MISSED] = "missed",
		[GOAL_MET] = "met",
		[GOAL_AIM_MET] = "aim met",
	};

	return names[state];
}
