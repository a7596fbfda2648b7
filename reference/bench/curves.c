#include "curves.h"

#include <stdio.h>
#include <stdlib.h>

#include "measure.h"
#include "text.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void
begin_head(struct text *text)
{
	text_add(text, "GET / HTTP/1.1\r\nHost: www.example.com\r\n");
}

/* `n` field lines, Host among them. */
static void
make_lines(struct text *text, size_t n, struct random *random)
{
	size_t i;

	begin_head(text);
	for (i = 1; i < n; i++) {
		text_add(text, "X-Field-");
		text_add_number(text, i, 10);
		text_add(text, ": ");
		text_add_random(text, random, 24);
		text_add(text, "\r\n");
	}
	text_add(text, "\r\n");
}

/* A cookie of `n` octets. */
static void
make_cookie(struct text *text, size_t n, struct random *random)
{
	begin_head(text);
	text_add(text, "Cookie: ");
	text_add_random(text, random, n);
	text_add(text, "\r\n\r\n");
}

/* `n` chunks of one octet. */
static void
make_chunks(struct text *text, size_t n, struct random *random)
{
	size_t i;

	text_add(text, "POST / HTTP/1.1\r\n"
		       "Host: www.example.com\r\n"
		       "Transfer-Encoding: chunked\r\n"
		       "\r\n");
	for (i = 0; i < n; i++) {
		text_add(text, "1\r\n");
		text_add_random(text, random, 1);
		text_add(text, "\r\n");
	}
	text_add(text, "0\r\n\r\n");
}

static const struct curve {
	const char *name;
	const char *unit;
	void (*make)(struct text *text, size_t n, struct random *random);
	size_t sizes[4];
	bool chunked;
	size_t piece;
} curves[] = {
	{"field lines", "line", make_lines, {1, 10, 100, 1000}, false,
		SIZE_MAX},
	{"octets of a cookie", "octet", make_cookie,
		{1000, 10000, 100000, 1000000}, false, SIZE_MAX},
	{"chunks of one octet", "chunk", make_chunks,
		{1000, 10000, 100000, 1000000}, true, SIZE_MAX},
	{"octets, one by one", "octet", make_cookie,
		{1000, 10000, 100000, 1000000}, false, 1},
	{"octets in pieces of 16", "octet", make_cookie,
		{1000, 10000, 100000, 1000000}, false, 16},
};

static void
print_heading(void)
{
	size_t p;

	printf("%-28s %8s", "ns per unit", "");
	for (p = 0; p < n_peers; p++) {
		if (peers[p]->role != BENCH_LIMIT)
			printf(" %12s", peers[p]->id);
	}
	putchar('\n');
}

static void
print_row(const struct curve *curve, size_t size,
	const struct bench_workload *workload)
{
	size_t p;

	printf("%-22s %-5s %8zu", curve->name, curve->unit, size);
	for (p = 0; p < n_peers; p++) {
		if (peers[p]->role == BENCH_LIMIT)
			continue;
		printf(" %12.2f",
			measure_least(peers[p], workload) / (double)size);
		fflush(stdout);
	}
	putchar('\n');
}

static bool
print_point(const struct curve *curve, size_t size, struct random *random)
{
	struct text text = {0};
	struct bench_input original, input;
	struct bench_workload workload = {.name = curve->name,
		.text = curve->name,
		.kind = BENCH_REQUEST,
		.chunked = curve->chunked,
		.unlimited = true,
		.piece = curve->piece,
		.n = 1};
	bool same;

	curve->make(&text, size, random);
	original = text_take(&text);
	input = text_copy(&original);
	workload.originals = &original;
	workload.inputs = &input;
	same = measure_compare(&workload, 1) == 0;
	if (same)
		print_row(curve, size, &workload);
	free(original.octets);
	free(input.octets);
	return same;
}

bool
curves_print(void)
{
	struct random random = {1};
	size_t c, i;

	print_heading();
	for (c = 0; c < N(curves); c++) {
		for (i = 0; i < N(curves[c].sizes); i++) {
			if (!print_point(&curves[c], curves[c].sizes[i],
				    &random))
				return false;
		}
	}
	return true;
}
