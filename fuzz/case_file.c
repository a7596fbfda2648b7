/*
 * Whatever the octets are, the loader of cases gives a case in which all that
 * cases/FORMAT.md promises holds, and whose answers can be judged; or it refuses
 * them, and each reason is printable and names a place in the file.
 */

#include <string.h>

#include "cli/rehearsal.h"
#include "engine/entry.h"
#include "suite/suite.h"

enum {
	SYNTAX,
	CONTENT,
	SEVERAL,
	ACCEPTED,
	VARIANTS,
	LABELS,
	REPEATED,
	CONTROL,
	READS,
	BREAKS,
	STEPS,
	JUDGED
};

static struct mark marks[] = {
	[SYNTAX] = {"a file is refused as a whole", 0},
	[CONTENT] = {"a file is refused for what it says", 0},
	[SEVERAL] = {"a file is refused for several reasons", 0},
	[ACCEPTED] = {"a case is read", 0},
	[VARIANTS] = {"a case with variants is read", 0},
	[LABELS] = {"a labelled list is read", 0},
	[REPEATED] = {"a repetition is read", 0},
	[CONTROL] = {"a control is read", 0},
	[READS] = {"what a parser has to make of it is read", 0},
	[BREAKS] = {"an answer that breaks something is read", 0},
	[STEPS] = {"a case that expects twice is read", 0},
	[JUDGED] = {"an answer is judged", 0},
};

/* What is longer is not rendered: it would only cost time. */
#define RENDERED_MAX ((size_t)1 << 16)

/* The most variants and answers of a case that are judged. */
#define JUDGED_MAX 4

/* ---- refused ---- */

/* Length of the line, from 1; 0 behind the last. */
static size_t
line_len(struct h1_span in, unsigned line)
{
	const uint8_t *at = in.at;
	const uint8_t *end = in.at + in.len;
	const uint8_t *lf;

	while (--line > 0) {
		lf = memchr(at, '\n', (size_t)(end - at));
		if (lf == NULL)
			return 0;
		at = lf + 1;
	}
	lf = memchr(at, '\n', (size_t)(end - at));
	return lf == NULL ? (size_t)(end - at) : (size_t)(lf - at);
}

static void
check_diagnostic(const struct diagnostic *d, struct h1_span in)
{
	size_t len = strlen(d->text);
	size_t n_lines = 1;

	for (size_t i = 0; i < in.len; i++)
		n_lines += in.at[i] == '\n';
	CHECK(d->line >= 1 && d->line <= n_lines);
	CHECK(d->column >= 1 && d->column <= line_len(in, d->line) + 1);
	CHECK(strcmp(d->file, "input") == 0);
	CHECK(len > 0 && len < DIAGNOSTIC_MAX);
	for (size_t i = 0; i < len; i++)
		CHECK(d->text[i] >= ' ' && d->text[i] <= '~');
}

static void
check_refusal(const struct diagnostics *d, struct h1_span in, struct seen *seen)
{
	CHECK(d->n > 0 && d->n_lost == 0);
	for (size_t i = 0; i < d->n; i++) {
		check_diagnostic(&d->list[i], in);
		seen_text(seen, d->list[i].text);
		seen_number(seen, d->list[i].line);
		seen_number(seen, d->list[i].column);
	}
	if (d->n > 1)
		REACH(SEVERAL);
	REACH(strncmp(d->list[0].text, "expected well-formed", 20) == 0 ||
				strncmp(d->list[0].text, "expected printable",
					18) == 0
			? SYNTAX
			: CONTENT);
}

/* ---- accepted ---- */

/* How much the repetitions in a list could come to. */
static size_t
list_max(const struct wire *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_parts; i++) {
		const struct wire_part *part = &w->parts[i];

		if (part->kind == WIRE_OCTETS) {
			CHECK(part->times >= 1);
			CHECK(part->octets.len <= 20000000 / part->times);
			n += part->octets.len * part->times;
		}
		if (part->kind == WIRE_OCTETS && part->times > 1)
			REACH(REPEATED);
		if (part->kind == WIRE_LABEL)
			n += list_max(&part->of);
		if (part->kind == WIRE_LABEL)
			REACH(LABELS);
	}
	return n;
}

static bool
is_small(const struct wire *w)
{
	return list_max(w) <= RENDERED_MAX;
}

/* Every placeholder has a value, and the length is that of the octets. */
static void
check_wire(const struct wire *w, const struct variant *v, struct seen *seen)
{
	const struct wire_values values = rehearsal_values(v);
	struct octets out = {0};
	size_t len = 0;

	if (!is_small(w))
		return;
	CHECK(wire_length(w, &values, &len));
	CHECK(wire_render(w, &values, &out));
	CHECK(out.len == len);
	seen_octets(seen, (struct h1_span){out.at, out.len});
	octets_free(&out);
}

static void
check_outcome(const struct test_case *c, const struct outcome *o, bool last)
{
	const struct event *e = &o->events[o->n_events - 1];

	CHECK(o->n_events >= 1);
	CHECK(!last || event_is_state(e->kind) || e->kind == EVENT_ANY_COUNT);
	CHECK(o->verdict <= VERDICT_NOTE);
	CHECK(o->verdict != VERDICT_FAIL || c->level != LEVEL_HARDENING);
	for (size_t i = 0; i < o->n_events; i++)
		for (size_t k = 0; k < o->events[i].n_statuses; k++)
			CHECK(o->events[i].statuses[k].low >= 100 &&
				o->events[i].statuses[k].high <= 999 &&
				o->events[i].statuses[k].low <=
					o->events[i].statuses[k].high);
}

