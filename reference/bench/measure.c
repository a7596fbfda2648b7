#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text.h"
#include "workloads.h"

enum {
	MILLISECOND = 1000000 /* in nanoseconds */
};

/* A peer on a workload. */
struct pair {
	const struct bench_peer *peer;
	const struct bench_workload *workload;
	struct timing *timing;
	size_t passes; /* over the inputs, in one sample */
	double *samples;
};

static struct bench_answer answer;

/* What is not read to its end must not count as fast. */
static void
require(bool good)
{
	if (good)
		return;
	fputs("h1bench: refused what was accepted before\n", stderr);
	exit(EXIT_FAILURE);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* What reading the clock twice costs by itself. */
static double
clock_cost(void)
{
	static double cost;
	size_t i;

	for (i = 0; cost == 0 || i < 1000; i++) {
		double begin = now(), n = now() - begin;

		if (cost == 0 || n < cost)
			cost = n;
	}
	return cost;
}

/* Reads all inputs once; false if one was not accepted. */
static bool
pass(const struct pair *pair)
{
	const struct bench_workload *workload = pair->workload;
	bool good = true;
	size_t i;

	for (i = 0; i < workload->n; i++) {
		good &= pair->peer->read(&answer, &workload->inputs[i],
			workload);
		/* the answer counts as used */
		__asm__ volatile("" : : "r"(&answer) : "memory");
	}
	return good;
}

/* Passes by a peer that leaves the inputs as they are. */
static double
time_passes(const struct pair *pair, size_t passes)
{
	double begin = now();
	size_t i;

	for (i = 0; i < passes; i++)
		require(pass(pair));
	return now() - begin;
}

/* Passes with the inputs made new before each, which is not counted. */
static double
time_refreshed_passes(const struct pair *pair, size_t passes)
{
	double cost = clock_cost(), sum = 0;
	size_t i;

	for (i = 0; i < passes; i++) {
		workloads_refresh(pair->workload);
		sum += time_passes(pair, 1) - cost;
	}
	return sum;
}

/* Nanoseconds per message. */
static double
sample(const struct pair *pair, size_t passes)
{
	double spent;

	pair->peer->start(pair->workload);
	workloads_refresh(pair->workload);
	if (pair->peer->in_place && pair->workload->chunked)
		spent = time_refreshed_passes(pair, passes);
	else
		spent = time_passes(pair, passes);
	return spent / (double)(passes * pair->workload->n);
}

/* Whether the peer reads that workload at all. */
static bool
able(const struct pair *pair)
{
	pair->peer->start(pair->workload);
	workloads_refresh(pair->workload);
	return pass(pair);
}

/* Finds how many passes take about `sample_ms`. */
static void
calibrate(struct pair *pair, double sample_ms)
{
	double want = sample_ms * MILLISECOND;
	double each;

	pair->passes = 1;
	for (;;) {
		each = sample(pair, pair->passes) * (double)pair->workload->n;
		if (each * (double)pair->passes > want / 4)
			break;
		pair->passes *= 2;
	}
	pair->passes = (size_t)(want / each) + 1;
}

static int
compare_samples(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
summarise(struct pair *pair, size_t n)
{
	qsort(pair->samples, n, sizeof(*pair->samples), compare_samples);
	pair->timing->least = pair->samples[0];
	pair->timing->median =
		(pair->samples[n / 2] + pair->samples[(n - 1) / 2]) / 2;
	free(pair->samples);
}

static size_t
make_pairs(struct pair *pairs, struct timings *timings,
	const struct bench_workload *workloads, size_t n_workloads,
	const struct measure_options *options)
{
	size_t n = 0, w, p;

	for (w = 0; w < n_workloads; w++) {
		for (p = 0; p < n_peers; p++) {
			struct pair pair = {peers[p], &workloads[w],
				&timings->at[w][p], 0, NULL};

			*pair.timing = (struct timing){0, 0};
			if (!able(&pair))
				continue;
			calibrate(&pair, options->sample_ms);
			pair.samples =
				text_alloc(options->rounds, sizeof(double));
			pairs[n++] = pair;
		}
	}
	return n;
}

void
measure_all(struct timings *timings, const struct bench_workload *workloads,
	size_t n_workloads, const struct measure_options *options)
{
	struct pair pairs[PEERS_MAX * WORKLOADS_MAX];
	size_t order[PEERS_MAX * WORKLOADS_MAX];
	struct random random = {options->seed};
	size_t n, round, i;

	n = make_pairs(pairs, timings, workloads, n_workloads, options);
	for (round = 0; round < options->rounds; round++) {
		random_order(&random, order, n);
		for (i = 0; i < n; i++) {
			struct pair *pair = &pairs[order[i]];

			pair->samples[round] = sample(pair, pair->passes);
		}
	}
	for (i = 0; i < n; i++)
		summarise(&pairs[i], options->rounds);
}

double
measure_least(const struct bench_peer *peer,
	const struct bench_workload *workload)
{
	enum {
		N_SAMPLES = 7
	};
	struct pair pair = {peer, workload, NULL, 0, NULL};
	double least;
	size_t i;

	if (!able(&pair))
		return 0;
	calibrate(&pair, 1);
	least = sample(&pair, pair.passes);
	for (i = 1; i < N_SAMPLES; i++) {
		double ns = sample(&pair, pair.passes);

		if (ns < least)
			least = ns;
	}
	return least;
}

bool
measure_repeat(const struct bench_peer *peer,
	const struct bench_workload *workload, size_t n)
{
	struct pair pair = {peer, workload, NULL, 0, NULL};
	bool good = able(&pair);
	size_t i;

	for (i = 0; good && i < n; i++)
		good = pass(&pair);
	return good;
}
