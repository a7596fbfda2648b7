#include "workloads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heads.h"
#include "text.h"

enum {
	N_SMALL_COPIES = 8, /* they stay in the second cache */
	N_LARGE_COPIES = 4
};

static void
make_inputs(struct bench_workload *workload, size_t n)
{
	workload->n = n;
	workload->inputs = text_alloc(n, sizeof(*workload->inputs));
}

static void
make_one(struct bench_workload *workload, const struct head_spec *spec,
	struct random *random)
{
	make_inputs(workload, 1);
	workload->inputs[0] = heads_fixed(spec, random);
}

static void
make_different(struct bench_workload *workload, struct random *random)
{
	enum {
		N = 64,
		MEAN = 854,
		SPREAD = 400
	};
	size_t order[N], i;

	make_inputs(workload, N);
	random_order(random, order, N);
	for (i = 0; i < N; i += 2) {
		size_t off = random_between(random, 0, SPREAD);

		/* pairs around the mean */
		workload->inputs[order[i]] = heads_random(MEAN - off, random);
		workload->inputs[order[i + 1]] =
			heads_random(MEAN + off, random);
	}
}

static void
add_chunk(struct text *text, size_t size, struct random *random)
{
	text_add_number(text, size, 16);
	text_add(text, "\r\n");
	text_add_random(text, random, size);
	text_add(text, "\r\n");
}

/* n copies of a request with chunks of `least` to `most` octets. */
static void
make_chunked(struct bench_workload *workload, size_t n_chunks, size_t least,
	size_t most, struct random *random)
{
	struct text text = {0};
	struct bench_input *originals;
	size_t i;

	text_add(&text, "POST /upload HTTP/1.1\r\n"
			"Host: www.example.com\r\n"
			"Content-Type: application/octet-stream\r\n"
			"Transfer-Encoding: chunked\r\n"
			"\r\n");
	for (i = 0; i < n_chunks; i++)
		add_chunk(&text, random_between(random, least, most), random);
	text_add(&text, "0\r\n\r\n");
	workload->chunked = true;
	originals = text_alloc(workload->n, sizeof(*originals));
	originals[0] = text_take(&text);
	for (i = 0; i < workload->n; i++) {
		workload->inputs[i] = text_copy(&originals[0]);
		if (i > 0)
			originals[i] = text_copy(&originals[0]);
	}
	workload->originals = originals;
}

static void
name_all(struct bench_workload workloads[N_WORKLOADS])
{
	/* clang-format off */
	static const struct {
		const char *name, *text;
		enum bench_kind kind;
		size_t piece;
	} rows[N_WORKLOADS] = {
#define WORKLOAD(index, name, kind, piece, text) \
		[WORKLOAD_##index] = {name, text, BENCH_##kind, piece},
#include "workloads.def"
#undef WORKLOAD
	};
	/* clang-format on */
	size_t i;

	for (i = 0; i < N_WORKLOADS; i++)
		workloads[i] = (struct bench_workload){.name = rows[i].name,
			.text = rows[i].text,
			.kind = rows[i].kind,
			.piece = rows[i].piece};
}

void
workloads_make(struct bench_workload workloads[N_WORKLOADS], uint64_t seed)
{
	struct random random = {seed};

	name_all(workloads);
	make_one(&workloads[WORKLOAD_A], &head_browser, &random);
	make_one(&workloads[WORKLOAD_B], &head_smallest, &random);
	make_one(&workloads[WORKLOAD_C], &head_program, &random);
	make_one(&workloads[WORKLOAD_D], &head_long, &random);
	make_different(&workloads[WORKLOAD_E], &random);
	make_one(&workloads[WORKLOAD_R], &head_response, &random);
	make_inputs(&workloads[WORKLOAD_S], N_SMALL_COPIES);
	make_chunked(&workloads[WORKLOAD_S], 100, 8, 64, &random);
	make_inputs(&workloads[WORKLOAD_L], N_LARGE_COPIES);
	make_chunked(&workloads[WORKLOAD_L], 4, 16384, 16384, &random);
	make_inputs(&workloads[WORKLOAD_1], 1);
	workloads[WORKLOAD_1].inputs[0] =
		text_copy(&workloads[WORKLOAD_A].inputs[0]);
	make_inputs(&workloads[WORKLOAD_16], 1);
	workloads[WORKLOAD_16].inputs[0] =
		text_copy(&workloads[WORKLOAD_A].inputs[0]);
}

void
workloads_refresh(const struct bench_workload *workload)
{
	size_t i;

	for (i = 0; workload->originals != NULL && i < workload->n; i++)
		memcpy(workload->inputs[i].octets,
			workload->originals[i].octets, workload->inputs[i].len);
}

void
workloads_free(struct bench_workload workloads[N_WORKLOADS])
{
	size_t w, i;

	for (w = 0; w < N_WORKLOADS; w++) {
		for (i = 0; i < workloads[w].n; i++) {
			free(workloads[w].inputs[i].octets);
			if (workloads[w].originals != NULL)
				free(workloads[w].originals[i].octets);
		}
		free(workloads[w].inputs);
		free((void *)(uintptr_t)workloads[w].originals);
	}
}
