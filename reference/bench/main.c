#include <stdio.h>
#include <string.h>

#include "report.h"
#include "workloads.h"

enum {
	EXIT_GOOD = 0,
	EXIT_DIFFERS = 1,
	EXIT_USAGE = 2
};

struct options {
	struct measure_options measure;
	const char *only; /* name of a workload, or NULL */
	const char *json; /* path, or NULL */
};

static const char help[] =
	"Usage: h1bench [options]\n"
	"Times libh1 beside other readers of HTTP/1.1 and prints one table.\n"
	"\n"
	"  --rounds N         samples of each peer and workload (60)\n"
	"  --quick            few short samples: shows that it works\n"
	"  --only WORKLOAD    A B C D E R S L 1 or 16\n"
	"  --seed N           of the order of the samples (1)\n"
	"  --json FILE        writes all figures into FILE\n"
	"  --help\n"
	"\n"
	"Exit status: 0; 1 if two readers differ in what they understood; 2\n"
	"usage. A goal that is missed is told, and changes nothing else.\n";

static bool
read_number(uint64_t *number, const char *text)
{
	uint64_t n = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9' || n > UINT32_MAX)
			return false;
		n = n * 10 + (uint64_t)(*text - '0');
	}
	*number = n;
	return n > 0;
}

static bool
set_option(struct options *options, const char *name, const char *value)
{
	uint64_t number;

	if (strcmp(name, "--only") == 0) {
		options->only = value;
		return true;
	}
	if (strcmp(name, "--json") == 0) {
		options->json = value;
		return true;
	}
	if (!read_number(&number, value))
		return false;
	if (strcmp(name, "--rounds") == 0)
		options->measure.rounds = (size_t)number;
	else if (strcmp(name, "--seed") == 0)
		options->measure.seed = number;
	else
		return false;
	return true;
}

static bool
read_options(struct options *options, int argc, char **argv)
{
	int i;

	*options = (struct options){{60, 2, 1}, NULL, NULL};
	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--quick") == 0) {
			options->measure.rounds = 5;
			options->measure.sample_ms = 0.1;
			continue;
		}
		if (i + 1 == argc || !set_option(options, argv[i], argv[i + 1]))
			return false;
		i++;
	}
	return true;
}

/* Keeps the workload of that name alone, in front; false if there is none. */
static bool
select_workload(struct bench_workload *workloads, const char *name)
{
	size_t i;

	for (i = 0; i < N_WORKLOADS; i++) {
		if (strcmp(workloads[i].name, name) == 0) {
			struct bench_workload first = workloads[0];

			workloads[0] = workloads[i];
			workloads[i] = first;
			return true;
		}
	}
	return false;
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

int
main(int argc, char **argv)
{
	struct bench_workload workloads[N_WORKLOADS];
	struct options options;
	size_t n = N_WORKLOADS;
	int status = EXIT_USAGE;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(help, stdout);
		return EXIT_GOOD;
	}
	if (!read_options(&options, argc, argv)) {
		fputs(help, stderr);
		return EXIT_USAGE;
	}
	workloads_make(workloads, 1);
	if (options.only != NULL)
		n = 1;
	if (options.only != NULL && !select_workload(workloads, options.only))
		fprintf(stderr, "h1bench: no such workload: %s\n",
			options.only);
	else
		status = compare_and_measure(&options, workloads, n);
	workloads_free(workloads);
	return status;
}