static bool
check_steps(const struct test_case *c, struct seen *seen)
{
	const struct variant *first = c->n_variants > 0 ? c->variants : NULL;
	size_t n_expects = 0;
	bool small = true;

	CHECK(c->n_steps >= 1);
	CHECK(c->steps[c->n_steps - 1].kind == STEP_EXPECT);
	for (size_t i = 0; i < c->n_steps; i++) {
		const struct step *s = &c->steps[i];

		n_expects += s->kind == STEP_EXPECT;
		CHECK(s->kind != STEP_EXPECT || s->n_outcomes >= 1);
		CHECK(s->kind != STEP_EXPECT ||
			case_expect(c, n_expects - 1) == s);
		CHECK(s->kind != STEP_PAUSE ||
			(s->pause_ms >= 1 && s->pause_ms <= 90000));
		for (size_t k = 0; k < s->n_outcomes; k++)
			check_outcome(c, &s->outcomes[k], i + 1 == c->n_steps);
		small = is_small(&s->send) && small;
		check_wire(&s->send, first, seen);
	}
	CHECK(n_expects == c->n_expects);
	return small;
}

static bool
check_answer(const struct test_case *c, const struct answer *a)
{
	bool known = a->variant == NULL;
	bool small = true;

	CHECK(a->name != NULL && a->name[0] != '\0');
	CHECK(a->verdict <= VERDICT_NOTE && a->n_gives == c->n_expects);
	CHECK(a->n_breaks == 0 || a->verdict != VERDICT_PASS);
	CHECK(a->n_breaks <= c->n_requires);
	for (size_t i = 0; i < c->n_variants; i++)
		known = known || strcmp(c->variants[i].name, a->variant) == 0;
	CHECK(known);
	for (size_t i = 0; i < a->n_gives; i++)
		small = is_small(&a->gives[i].octets) && small;
	if (a->n_breaks > 0)
		REACH(BREAKS);
	return small;
}

/* Twice, which must come to the same. */
static void
judge(const struct test_case *c, const struct answer *a,
	const struct variant *v, struct seen *seen)
{
	struct judgement j = {0};
	struct judgement again = {0};

	if (rehearse(c, a, v, &j) != REHEARSAL_DONE)
		return;
	CHECK(rehearse(c, a, v, &again) == REHEARSAL_DONE);
	CHECK(j.verdict == again.verdict && j.outcome == again.outcome);
	CHECK(strcmp(j.reason, again.reason) == 0);
	CHECK(j.verdict <= VERDICT_NOTE && j.reason[0] != '\0');
	seen_text(seen, j.reason);
	REACH(JUDGED);
}

static void
check_answers(const struct test_case *c, bool small, struct seen *seen)
{
	size_t n_passes = 0;

	for (size_t i = 0; i < c->n_answers; i++) {
		const struct answer *a = &c->answers[i];
		bool judged = check_answer(c, a) && small && i < JUDGED_MAX;

		n_passes += a->verdict == VERDICT_PASS;
		if (judged && c->n_variants == 0)
			judge(c, a, NULL, seen);
		for (size_t k = 0; k < c->n_variants && k < JUDGED_MAX; k++)
			if (judged)
				judge(c, a, &c->variants[k], seen);
	}
	CHECK(n_passes > 0 && n_passes < c->n_answers);
}

static void
check_texts(const struct test_case *c)
{
	CHECK(strcmp(c->id, "server/fuzz/input") == 0);
	CHECK(strcmp(c->role, "server") == 0 && strcmp(c->area, "fuzz") == 0);
	CHECK(c->title != NULL && strlen(c->title) >= 1);
	CHECK(strlen(c->title) <= 100);
	CHECK(c->why != NULL && c->why[0] != '\0');
	CHECK(c->n_requires > 0 || c->level == LEVEL_HARDENING);
	CHECK(c->n_variants <= 512);
	for (size_t i = 0; i < c->n_requires; i++)
		CHECK(requirements_find(suite_requirements(), c->requires[i]));
	for (size_t i = 0; i < c->n_tags; i++)
		CHECK(case_has_tag(c, c->tags[i]));
	for (size_t i = 0; i < c->n_variants; i++)
		CHECK(c->variants[i].name != NULL);
}

static void
check_case(const struct test_case *c, struct seen *seen)
{
	bool small;

	check_texts(c);
	small = check_steps(c, seen);
	(void)list_max(&c->control);
	check_answers(c, small, seen);
	seen_text(seen, c->title);
	seen_number(seen, c->needs);
	REACH(ACCEPTED);
	if (c->n_variants > 0)
		REACH(VARIANTS);
	if (c->control.n_parts > 0)
		REACH(CONTROL);
	if (c->has_reads)
		REACH(READS);
	if (c->n_expects > 1)
		REACH(STEPS);
}

static void
run(struct h1_span input, struct seen *seen)
{
	const struct octets source = suite_octets(input);
	struct diagnostics d = {0};
	struct test_case *c = case_read("input", "server/fuzz/input", &source,
		suite_requirements(), &d);

	if (c == NULL) {
		check_refusal(&d, input, seen);
	} else {
		CHECK(diagnostics_count(&d) == 0);
		check_case(c, seen);
	}
	case_free(c);
	diagnostics_free(&d);
}

const struct entry entry = {run, marks, N(marks)};
