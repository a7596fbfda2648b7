#include "report/variance.h"

#include "report/prose.h"
#include "report/shell.h"
#include "report/trace_text.h"
#include "report/words.h"

const char *
split_kind_name(enum split_kind k)
{
	switch (k) {
	case SPLIT_PLACE:
		return "place";
	case SPLIT_PLACES:
		return "places";
	case SPLIT_OCTETS:
		return "octets";
	}
	return "";
}

struct variance_sides
variance_sides(const struct split_variance *v)
{
	const struct trace *t = v->result->trace;
	size_t len = trace_sent_len(t);
	size_t at = v->offset < len ? v->offset : len;
	struct variance_sides sides = {
		.left_len = at < VARIANCE_SIDE ? at : VARIANCE_SIDE,
		.right = t->out.at + at,
		.right_len =
			len - at < VARIANCE_SIDE ? len - at : VARIANCE_SIDE,
	};

	sides.left = sides.right - sides.left_len;
	return sides;
}

/* ---- one of them ---- */

static void
item(struct octets *out, const char *label, struct octets *text)
{
	prose_item(out, label, prose_string(text));
	octets_free(text);
}

static void
put_heading(const struct run *r, const struct split_variance *v,
	struct octets *out)
{
	const struct test_case *c = v->result->test_case;
	struct octets text = {0};

	octets_format(out, "split-variance  %s  (%s)\n", v->result->id,
		level_name(c->level));
	prose_wrap(out, 0, c->title);
	if (c->n_requires > 0) {
		words_requirement(&text, r->requirements, c->requires[0]);
		item(out, "requires", &text);
	}
}

static void
put_side(struct octets *out, const char *label, const uint8_t *at, size_t len)
{
	octets_format(out, "    %s ", label);
	prose_octets(out, at, len);
	octets_text(out, "\n");
}

static void
put_cut(const struct split_variance *v, struct octets *out)
{
	struct variance_sides sides = variance_sides(v);

	switch (v->kind) {
	case SPLIT_PLACE:
		octets_format(out, "  cut at octet %zu of what is sent\n",
			v->offset);
		put_side(out, "left ", sides.left, sides.left_len);
		put_side(out, "right", sides.right, sides.right_len);
		return;
	case SPLIT_PLACES:
		octets_text(out, "  cut at all places together\n");
		return;
	case SPLIT_OCTETS:
		octets_text(out, "  cut octet by octet\n");
		return;
	}
}

static void
put_play(struct octets *out, const char *label, const struct trace *t,
	const struct judgement *j)
{
	struct octets text = {0};

	judge_describe(t, j->expect, &text);
	octets_format(&text, " (%s)", verdict_name(j->verdict));
	item(out, label, &text);
}

static void
put_plays(const struct split_variance *v, struct octets *out)
{
	struct octets text = {0};

	put_play(out, "as it is", v->result->trace, &v->result->judgement);
	put_play(out, "cut     ", v->trace, &v->judgement);
	octets_format(&text, "%zu of %zu ways to cut it came to something else",
		v->n_varied, v->n_played);
	item(out, "in all  ", &text);
	if (v->flaky)
		prose_item(out, "flaky   ",
			"plays of the same segments, or of the whole, differ: "
			"nothing is gated");
}

void
report_variance(const struct run *r, const struct split_variance *v,
	struct octets *out)
{
	put_heading(r, v, out);
	put_cut(v, out);
	put_plays(v, out);
	trace_text_trace(v->trace, out);
	octets_text(out, "  reproduce\n");
	shell_reproducer(r, v->result->test_case, v->trace, out);
}

/* ---- all of them ---- */

size_t
variance_n_flaky(const struct run *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_variances; i++)
		n += r->variances[i].flaky;
	return n;
}

/* Variants of a case that vary alike: the first is told in full. */
static bool
is_told(const struct run *r, size_t i)
{
	const struct split_variance *v = &r->variances[i];

	for (size_t k = 0; k < i; k++)
		if (r->variances[k].result->test_case == v->result->test_case &&
			r->variances[k].judgement.verdict ==
				v->judgement.verdict &&
			r->variances[k].flaky == v->flaky)
			return true;
	return false;
}

static void
put_briefly(const struct split_variance *v, struct octets *out)
{
	octets_format(out, "split-variance  %s\n", v->result->id);
	put_cut(v, out);
	put_plays(v, out);
}

void
variance_put_all(const struct run *r, struct octets *out)
{
	for (size_t i = 0; i < r->n_variances; i++) {
		if (is_told(r, i))
			put_briefly(&r->variances[i], out);
		else
			report_variance(r, &r->variances[i], out);
		octets_text(out, "\n");
	}
}

void
variance_put_counts(const struct run *r, struct octets *out)
{
	size_t counts[N_VERDICTS] = {0};
	size_t n_flaky = variance_n_flaky(r);

	if (!r->split)
		return;
	for (size_t i = 0; i < r->n_variances; i++)
		if (!r->variances[i].flaky)
			counts[r->variances[i].judgement.verdict]++;
	octets_format(out, "split-variance: %zu", r->n_variances - n_flaky);
	for (int k = 0; k < N_VERDICTS; k++)
		if (counts[k] > 0)
			octets_format(out, ", %zu then %s", counts[k],
				verdict_name((enum verdict)k));
	if (n_flaky > 0)
		octets_format(out, ", and %zu flaky", n_flaky);
	octets_format(out, "; %zu plays in segments\n\n", r->n_split_plays);
}
