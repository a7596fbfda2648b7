#include "report.h"

#include <jansson.h>
#include <stdio.h>

#include "goals.h"

static json_t *
timings_of(const struct report *report, size_t w)
{
	json_t *all = json_object();
	size_t p;

	for (p = 0; p < n_peers; p++) {
		const struct timing *timing = &report->timings->at[w][p];

		if (timing->median > 0)
			json_object_set_new(all, peers[p]->id,
				json_pack("{s:f, s:f}", "min_ns", timing->least,
					"median_ns", timing->median));
	}
	return all;
}

static double
mean_octets(const struct bench_workload *workload)
{
	size_t sum = 0, i;

	for (i = 0; i < workload->n; i++)
		sum += workload->inputs[i].len;
	return (double)sum / (double)workload->n;
}

static json_t *
workloads_of(const struct report *report)
{
	json_t *all = json_object();
	size_t w;

	for (w = 0; w < report->n_workloads; w++)
		json_object_set_new(all, report->workloads[w].name,
			json_pack("{s:s, s:f, s:o}", "text",
				report->workloads[w].text, "octets",
				mean_octets(&report->workloads[w]), "peers",
				timings_of(report, w)));
	return all;
}

static json_t *
goals_of(const struct report *report)
{
	json_t *all = json_array();
	size_t i;

	for (i = 0; i < n_goals; i++) {
		double ratio, least;
		enum goal_state state =
			goal_judge(&goals[i], &ratio, &least, report->timings,
				report->workloads, report->n_workloads);

		json_array_append_new(all,
			json_pack("{s:s, s:s, s:f, s:f, s:f, s:f, s:s}", "id",
				goals[i].id, "text", goals[i].text, "must",
				goals[i].must, "aim", goals[i].aim, "ratio",
				ratio, "ratio_of_minima", least, "state",
				goal_state_name(state)));
	}
	return all;
}

bool
report_json(const struct report *report, const char *path)
{
	json_t *root = json_pack("{s:I, s:I, s:s, s:s, s:o, s:o}", "rounds",
		(json_int_t)report->options->rounds, "seed",
		(json_int_t)report->options->seed, "compiler", __VERSION__,
		"kernel", peer_h1_kernel(), "workloads", workloads_of(report),
		"goals", goals_of(report));
	int failed = root == NULL || json_dump_file(root, path, JSON_INDENT(2));

	json_decref(root);
	if (failed)
		fprintf(stderr, "h1bench: %s: cannot be written\n", path);
	return !failed;
}
