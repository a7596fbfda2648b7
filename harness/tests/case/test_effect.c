/*
 * The texts of a field with a visible effect, and which answers show it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "case/effect.h"

static struct effect
spelt(enum effect_id id)
{
	struct effect e;

	assert_true(effect_init(&e, effect_candidate(id), "v", 1));
	return e;
}

static void
check_texts(const struct effect *e, enum effect_text first,
	const char *const *texts)
{
	for (unsigned i = 0; i < 5; i++)
		assert_string_equal(e->texts[first + i], texts[i]);
}

/* In the order of effect_texts.def. */
static void
test_texts(void **state)
{
	static const char *const real[] = {"If-Modified-Since", "If-Modified",
		"-Since", "Since", "iF-mODIFIED-sINCE"};
	static const char *const dummy[] = {"Qf-Mqdified-Sqnce", "Qf-Mqdified",
		"-Sqnce", "Sqnce", "qF-mQDIFIED-sQNCE"};
	static const char *const range[] = {"Range", "Ra", "nge", "", "rANGE"};
	const struct effect since = spelt(EFFECT_IF_MODIFIED_SINCE);
	const struct effect part = spelt(EFFECT_RANGE);

	(void)state;
	check_texts(&since, EFFECT_TEXT_REAL, real);
	check_texts(&since, EFFECT_TEXT_DUMMY, dummy);
	check_texts(&part, EFFECT_TEXT_REAL, range);
	assert_string_equal(since.texts[EFFECT_TEXT_VALUE], "v");
}

/* A dummy differs in letters alone. */
static void
check_dummy(const char *name, const char *dummy)
{
	assert_int_equal(strlen(name), strlen(dummy));
	assert_string_not_equal(name, dummy);
	for (size_t i = 0; name[i] != '\0'; i++)
		assert_int_equal(name[i] == '-', dummy[i] == '-');
}

static void
test_dummies(void **state)
{
	(void)state;
	for (int i = 0; i < N_EFFECTS; i++) {
		const struct effect_candidate *c =
			effect_candidate((enum effect_id)i);

		check_dummy(c->name, c->dummy);
		assert_true((c->value == NULL) != (c->source == NULL));
	}
}

static void
test_value(void **state)
{
	const struct effect_candidate *c =
		effect_candidate(EFFECT_IF_NONE_MATCH);
	char value[EFFECT_TEXT_MAX];
	struct effect e;

	(void)state;
	memset(value, 'v', sizeof(value));
	assert_true(effect_init(&e, c, value, sizeof(value) - 1));
	assert_int_equal(strlen(e.texts[EFFECT_TEXT_VALUE]), sizeof(value) - 1);
	assert_false(effect_init(&e, c, value, sizeof(value)));
	assert_false(effect_init(&e, c, value, 0));
}

static void
test_answers(void **state)
{
	const struct effect status = {.shown = 304, .absent = 200};
	const struct effect close = {
		.shown = 200, .absent = 200, .by_close = true};

	(void)state;
	assert_true(effect_is(&status, true, 304, true));
	assert_true(effect_is(&status, true, 304, false));
	assert_false(effect_is(&status, true, 200, true));
	assert_true(effect_is(&status, false, 200, false));
	assert_false(effect_is(&status, false, 304, true));
	assert_false(effect_is(&status, true, 400, false));
	assert_false(effect_is(&status, false, 400, false));

	assert_true(effect_is(&close, true, 200, false));
	assert_false(effect_is(&close, true, 200, true));
	assert_false(effect_is(&close, true, 400, false));
	assert_true(effect_is(&close, false, 200, true));
	assert_false(effect_is(&close, false, 200, false));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_dummies),
		cmocka_unit_test(test_value),
		cmocka_unit_test(test_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
