#include "report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "goals.h"

#define NAME_WIDTH "%-25s"

/* The workloads whose mean stands in the last column, by name. */
static const char heads[] = "ABCDE";

typedef double value_of(const struct timing *timing);

static double
least_of(const struct timing *timing)
{
	return timing->least;
}

static double
median_of(const struct timing *timing)
{
	return timing->median;
}

static void
print_cell(double value, int decimals)
{
	if (value > 0)
		printf(" %5.*f", decimals, value);
	else
		printf(" %5s", "-");
}

static int
decimals_for(double nanoseconds)
{
	return nanoseconds < 100 ? 1 : 0;
}

static bool
is_head(const struct bench_workload *workload)
{
	return strlen(workload->name) == 1 &&
	       strchr(heads, workload->name[0]) != NULL;
}

/* Geometric mean over the heads; 0 if one was not measured. */
static double
mean_of_heads(const struct report *report, size_t peer, value_of *value)
{
	double sum = 0;
	size_t n = 0, w;

	for (w = 0; w < report->n_workloads; w++) {
		double ns = value(&report->timings->at[w][peer]);

		if (!is_head(&report->workloads[w]))
			continue;
		if (!(ns > 0))
			return 0;
		sum += log(ns);
		n++;
	}
	return n < sizeof(heads) - 1 ? 0 : exp(sum / (double)n);
}

static void
print_times(const struct report *report, size_t peer, const char *kind,
	value_of *value)
{
	double mean = mean_of_heads(report, peer, value);
	size_t w;

	printf(NAME_WIDTH " %-3s", peers[peer]->name, kind);
	for (w = 0; w < report->n_workloads; w++) {
		double ns = value(&report->timings->at[w][peer]);

		print_cell(ns, decimals_for(ns));
	}
	print_cell(mean, decimals_for(mean));
	putchar('\n');
}

static double
quotient(double a, double b)
{
	return b > 0 ? a / b : 0;
}

/* Time of libh1, the first peer, to that of another. */
static void
print_ratios(const struct report *report, size_t peer)
{
	char name[64];
	size_t w;

	snprintf(name, sizeof(name), "libh1 / %s", peers[peer]->name);
	printf("%-29s", name);
	for (w = 0; w < report->n_workloads; w++) {
		const struct timing *timing = report->timings->at[w];

		print_cell(quotient(timing[0].median, timing[peer].median), 2);
	}
	print_cell(quotient(mean_of_heads(report, 0, median_of),
			   mean_of_heads(report, peer, median_of)),
		2);
	putchar('\n');
}

static void
print_heading(const struct report *report)
{
	size_t w;

	printf("%-29s", "ns per message");
	for (w = 0; w < report->n_workloads; w++)
		printf(" %5s", report->workloads[w].name);
	printf(" %5s\n", "A-E");
}

static void
print_workloads(const struct report *report)
{
	size_t w;

	for (w = 0; w < report->n_workloads; w++)
		printf("%-2s  %s\n", report->workloads[w].name,
			report->workloads[w].text);
	printf("libh1 uses its %s kernel unless told otherwise\n",
		peer_h1_kernel());
	printf("A-E geometric mean; min and med: least and median of %zu "
	       "interleaved rounds, seed %llu;\nratios are of medians\n\n",
		report->options->rounds,
		(unsigned long long)report->options->seed);
}

static void
print_goals(const struct report *report)
{
	size_t i;

	printf("\n%-36s %5s %5s %5s %5s\n", "goals: libh1 to", "must", "aim",
		"med", "min");
	for (i = 0; i < n_goals; i++) {
		const struct goal *goal = &goals[i];
		double ratio, least;
		enum goal_state state =
			goal_judge(goal, &ratio, &least, report->timings,
				report->workloads, report->n_workloads);

		if (state == GOAL_UNKNOWN && report->n_workloads == 1)
			continue;
		printf("%-36s %5.2f %5.2f", goal->text, goal->must, goal->aim);
		print_cell(ratio, 2);
		print_cell(least, 2);
		printf("  %s", goal_state_name(state));
		if (state == GOAL_MISSED)
			printf(" by %.0f %%", (ratio / goal->must - 1) * 100);
		putchar('\n');
	}
}

/* Without it nobody is called the fastest: those goals are not judged. */
static void
print_missing(void)
{
	static const char id[] = "phr-sse42";

	if (peers_find(id) == n_peers)
		printf(NAME_WIDTH " not built: its source was not to be had\n",
			id);
}

void
report_print(const struct report *report)
{
	size_t p;

	print_workloads(report);
	print_heading(report);
	for (p = 0; p < n_peers; p++) {
		print_times(report, p, "min", least_of);
		print_times(report, p, "med", median_of);
	}
	print_missing();
	for (p = 1; p < n_peers; p++)
		print_ratios(report, p);
	print_goals(report);
}
