#include "cli/explain_case.h"

#include <string.h>

#include "cli/rehearsal.h"
#include "judge/judge.h"
#include "report/octet_view.h"
#include "report/prose.h"
#include "report/wire_text.h"
#include "report/words.h"

/* Lines of the wire that one list is shown with, and lines of its octets. */
#define LINES_MAX 200
#define VIEW_MAX 256

#define BLANK_LABEL "        "

static void
item(struct octets *out, const char *label, struct octets *text)
{
	prose_item(out, label, prose_string(text));
	octets_free(text);
}

/* ---- what it is about ---- */

static void
put_requirement(const struct requirements *requirements, const char *id,
	const char *label, struct octets *out)
{
	const struct requirement *row = requirements_find(requirements, id);
	struct octets text = {0};

	words_requirement(&text, requirements, id);
	item(out, label, &text);
	if (row != NULL && row->summary[0] != '\0')
		prose_item(out, BLANK_LABEL, row->summary);
}

static void
put_needs(const struct test_case *c, struct octets *out)
{
	const char *label = "needs   ";

	for (int i = 0; i < N_CAPABILITIES; i++) {
		struct octets text = {0};

		if ((c->needs & 1u << i) == 0)
			continue;
		octets_format(&text, "%s: %s",
			capability_name((enum capability)i),
			capability_text((enum capability)i));
		item(out, label, &text);
		label = BLANK_LABEL;
	}
}

static void
put_tags(const struct test_case *c, struct octets *out)
{
	struct octets text = {0};

	for (size_t i = 0; i < c->n_tags; i++)
		octets_format(&text, "%s%s", i > 0 ? ", " : "", c->tags[i]);
	if (c->n_tags > 0)
		prose_item(out, "tags    ", prose_string(&text));
	octets_free(&text);
}

/* "cve-2025-22871": a public bug of this class. */
static void
put_bugs(const struct test_case *c, struct octets *out)
{
	const char *label = "bugs    ";

	for (size_t i = 0; i < c->n_tags; i++) {
		struct octets text = {0};

		if (strncmp(c->tags[i], "cve-", 4) != 0)
			continue;
		octets_format(&text, "https://www.cve.org/CVERecord?id=CVE-%s",
			c->tags[i] + 4);
		item(out, label, &text);
		label = BLANK_LABEL;
	}
}

static void
put_about(const struct test_case *c, const struct requirements *requirements,
	struct octets *out)
{
	octets_format(out, "%s  (%s)\n", c->id, level_name(c->level));
	prose_wrap(out, 0, c->title);
	for (size_t i = 0; i < c->n_requires; i++)
		put_requirement(requirements, c->requires[i],
			i == 0 ? "requires" : BLANK_LABEL, out);
	prose_item(out, "why     ", c->why);
	put_tags(c, out);
	put_bugs(c, out);
	put_needs(c, out);
	prose_item(out, "file    ", c->file);
}

/* ---- octets ---- */

static void
put_octets(const struct octets *octets, const char *lead, struct octets *out)
{
	wire_text(out, lead, LINES_MAX, octets->at, octets->len);
}

/* The values are those of an example; a variant that was not asked for keeps
 * its placeholder. */
static void
put_wire(const struct wire *w, const struct variant *variant, const char *lead,
	struct octets *out)
{
	static uint8_t name[] = "{{variant}}";
	const struct variant placeholder = {
		.octets = {.at = name, .len = sizeof(name) - 1},
	};
	const struct wire_values values =
		rehearsal_values(variant != NULL ? variant : &placeholder);
	struct octets octets = {0};

	if (wire_render(w, &values, &octets))
		put_octets(&octets, lead, out);
	octets_free(&octets);
}

/*
 * The same by number; without a variant with the first, as its octets are no
 * placeholder. `offset` is that in all that the connection sends.
 */
static void
put_view(const struct test_case *c, const struct wire *w,
	const struct variant *variant, size_t *offset, struct octets *out)
{
	const struct variant *shown =
		variant == NULL && c->n_variants > 0 ? c->variants : variant;
	const struct wire_values values = rehearsal_values(shown);
	struct octets octets = {0};

	if (shown == variant)
		octets_text(out, "  octets\n");
	else
		octets_format(out, "  octets, with the variant %s\n",
			shown->name);
	if (wire_render(w, &values, &octets))
		octet_view(out, *offset, VIEW_MAX, octets.at, octets.len);
	*offset += octets.len;
	octets_free(&octets);
}

static void
put_variants(const struct test_case *c, const struct variant *variant,
	struct octets *out)
{
	if (c->n_variants > 0)
		octets_format(out, "  variant%s\n", variant != NULL ? "" : "s");
	for (size_t i = 0; i < c->n_variants; i++) {
		const struct variant *v = &c->variants[i];

		if (variant != NULL && variant != v)
			continue;
		octets_format(out, "    %s\n", v->name);
		put_octets(&v->octets, "        ", out);
	}
}

/* ---- steps ---- */

static void
put_expect(const struct test_case *c, const struct step *step,
	struct octets *out)
{
	static const char *const otherwise[N_LEVELS] = {
		[LEVEL_MUST] = "a MUST is broken",
		[LEVEL_SHOULD] = "a SHOULD is not met",
		[LEVEL_MAY] = "nothing is broken",
		[LEVEL_HARDENING] = "no sentence decides",
	};

