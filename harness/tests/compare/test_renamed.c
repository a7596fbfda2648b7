#include "fixture.h"

#include <string.h>

/* NULL: refused; `told` has what is wrong, with its line, if anything. */
static struct renamed *
read_text(const char *text, char *told, size_t room)
{
	const struct built_in file = {"RENAMED", text, strlen(text)};
	const struct files files = {.built_in = &file, .n_built_in = 1};
	struct diagnostics d = {0};
	struct renamed *r = renamed_read(&files, &d);

	told[0] = '\0';
	if (d.n > 0)
		(void)snprintf(told, room, "%u: %s", d.list[0].line,
			d.list[0].text);
	diagnostics_free(&d);
	return r;
}

/* ---- finding ---- */

static const char names[] = "# old   new\n"
			    "\n"
			    "a/one\ta/two  # moved\n"
			    "a/two a/three\n"
			    "a/v[x] a/v[y]\n"
			    "a/v a/w\n";

static const struct {
	const char *id;
	const char *now;
} found[] = {
	{"a/one", "a/three"},
	{"a/two", "a/three"},
	{"a/three", "a/three"},
	{"a/one[x]", "a/three[x]"},
	{"a/ones", "a/ones"},
	{"a", "a"},
	{"a/v", "a/w"},
	{"a/v[x]", "a/v[y]"}, /* the line of a variant goes first */
	{"a/v[z]", "a/w[z]"},
	{"", ""},
};

static void
test_find(void **state)
{
	char told[200];
	struct renamed *r = read_text(names, told, sizeof(told));
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(told, "");
	assert_non_null(arena);
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++)
		assert_string_equal(renamed_find(r, found[i].id, arena),
			found[i].now);
	arena_free(arena);
	renamed_free(r);
}

/* ---- refusing ---- */

static const struct {
	const char *text;
	const char *told;
} refused[] = {
	{"a", "1: expected an old id and the new one, found one word"},
	{"a b\nc d e\n",
		"2: expected an old id and the new one, found more than two "
		"words"},
	{"a b\na c\n", "2: expected each old id once, found \"a\" again"},
	{"a b\nb a\n", "1: expected a name in use now, found that \"a\" leads "
		       "back to an old one"},
	{"a a\n", "1: expected a name in use now, found that \"a\" leads back "
		  "to an old one"},
};

static void
test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		char told[200];

		assert_null(read_text(refused[i].text, told, sizeof(told)));
		assert_string_equal(told, refused[i].told);
	}
}

static void
test_without_file(void **state)
{
	const struct files none = {.root = NULL};
	struct diagnostics d = {0};
	struct renamed *r = renamed_read(&none, &d);
	struct arena *arena = arena_new();

	(void)state;
	assert_non_null(r);
	assert_string_equal(renamed_find(r, "a[x]", arena), "a[x]");
	arena_free(arena);
	renamed_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_without_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
