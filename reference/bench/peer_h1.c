/*
 * libh1 as users call it: strict, default limits, all framing rules on, the
 * message read to its end.
 */

#include "h1/lenient.h"
#include "h1/reader.h"
#include "h1/scan.h"

#include "peers.h"

static struct h1_reader reader;
static struct h1_field fields[BENCH_FIELDS_MAX];

static void
start(const struct bench_workload *workload)
{
	struct h1_limits limits = H1_LIMITS_DEFAULT;

	if (workload->unlimited) {
		limits.field_line = SIZE_MAX;
		limits.field_section = SIZE_MAX;
		limits.fields = BENCH_FIELDS_MAX;
	}
	h1_reader_init(&reader,
		workload->kind == BENCH_REQUEST ? H1_REQUEST : H1_RESPONSE,
		&limits, H1_STRICT);
}

static enum h1_status
read_head(struct h1_head *head, struct h1_cur *in,
	const struct bench_input *input, size_t piece)
{
	struct h1_error err;
	enum h1_status st;
	size_t arrived = 0;

	do {
		size_t left = input->len - arrived;

		arrived += left < piece ? left : piece;
		in->end = input->octets + arrived;
		st = h1_read_head(&reader, in, head, &err);
	} while (st == H1_MORE && arrived < input->len);
	return st;
}

#define RUNS_MAX 16

/* The plain part of the content, with which most of it is told. */
static uint64_t
read_runs(struct h1_cur *in)
{
	struct h1_span runs[RUNS_MAX];
	uint64_t octets = 0;
	size_t n, i;

	while ((n = h1_read_runs(&reader, in, runs, RUNS_MAX)) > 0)
		for (i = 0; i < n; i++)
			octets += runs[i].len;
	return octets;
}

static bool
read_content(uint64_t *content, struct h1_cur *in)
{
	struct h1_piece piece;
	struct h1_error err;
	uint64_t n = 0;

	h1_piece_init(&piece, NULL, 0);
	do {
		if (h1_read_piece(&reader, in, &piece, &err) != H1_OK)
			return false;
		if (piece.kind == H1_PIECE_CHUNK)
			n += read_runs(in);
		else if (piece.kind == H1_PIECE_CONTENT)
			n += piece.content.len;
	} while (piece.kind != H1_PIECE_END);
	*content = n;
	return true;
}

static void
fill(struct bench_answer *answer, const struct h1_head *head)
{
	size_t i;

	answer->method =
		(struct bench_part){head->method.off, head->method.len};
	answer->target =
		(struct bench_part){head->target.off, head->target.len};
	answer->status = head->status;
	answer->minor = head->minor;
	answer->n_fields = head->fields.n;
	for (i = 0; i < head->fields.n; i++) {
		const struct h1_field *field = &head->fields.at[i];

		answer->fields[i] =
			(struct bench_field){{field->name_off, field->name_len},
				{field->value_off, field->value_len}};
	}
}

static bool
read_message(struct bench_answer *answer, const struct bench_input *input,
	const struct bench_workload *workload)
{
	struct h1_cur in = {input->octets, input->octets};
	struct h1_head head;

	h1_head_init(&head, fields, BENCH_FIELDS_MAX);
	if (read_head(&head, &in, input, workload->piece) != H1_OK)
		return false;
	fill(answer, &head);
	if (!read_content(&answer->content, &in))
		return false;
	answer->consumed = (size_t)(in.at - input->octets);
	return true;
}

/* The kernel that is used when nobody asks for one. */
static enum h1_scan_kernel
standard(void)
{
	static enum h1_scan_kernel kernel;
	static bool known;

	if (!known)
		kernel = h1_scan_kernel();
	known = true;
	return kernel;
}

const char *
peer_h1_kernel(void)
{
	return h1_scan_name(standard());
}

/* Whether `kernel` is here and not the one that is measured anyway. */
static bool
is_another(enum h1_scan_kernel kernel)
{
	return kernel != standard() && h1_scan_use(kernel) &&
	       h1_scan_use(standard());
}

static void
start_standard(const struct bench_workload *workload)
{
	h1_scan_use(standard());
	start(workload);
}

/* A row of its own for a kernel; plain C has one in any case. */
#define KERNEL(variable, kernel, text, condition)                           \
	static bool available_##variable(void)                              \
	{                                                                   \
		return condition;                                           \
	}                                                                   \
	static void start_##variable(const struct bench_workload *workload) \
	{                                                                   \
		h1_scan_use(kernel);                                        \
		start(workload);                                            \
	}                                                                   \
	const struct bench_peer variable = {                                \
		.id = "h1-" text,                                           \
		.name = "libh1, " text,                                     \
		.role = BENCH_OURS,                                         \
		.available = available_##variable,                          \
		.start = start_##variable,                                  \
		.read = read_message,                                       \
	};

KERNEL(peer_h1_avx512, H1_SCAN_AVX512, "avx512", is_another(H1_SCAN_AVX512))
KERNEL(peer_h1_avx2, H1_SCAN_AVX2, "avx2", is_another(H1_SCAN_AVX2))
KERNEL(peer_h1_sse42, H1_SCAN_SSE42, "sse42", is_another(H1_SCAN_SSE42))
KERNEL(peer_h1_neon, H1_SCAN_NEON, "neon", is_another(H1_SCAN_NEON))
KERNEL(peer_h1_plain, H1_SCAN_PLAIN, "plain", true)

const struct bench_peer peer_h1 = {
	.id = "h1",
	.name = "libh1",
	.role = BENCH_OURS,
	.start = start_standard,
	.read = read_message,
};
