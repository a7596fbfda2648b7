#include "measure.h"

#include <stdio.h>

#include "workloads.h"

static struct bench_answer expected, got;

static bool
same_part(struct bench_part a, struct bench_part b)
{
	return a.off == b.off && a.len == b.len;
}

static bool
same_fields(const struct bench_answer *a, const struct bench_answer *b)
{
	size_t i;

	if (a->n_fields != b->n_fields)
		return false;
	for (i = 0; i < a->n_fields; i++) {
		if (!same_part(a->fields[i].name, b->fields[i].name) ||
			!same_part(a->fields[i].value, b->fields[i].value))
			return false;
	}
	return true;
}

/* What is not the same, or NULL. */
static const char *
difference(enum bench_kind kind, const struct bench_answer *a,
	const struct bench_answer *b)
{
	if (kind == BENCH_REQUEST && !same_part(a->method, b->method))
		return "method";
	if (kind == BENCH_REQUEST && !same_part(a->target, b->target))
		return "target";
	if (kind == BENCH_RESPONSE && a->status != b->status)
		return "status";
	if (a->minor != b->minor)
		return "version";
	if (!same_fields(a, b))
		return "fields";
	if (a->content != b->content)
		return "content";
	if (a->consumed != b->consumed)
		return "octets consumed";
	return NULL;
}

static const char *
read_and_compare(const struct bench_peer *peer,
	const struct bench_workload *workload, const struct bench_input *input)
{
	peers[0]->start(workload);
	workloads_refresh(workload);
	if (!peers[0]->read(&expected, input, workload))
		return "refused by the first";
	if (expected.consumed != input->len)
		return "not consumed by the first";
	peer->start(workload);
	if (!peer->read(&got, input, workload))
		return "refused";
	return difference(workload->kind, &expected, &got);
}

unsigned
measure_compare(const struct bench_workload *workloads, size_t n_workloads)
{
	unsigned differences = 0;
	size_t w, p, i;

	for (w = 0; w < n_workloads; w++) {
		for (i = 0; i < n_peers * workloads[w].n; i++) {
			const struct bench_peer *peer =
				peers[i / workloads[w].n];
			const char *what;

			p = i % workloads[w].n;
			if (peer->role == BENCH_LIMIT)
				continue;
			what = read_and_compare(peer, &workloads[w],
				&workloads[w].inputs[p]);
			if (what == NULL)
				continue;
			fprintf(stderr,
				"h1bench: %s and %s differ on input %zu of "
				"%s: %s\n",
				peers[0]->name, peer->name, p,
				workloads[w].name, what);
			differences++;
		}
	}
	return differences;
}
