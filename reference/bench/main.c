#include <stdio.h>
#include <string.h>

#include "curves.h"
#include "options.h"
#include "report.h"
#include "workloads.h"

enum {
	EXIT_GOOD = 0,
	EXIT_DIFFERS = 1,
	EXIT_USAGE = 2
};

static int
complain(const char *what, const char *name)
{
	fprintf(stderr, "h1bench: %s: %s\n", what, name);
	return EXIT_USAGE;
}

static int
list_peers(void)
{
	size_t i;

	for (i = 0; i < n_peers; i++)
		puts(peers[i]->id);
	return EXIT_GOOD;
}

static int
compare_and_measure(const struct options *options,
	const struct bench_workload *workloads, size_t n)
{
	static struct timings timings;
	struct report report = {&options->measure, &timings, workloads, n};

	if (measure_compare(workloads, n) > 0)
		return EXIT_DIFFERS;
	measure_all(&timings, workloads, n, &options->measure);
	report_print(&report);
	if (options->json != NULL && !report_json(&report, options->json))
		return EXIT_USAGE;
	return EXIT_GOOD;
}

static int
repeat(const struct options *options, const struct bench_workload *workload)
{
	size_t peer = peers_find(options->peer);

	if (peer == n_peers)
		return complain("no such peer", options->peer);
	if (!measure_repeat(peers[peer], workload, options->repeat))
		return complain("cannot read that", options->peer);
	return EXIT_GOOD;
}

static int
run(const struct options *options, const struct bench_workload *workloads)
{
	size_t n = N_WORKLOADS, i = 0;

	if (options->only != NULL) {
		while (i < n && strcmp(workloads[i].name, options->only) != 0)
			i++;
		if (i == n)
			return complain("no such workload", options->only);
		n = 1;
	}
	if (options->repeat > 0)
		return repeat(options, &workloads[i]);
	return compare_and_measure(options, &workloads[i], n);
}

int
main(int argc, char **argv)
{
	struct bench_workload workloads[N_WORKLOADS];
	struct options options;
	int status;

	if (!options_read(&options, argc, argv)) {
		fputs("usage: h1bench [option...]; try --help\n", stderr);
		return EXIT_USAGE;
	}
	if (options.help) {
		options_print_help();
		return EXIT_GOOD;
	}
	peers_make();
	if (options.list)
		return list_peers();
	if (options.curves)
		return curves_print() ? EXIT_GOOD : EXIT_DIFFERS;
	workloads_make(workloads, 1);
	status = run(&options, workloads);
	workloads_free(workloads);
	return status;
}
