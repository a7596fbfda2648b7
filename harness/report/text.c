#include "report/prose.h"
#include "report/report.h"
#include "report/shell.h"
#include "report/trace_text.h"
#include "report/words.h"

static void
item(struct octets *out, const char *label, struct octets *text)
{
	prose_item(out, label, prose_string(text));
	octets_free(text);
}

/* ---- what it is about ---- */

static void
put_heading(const struct result *result, struct octets *out)
{
	const struct test_case *c = result->test_case;

	octets_format(out, "%s  %s  (%s)\n",
		verdict_name(result->judgement.verdict), result->id,
		level_name(c->level));
	prose_wrap(out, 0, c->title);
}

static void
put_requirements(const struct run *r, const struct test_case *c,
	struct octets *out)
{
	for (size_t i = 0; i < c->n_requires; i++) {
		struct octets text = {0};

		words_requirement(&text, r->requirements, c->requires[i]);
		item(out, i == 0 ? "requires" : "        ", &text);
	}
}

/* ---- what was expected ---- */

static void
put_outcome(const struct outcome *o, bool matched, struct octets *out)
{
	struct octets text = {0};

	words_outcome(&text, o);
	if (matched)
		octets_text(&text, " <-- this");
	octets_text(out, "    ");
	prose_wrap(out, 8, prose_string(&text));
	octets_free(&text);
}

static void
put_otherwise(const struct result *result, struct octets *out)
{
	enum verdict v = judge_unmatched(result->test_case->level);
	bool here = result->judgement.outcome == NULL &&
		    result->judgement.verdict == v && v != VERDICT_NOTE;

	octets_format(out, "    otherwise: %s%s\n", verdict_name(v),
		here ? " <-- this" : "");
}

static void
put_expected(const struct result *result, struct octets *out)
{
	const struct test_case *c = result->test_case;
	const struct judgement *j = &result->judgement;
	const struct step *step = case_expect(c, j->expect);

	if (step == NULL)
		return;
	octets_text(out, "  expected");
	if (c->n_expects > 1)
		octets_format(out, " (step %zu of %zu)", j->expect + 1,
			c->n_expects);
	octets_text(out, "\n");
	for (size_t i = 0; i < step->n_outcomes; i++)
		put_outcome(&step->outcomes[i],
			&step->outcomes[i] == j->outcome, out);
	put_otherwise(result, out);
}

/* ---- all of it ---- */

static void
put_happened(const struct result *result, struct octets *out)
{
	struct octets text = {0};

	judge_describe(result->trace, result->judgement.expect, &text);
	item(out, "happened", &text);
}

static void
put_reason(const struct result *result, struct octets *out)
{
	const struct judgement *j = &result->judgement;
	const struct outcome *o = j->outcome;

	prose_item(out, "why     ", result->test_case->why);
	prose_item(out, "verdict ",
		o != NULL && o->why != NULL && o->verdict == j->verdict
			? o->why
			: j->reason);
	if (result->flaky)
		prose_item(out, "flaky   ", "two plays gave two verdicts");
}

bool
report_has_text(enum verdict v)
{
	switch (v) {
	case VERDICT_FAIL:
	case VERDICT_WARN:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		return true;
	case VERDICT_PASS:
	case VERDICT_NOTE:
	case VERDICT_SKIP:
		break;
	}
	return false;
}

void
report_text(const struct run *r, const struct result *result,
	struct octets *out)
{
	const struct trace *t = result->trace;

	put_heading(result, out);
	put_requirements(r, result->test_case, out);
	put_reason(result, out);
	if (t != NULL)
		trace_text_sent(t, out);
	put_expected(result, out);
	if (t == NULL)
		return;
	trace_text_trace(t, out);
	put_happened(result, out);
	octets_text(out, "  reproduce\n");
	shell_reproducer(r, result->test_case, t, out);
}
