#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "target/calibrator.h"

/*
 * Looks for a field that a GET shows to have been read (cases/FORMAT.md,
 * section 7). The questions have the shape of the cases: the dummy first and
 * the real field behind it, on one connection.
 */

/* ---- the questions ---- */

/* Of each candidate: dummy and real, then real again. */
#define QUESTIONS_EACH 2

static_assert(QUESTIONS_EACH * N_EFFECTS <= QUESTIONS_MAX,
	"all candidates are asked side by side");

static void
write_get(struct question *q, size_t send, const struct calibrator *c,
	const char *path, const char *name, const char *value)
{
	octets_format(&q->probe.sends[send],
		"GET %s HTTP/1.1\r\n%s%s: %s\r\n\r\n", path,
		c->context->values.host_lines, name, value);
}

/* A candidate without a value stays unwritten, so it is not asked. */
static void
add_candidate(struct calibrator *c, const char *path, const struct effect *e)
{
	struct question *both = question_add(&c->questions, PROBE_TWICE);
	struct question *again = question_add(&c->questions, PROBE_ASK);
	const char *value = e->texts[EFFECT_TEXT_VALUE];
	const char *real = e->texts[EFFECT_TEXT_REAL];

	if (value[0] == '\0')
		return;
	write_get(both, 0, c, path, e->texts[EFFECT_TEXT_DUMMY], value);
	write_get(both, 1, c, path, real, value);
	write_get(again, 0, c, path, real, value);
}

static bool
ask_plainly(struct calibrator *c, const char *path)
{
	struct question *q;

	question_list_free(&c->questions);
	q = question_add(&c->questions, PROBE_TWICE);
	question_get(q, 0, path, c->context->values.host_lines);
	question_get(q, 1, path, c->context->values.host_lines);
	return calibrator_ask(c, c->found->jobs);
}

/* ---- the candidates ---- */

/* The value is a literal, or a field of the plain answer has it. */
static void
init_candidate(struct effect *e, const struct effect_candidate *candidate,
	const struct question *plain)
{
	struct h1_span value = {(const uint8_t *)candidate->value, 0};

	if (candidate->value != NULL)
		value.len = strlen(candidate->value);
	else
		value = question_field(plain, candidate->source);
	if (!effect_init(e, candidate, (const char *)value.at, value.len))
		e->texts[EFFECT_TEXT_VALUE][0] = '\0';
	e->absent = question_status(plain, 0);
}

/* What a trick may get anyway, and errors, tell nothing. */
static bool
is_telling(unsigned status)
{
	return status >= 200 && status < 500 && status != 400;
}

static bool
shows(const struct effect *e, bool shown, const struct question *q, size_t n)
{
	return effect_is(e, shown, question_status(q, n),
		question_persists(q, n));
}

/* Each time with the field, never with the dummy. */
static bool
has_effect(struct effect *e, const struct question *both,
	const struct question *again)
{
	e->shown = question_status(again, 0);
	return is_telling(e->shown) && (e->by_close || e->shown != e->absent) &&
	       shows(e, false, both, 0) && shows(e, true, both, 1) &&
	       shows(e, true, again, 0);
}

static bool
choose(struct calibrator *c, struct effect *candidates)
{
	for (size_t i = 0; i < N_EFFECTS; i++) {
		const struct question *q = &c->questions.at[QUESTIONS_EACH * i];

		if (!has_effect(&candidates[i], &q[0], &q[1]))
			continue;
		c->found->effect = candidates[i];
		return true;
	}
	return false;
}

/* Some fields have their effect with any value, some readers pass over what
 * they do not know in one. False: it was stopped. */
static bool
ask_exactly(struct calibrator *c, const char *path)
{
	const struct effect *e = &c->found->effect;
	struct question *q;
	char value[EFFECT_TEXT_MAX + 2];

	(void)snprintf(value, sizeof(value), "x%sx",
		e->texts[EFFECT_TEXT_VALUE]);
	question_list_free(&c->questions);
	q = question_add(&c->questions, PROBE_ASK);
	write_get(q, 0, c, path, e->texts[EFFECT_TEXT_REAL], value);
	if (!calibrator_ask(c, 1))
		return false;
	if (shows(e, false, q, 0))
		calibrator_grant(c, CAPABILITY_EFFECT_EXACT);
	return true;
}

/* ---- the route ---- */

static bool
is_usual(const struct question *q)
{
	return question_status(q, 0) / 100 == 2 &&
	       question_status(q, 1) == question_status(q, 0);
}

/* False: it was stopped. */
static bool
try_path(struct calibrator *c, const char *path, bool *found)
{
	struct effect candidates[N_EFFECTS];

	*found = false;
	if (path == NULL)
		return true;
	if (!ask_plainly(c, path))
		return false;
	if (!is_usual(&c->questions.at[0]))
		return true;
	for (int i = 0; i < N_EFFECTS; i++)
		init_candidate(&candidates[i],
			effect_candidate((enum effect_id)i),
			&c->questions.at[0]);
	question_list_free(&c->questions);
	for (size_t i = 0; i < N_EFFECTS; i++)
		add_candidate(c, path, &candidates[i]);
	if (!calibrator_ask(c, c->found->jobs))
		return false;
	*found = choose(c, candidates);
	return !*found || ask_exactly(c, path);
}

/* False: out of memory. */
static bool
keep_effect(struct calibrator *c, const char *path)
{
	const struct effect *e = &c->found->effect;

	calibrator_grant(c, CAPABILITY_EFFECT);
	if (e->texts[EFFECT_TEXT_REAL_WORD][0] != '\0')
		calibrator_grant(c, CAPABILITY_EFFECT_HYPHEN);
	c->context->values.effect = e;
	return calibrator_set_route(c, ROUTE_EFFECT, path);
}

bool
calibrator_ask_effect(struct calibrator *c)
{
	const char *named = c->options->routes[ROUTE_EFFECT];
	const char *paths[] = {
		named != NULL ? named : c->found->routes[ROUTE_STATIC],
		named != NULL ? NULL : c->found->routes[ROUTE_OK],
	};
	bool found = false;

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (!try_path(c, paths[i], &found))
			return calibrator_fail(c, "interrupted");
		if (found)
			return keep_effect(c, paths[i]) ||
			       calibrator_fail(c, "out of memory");
	}
	return true;
}
