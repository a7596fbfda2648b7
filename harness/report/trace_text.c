#include "report/trace_text.h"

#include "report/prose.h"
#include "report/wire_text.h"

#define SENT_LINES_MAX 60  /* lines of the wire, per send */
#define TRACE_LINES_MAX 30 /* the same, per block of the trace */
#define TRACE_BLOCKS_MAX 40

/* What came within this time came at once, for people. */
#define BLOCK_GAP_US 10000

static const struct trace_segment *
canary(const struct trace *t)
{
	for (size_t i = t->n_segments; i > 0 && t->canary_sent; i--)
		if (t->segments[i - 1].out)
			return &t->segments[i - 1];
	return NULL;
}

void
trace_text_sent(const struct trace *t, struct octets *out)
{
	const struct trace_segment *last = canary(t);
	const struct trace_segment *before = NULL;

	if (t->n_segments > 0)
		octets_text(out, "  sent\n");
	for (size_t i = 0; i < t->n_segments; i++) {
		const struct trace_segment *s = &t->segments[i];

		if (!s->out || s == last)
			continue;
		if (before != NULL)
			octets_format(out, "    (%.1f ms later)\n",
				(double)(s->at_us - before->at_us) / 1000);
		wire_text(out, "    ", SENT_LINES_MAX, t->out.at + s->off,
			s->len);
		before = s;
	}
	if (t->half_closed)
		octets_text(out, "    (then FIN)\n");
	if (t->end == TRACE_ALIVE || t->end == TRACE_DEAD)
		octets_text(out, "    (then RST)\n");
}

/* ---- the trace ---- */

/* Segments that are shown as one: received in one go. */
static size_t
block_end(const struct trace *t, size_t i)
{
	size_t end = i + 1;

	while (end < t->n_segments && !t->segments[i].out &&
		!t->segments[end].out &&
		t->segments[end].at_us - t->segments[end - 1].at_us <
			BLOCK_GAP_US)
		end++;
	return end;
}

static void
put_time(uint64_t us, struct octets *out)
{
	octets_format(out, "  %9.1f ms ", (double)us / 1000);
}

/* The octets of a send stand above already: here it has its place in time. */
static void
put_out(const struct trace *t, const struct trace_segment *s,
	struct octets *out)
{
	if (s == canary(t)) {
		octets_text(out, "> the canary:\n");
		wire_text(out, "               > ", TRACE_LINES_MAX,
			t->out.at + s->off, s->len);
	} else {
		octets_format(out, "> %zu octet%s\n", s->len,
			s->len == 1 ? "" : "s");
	}
}

static void
put_block(const struct trace *t, size_t begin, size_t end, struct octets *out)
{
	const struct trace_segment *first = &t->segments[begin];
	const struct trace_segment *last = &t->segments[end - 1];

	put_time(first->at_us, out);
	if (first->out) {
		put_out(t, first, out);
		return;
	}
	octets_text(out, "< ");
	wire_text(out, "               < ", TRACE_LINES_MAX,
		t->in.at + first->off, last->off + last->len - first->off);
}

static const char *const end_words[] = {
	[TRACE_UNSEEN] = "connection open, no canary sent",
	[TRACE_FIN] = "FIN",
	[TRACE_RESET] = "RST",
	[TRACE_ALIGNED] = "canary answered: the connection is in step",
	[TRACE_SHIFTED] = "canary's answer missing, wrong, or not the next",
	[TRACE_ALIVE] = "a new connection was answered",
	[TRACE_DEAD] = "no new connection was answered",
};

static void
put_end(const struct trace *t, struct octets *out)
{
	uint64_t us = t->end_us;

	if (t->end == TRACE_UNSEEN && us == 0)
		octets_format(out, "  %12s ", "");
	else
		put_time(us, out);
	octets_format(out, "%s%s%s\n", end_words[t->end],
		t->end_note != NULL ? " " : "",
		t->end_note != NULL ? t->end_note : "");
	if (t->flooded)
		octets_format(out, "  %12s more came than is kept\n", "");
}

void
trace_text_trace(const struct trace *t, struct octets *out)
{
	size_t blocks = 0;

	octets_text(out, "  trace\n");
	for (size_t i = 0; i < t->n_segments; blocks++) {
		size_t end = block_end(t, i);

		if (blocks == TRACE_BLOCKS_MAX) {
			octets_format(out, "  %12s {%zu more}\n", "",
				t->n_segments - i);
			break;
		}
		put_block(t, i, end, out);
		i = end;
	}
	put_end(t, out);
}
