#include "report/baseline_text.h"

#include "report/prose.h"

static const char *const titles[N_STANDINGS] = {
	[STANDING_NEW] = "new: not in the baseline",
	[STANDING_FIXED] = "fixed: in the baseline, and deviates no more",
	[STANDING_UNJUDGED] = "not judged",
};

/* "  ID: warn: what was seen; known as fail: why" */
static void
put_result(struct octets *out, const struct result *r)
{
	struct octets text = {0};
	enum verdict v = r->judgement.verdict;

	octets_format(out, "  %s: ", r->id);
	octets_format(&text, "%s: ", verdict_name(v));
	octets_text(&text, r->judgement.reason);
	if (r->known != NULL)
		octets_format(&text, "; known as %s: %s",
			known_deviation_name(r->known), r->known->reason);
	prose_wrap(out, 4, prose_string(&text));
	octets_free(&text);
}

static void
put_list(struct octets *out, const struct run *r, enum standing s)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_results; i++) {
		if (standing_of(&r->results[i]) != s)
			continue;
		if (n++ == 0)
			octets_format(out, "%s\n", titles[s]);
		put_result(out, &r->results[i]);
	}
	if (n > 0)
		octets_text(out, "\n");
}

static void
put_stale(struct octets *out, const struct run_baseline *b)
{
	if (b->n_stale > 0)
		octets_text(out, "stale: no case has the id\n");
	for (size_t i = 0; i < b->n_stale; i++)
		octets_format(out, "  %s:%u: %s\n", b->file, b->stale[i].line,
			b->stale[i].pattern);
	if (b->n_stale > 0)
		octets_text(out, "\n");
}

static void
put_other_version(struct octets *out, const struct run *r)
{
	const struct run_baseline *b = r->baseline;
	struct octets text = {0};
	const char *is =
		r->target_version[0] != '\0' ? r->target_version : r->server;

	octets_text(&text, "ANOTHER VERSION than the baseline's, so nothing "
			   "fails: it is for");
	for (size_t i = 0; i < b->n_versions; i++)
		octets_format(&text, "%s \"%s\"", i > 0 ? " or" : "",
			b->versions[i]);
	octets_format(&text, ", the target is \"%s\"", is);
	prose_wrap(out, 2, prose_string(&text));
	octets_text(out, "\n");
	octets_free(&text);
}

static void
put_counts(struct octets *out, const struct run *r)
{
	struct octets text = {0};
	size_t counts[N_STANDINGS];

	standing_counts(r, counts);
	octets_format(&text,
		"baseline %s: %zu known, %zu new, %zu fixed, %zu not judged, "
		"%zu stale%s",
		r->baseline->file, counts[STANDING_KNOWN], counts[STANDING_NEW],
		counts[STANDING_FIXED], counts[STANDING_UNJUDGED],
		r->baseline->n_stale, r->baseline->strict ? " (strict)" : "");
	prose_wrap(out, 2, prose_string(&text));
	octets_text(out, "\n");
	octets_free(&text);
}

void
baseline_text(const struct run *r, struct octets *out)
{
	if (r->baseline == NULL)
		return;
	if (!r->interrupted) {
		put_list(out, r, STANDING_NEW);
		put_list(out, r, STANDING_FIXED);
		put_list(out, r, STANDING_UNJUDGED);
	}
	put_stale(out, r->baseline);
	if (r->baseline->is_other)
		put_other_version(out, r);
	put_counts(out, r);
}