	octets_text(out, "  expect the first of\n");
	for (size_t i = 0; i < step->n_outcomes; i++) {
		struct octets text = {0};

		words_outcome(&text, &step->outcomes[i]);
		if (step->outcomes[i].why != NULL)
			octets_format(&text, " (%s)", step->outcomes[i].why);
		octets_text(out, "    ");
		prose_wrap(out, 8, prose_string(&text));
		octets_free(&text);
	}
	octets_format(out, "    otherwise: %s (%s)\n",
		verdict_name(judge_unmatched(c->level)), otherwise[c->level]);
}

static void
put_step(const struct test_case *c, const struct step *step,
	const struct variant *variant, size_t *offset, struct octets *out)
{
	switch (step->kind) {
	case STEP_SEND:
		octets_text(out, "  send\n");
		put_wire(&step->send, variant, "    ", out);
		put_view(c, &step->send, variant, offset, out);
		return;
	case STEP_PAUSE:
		octets_format(out, "  pause for %u ms\n", step->pause_ms);
		return;
	case STEP_EXPECT:
		put_expect(c, step, out);
		return;
	case STEP_HALF_CLOSE:
		octets_text(out, "  half-close: send FIN, go on reading\n");
		return;
	case STEP_RESET:
		octets_text(out, "  reset: abort the connection with RST\n");
		return;
	}
}

/* ---- reads ---- */

static void
put_reads(const struct reads *r, struct octets *out)
{
	static const char *const verdicts[] = {
		[READS_ACCEPT] = "accepts it",
		[READS_REFUSE] = "refuses it",
		[READS_EITHER] = "may accept or refuse it",
	};

	octets_format(out, "  a parser %s\n", verdicts[r->verdict]);
	if (r->has_method) {
		octets_text(out, "    method\n");
		put_octets(&r->method, "        ", out);
	}
	if (r->has_target) {
		octets_text(out, "    target\n");
		put_octets(&r->target, "        ", out);
	}
	for (size_t i = 0; i < r->n_fields; i++) {
		octets_text(out, i == 0 ? "    fields\n        " : "        ");
		prose_octets(out, r->fields[i].name.at, r->fields[i].name.len);
		octets_text(out, ": ");
		prose_octets(out, r->fields[i].value.at,
			r->fields[i].value.len);
		octets_text(out, "\n");
	}
	if (r->has_content) {
		octets_format(out, "    content of %zu octets\n",
			r->content.len);
		put_octets(&r->content, "        ", out);
	}
	if (r->has_consumed)
		octets_format(out, "    consumed: %zu octets\n", r->consumed);
}

/* ---- answers ---- */

static void
put_end(enum give_end end, struct octets *out)
{
	static const char *const ends[] = {
		[GIVE_OPEN] = "stays open",
		[GIVE_FIN] = "ends the connection with FIN",
		[GIVE_RESET] = "ends the connection with RST",
		[GIVE_DEAF] = "stays open, and does not answer the canary",
		[GIVE_SHIFTED] = "stays open, and answers the canary wrongly",
		[GIVE_DEAD] = "takes no new connection",
	};

	octets_format(out, "      %s\n", ends[end]);
}

static void
put_answer(const struct answer *a, const struct variant *variant,
	struct octets *out)
{
	octets_format(out, "    %s: %s%s", a->name, verdict_name(a->verdict),
		a->early ? ", before the last send" : "");
	if (a->variant != NULL)
		octets_format(out, ", to %s", a->variant);
	for (size_t i = 0; i < a->n_breaks; i++)
		octets_format(out, "%s%s", i == 0 ? ", breaks " : " ",
			a->breaks[i]);
	octets_text(out, "\n");
	for (size_t i = 0; i < a->n_gives; i++) {
		put_wire(&a->gives[i].octets, variant, "      ", out);
		put_end(a->gives[i].end, out);
	}
}

/* What the player asks if the target refuses (cases/FORMAT.md, section 6). */
static void
put_control(const struct test_case *c, const struct variant *variant,
	struct octets *out)
{
	if (c->control.n_parts == 0) {
		octets_text(out, "  control: the generic one of its method, "
				 "route and framing\n");
		return;
	}
	octets_text(out, "  control, which must be accepted\n");
	put_wire(&c->control, variant, "    ", out);
}

void
explain_case(const struct test_case *c, const struct variant *variant,
	const struct requirements *requirements, struct octets *out)
{
	size_t offset = 0;

	put_about(c, requirements, out);
	put_variants(c, variant, out);
	for (size_t i = 0; i < c->n_steps; i++)
		put_step(c, &c->steps[i], variant, &offset, out);
	put_control(c, variant, out);
	if (c->has_reads)
		put_reads(&c->reads, out);
	octets_text(out, "  answers, and what they get\n");
	for (size_t i = 0; i < c->n_answers; i++)
		if (variant == NULL || c->answers[i].variant == NULL ||
			strcmp(c->answers[i].variant, variant->name) == 0)
			put_answer(&c->answers[i], variant, out);
}
