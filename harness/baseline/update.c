#include "baseline/update.h"

#include <string.h>

#include "baseline/pattern.h"

/* What is read while the plan is made. */
struct planning {
	struct update *u;
	struct arena *arena;
	const struct observations *observed;
	const struct case_set *cases;
	bool failed; /* out of memory */
};

/* ---- patterns ---- */

static const char *
name_play(struct planning *p, const struct test_case *c,
	const struct variant *v)
{
	struct octets id = {0};
	const char *copy = NULL;

	if (v == NULL ? octets_text(&id, c->id)
		      : octets_format(&id, "%s[%s]", c->id, v->name))
		copy = arena_copy(p->arena, id.at, id.len);
	octets_free(&id);
	p->failed |= copy == NULL;
	return copy == NULL ? "" : copy;
}

static void
add_pattern(struct planning *p, struct planned_entry *e, const char *text)
{
	if (e->n_patterns == e->room) {
		size_t room = e->room > 0 ? 2 * e->room : 8;
		const char **more = arena_alloc(p->arena, room, sizeof(*more));

		if (more == NULL) {
			p->failed = true;
			return;
		}
		if (e->n_patterns > 0)
			memcpy(more, e->patterns,
				e->n_patterns * sizeof(*more));
		e->patterns = more;
		e->room = room;
	}
	e->patterns[e->n_patterns++] = text;
}

/* Whether a play of the case belongs to what is being planned. */
typedef bool is_member(struct planning *p, const struct test_case *c,
	const struct variant *v, const void *of);

/* Adds the plays that belong: the case, if that is all of them. */
static size_t
add_members(struct planning *p, struct planned_entry *e,
	const struct test_case *c, is_member *has, const void *of)
{
	size_t all = pattern_plays(c);
	size_t n = 0;

	for (size_t k = 0; k < all; k++)
		n += has(p, c, pattern_variant(c, k), of);
	if (n == all) {
		add_pattern(p, e, c->id);
		return n;
	}
	for (size_t k = 0; k < all; k++) {
		const struct variant *v = pattern_variant(c, k);

		if (has(p, c, v, of))
			add_pattern(p, e, name_play(p, c, v));
	}
	return n;
}

/* ---- entries that there are ---- */

static const struct observed *
find_observed(struct planning *p, const struct test_case *c,
	const struct variant *v)
{
	return observed_find(p->observed, name_play(p, c, v));
}

/* What was not judged is left as it is. */
static bool
still_holds(struct planning *p, const struct test_case *c,
	const struct variant *v, const struct known_deviation *known)
{
	const struct observed *o = find_observed(p, c, v);

	if (o == NULL || known->varies)
		return true;
	switch (o->verdict) {
	case VERDICT_PASS:
	case VERDICT_NOTE:
		return false;
	case VERDICT_WARN:
	case VERDICT_FAIL:
		return o->verdict == known->verdict;
	case VERDICT_SKIP:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		break;
	}
	return true;
}

struct old_pattern {
	const char *text;
	bool is_renamed;
	const struct known_deviation *known;
};

static bool
holds_of_pattern(struct planning *p, const struct test_case *c,
	const struct variant *v, const void *of)
{
	const struct old_pattern *old = of;

	return pattern_claims(old->text, c, v) &&
	       still_holds(p, c, v, old->known);
}

static void
count_pattern(struct planning *p, const struct old_pattern *old,
	size_t *n_claimed, size_t *n_held)
{
	*n_claimed = *n_held = 0;
	for (size_t i = 0; i < p->cases->n; i++) {
		const struct test_case *c = p->cases->cases[i];

		for (size_t k = 0; k < pattern_plays(c); k++) {
			const struct variant *v = pattern_variant(c, k);

			if (!pattern_claims(old->text, c, v))
				continue;
			*n_claimed += 1;
			*n_held += still_holds(p, c, v, old->known);
		}
	}
}

static void
plan_pattern(struct planning *p, struct planned_entry *e,
	const struct old_pattern *old)
{
	size_t n_claimed;
	size_t n_held;

	count_pattern(p, old, &n_claimed, &n_held);
	p->u->n_kept += n_held;
	p->u->n_dropped += n_claimed == 0 ? 1 : n_claimed - n_held;
	e->is_whole = e->is_whole && !old->is_renamed;
	if (n_claimed > 0 && n_claimed == n_held) {
		add_pattern(p, e, old->text);
		return;
	}
	e->is_whole = false;
	for (size_t i = 0; i < p->cases->n; i++)
		add_members(p, e, p->cases->cases[i], holds_of_pattern, old);
}

static void
plan_old(struct planning *p)
{
	const struct baseline *b = p->u->old;

	for (size_t i = 0; b != NULL && i < b->n_entries; i++) {
		const struct baseline_entry *old = &b->entries[i];
		struct planned_entry *e = &p->u->entries[p->u->n_entries];

		*e = (struct planned_entry){
			.old = old,
			.is_whole = true,
			.known = old->known,
		};
		for (size_t k = 0; k < old->n_patterns; k++)
			plan_pattern(p, e,
				&(struct old_pattern){old->patterns[k].text,
					old->patterns[k].old != NULL,
					&old->known});
		p->u->n_entries += e->n_patterns > 0;
	}
}

/* ---- new ones ---- */

static bool
is_new(struct planning *p, const struct test_case *c, const struct variant *v,
	const void *of)
{
	const enum verdict *verdict = of;
	const struct observed *o = find_observed(p, c, v);
	const struct baseline_entry *known = NULL;

	if (o == NULL || o->verdict != *verdict)
		return false;
	if (p->u->old != NULL)
		known = baseline_find(p->u->old, c, v);
	return known == NULL ||
	       (!known->known.varies && known->known.verdict != *verdict);
}

static void
plan_new(struct planning *p)
{
	static const enum verdict verdicts[] = {VERDICT_FAIL, VERDICT_WARN};

	for (size_t i = 0; i < p->cases->n; i++) {
		for (size_t k = 0; k < 2; k++) {
			struct planned_entry *e =
				&p->u->entries[p->u->n_entries];

			*e = (struct planned_entry){
				.known = {.verdict = verdicts[k]}};
			p->u->n_new += add_members(p, e, p->cases->cases[i],
				is_new, &verdicts[k]);
			p->u->n_entries += e->n_patterns > 0;
		}
	}
}

bool
update_plan(struct update *u, struct arena *arena, const struct baseline *old,
	const struct observations *observed, const struct case_set *cases)
{
	struct planning p = {u, arena, observed, cases, false};
	size_t room = (old == NULL ? 0 : old->n_entries) + 2 * cases->n + 1;

	*u = (struct update){
		.old = old,
		.target = observed->target,
		.version = observed->version,
		.entries = arena_alloc(arena, room, sizeof(*u->entries)),
	};
	if (u->entries == NULL)
		return false;
	plan_old(&p);
	plan_new(&p);
	return !p.failed;
}
