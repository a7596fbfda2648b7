/*
 * The YAML subset: what is inside gives a tree, what is outside is refused at
 * its place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "case/yaml_tree.h"

struct reading {
	struct arena *arena;
	struct diagnostics diagnostics;
	struct tree_node *root;
};

static struct reading
read_octets(const void *at, size_t len)
{
	struct reading r = {.arena = arena_new()};
	struct octets source = {0};

	assert_non_null(r.arena);
	assert_true(octets_append(&source, at, len));
	r.root = yaml_tree_read(r.arena, "f", &source, &r.diagnostics);
	octets_free(&source);
	return r;
}

static void
end_reading(struct reading *r)
{
	arena_free(r->arena);
	diagnostics_free(&r->diagnostics);
}

static void
test_tree(void **state)
{
	static const char text[] = "# comment\n"
				   "a: plain text\n"
				   "b:\n"
				   "  - \"q\"\n"
				   "  - {c: d, e: [f, \"\"]}\n"
				   "g:\n";
	struct reading r = read_octets(text, sizeof(text) - 1);
	const struct tree_node *a = r.root->children;
	const struct tree_node *b = a->next;
	const struct tree_node *map = b->children->next;

	(void)state;
	assert_int_equal(r.root->kind, TREE_MAPPING);
	assert_int_equal(r.root->n_children, 3);
	assert_true(yaml_tree_is(a->key, "a"));
	assert_true(yaml_tree_is(a, "plain text"));
	assert_false(a->quoted);
	assert_int_equal(a->line, 2);
	assert_int_equal(a->column, 4);
	assert_int_equal(b->kind, TREE_SEQUENCE);
	assert_true(b->children->quoted);
	assert_int_equal(map->kind, TREE_MAPPING);
	assert_true(yaml_tree_is(yaml_tree_find(map, "c"), "d"));
	assert_int_equal(yaml_tree_find(map, "e")->n_children, 2);
	assert_null(yaml_tree_find(map, "x"));
	assert_int_equal(b->next->len, 0);
	assert_false(b->next->quoted);
	assert_int_equal(yaml_tree_count(r.root), 9);
	end_reading(&r);
}

static void
test_escapes(void **state)
{
	static const char text[] =
		"\"\\r\\n\\t\\0\\a\\b\\e\\f\\v\\\\\\\"\\x00\\xE9\\xfF\"";
	static const char octets[] = "\r\n\t\0\a\b\x1B\f\v\\\"\0\xE9\xFF";
	struct reading r = read_octets(text, sizeof(text) - 1);

	(void)state;
	assert_non_null(r.root);
	assert_int_equal(r.root->len, sizeof(octets) - 1);
	assert_memory_equal(r.root->text, octets, sizeof(octets));
	end_reading(&r);
}

static void
test_folded(void **state)
{
	static const char text[] = "a: one\n  two\nb: three\n";
	struct reading r = read_octets(text, sizeof(text) - 1);

	(void)state;
	assert_true(yaml_tree_is(r.root->children, "one two"));
	assert_true(r.root->children->folded);
	assert_false(r.root->children->next->folded);
	end_reading(&r);
}

static const struct {
	const char *text;
	unsigned line;
	unsigned column;
	const char *message;
} refusals[] = {
	{"", 1, 1, "expected a document, found nothing"},
	{"# only a comment\n", 1, 1, "expected a document, found nothing"},
	{"a: b\nc: \"d\"\nlast", 3, 5,
		"expected well-formed YAML: could not find expected ':'"},
	{"a:\tb\n", 1, 3, "expected printable ASCII, found octet 0x09 (a tab)"},
	{"a: b\r\n", 1, 5, "expected printable ASCII, found octet 0x0D"},
	{"a: b\nc: \xC3\xA9\n", 2, 4,
		"expected printable ASCII, found octet 0xC3"},
	{"\xEF\xBB\xBF"
	 "a: b\n",
		1, 1, "expected printable ASCII, found octet 0xEF"},
	{"a: 'b'\n", 1, 4,
		"expected a plain or double-quoted scalar, found single quotes"},
	{"a: |\n  b\n", 1, 4,
		"expected a plain or double-quoted scalar, found a block "
		"scalar"},
	{"a: >\n  b\n", 1, 4,
		"expected a plain or double-quoted scalar, found a block "
		"scalar"},
	{"a: &x b\n", 1, 4, "expected no anchors, found one"},
	{"a: &x [b]\n", 1, 4, "expected no anchors, found one"},
	{"a: &x {b: c}\n", 1, 4, "expected no anchors, found one"},
	{"a: *x\n", 1, 4, "expected no aliases, found one"},
	{"a: !!str b\n", 1, 4, "expected no tags, found one"},
	{"a: ! [b]\n", 1, 4, "expected no tags, found one"},
	{"%YAML 1.2\n---\na: b\n", 1, 1, "expected no directives, found one"},
	{"%TAG ! tag:x,2000:\n---\na: b\n", 1, 1,
		"expected no directives, found one"},
	{"---\na: b\n", 1, 1, "expected no document marker, found \"---\""},
	{"a: b\n...\n", 2, 1, "expected no document marker, found \"...\""},
	{"a: b\n---\nc: d\n", 2, 1, "expected one document, found another"},
	{"a: b\nc: d\na: e\n", 3, 1,
		"expected each key once, found \"a\" again (first in line 1)"},
	{"\"\\e[2J\\xE9\": b\n\"\\e[2J\\xE9\": c\n", 2, 1,
		"expected each key once, found \"\\x1B[2J\\xE9\" again (first in "
		"line 1)"},
	{"{a: b, \"a\": c}\n", 1, 8,
		"expected each key once, found \"a\" again (first in line 1)"},
	{"? a\n: b\n", 1, 3, "expected a simple key, found \"?\""},
	{"[a]: b\n", 1, 1, "expected a key, found a collection"},
	{"{\"\": b}\n", 1, 2, "expected a key, found nothing"},
	{"a: \"b\n  c\"\n", 1, 4,
		"expected a double-quoted string on one line, found a line "
		"end"},
	{"a: \"b\\\n  c\"\n", 1, 6,
		"expected one of \\r \\n \\t \\0 \\a \\b \\e \\f \\v \\\\ \\\" "
		"\\xNN, found another escape"},
	{"a: \"b\\u00E9\"\n", 1, 6,
		"expected one of \\r \\n \\t \\0 \\a \\b \\e \\f \\v \\\\ \\\" "
		"\\xNN, found another escape"},
	{"a: \"b\\qc\"\n", 1, 6,
		"expected well-formed YAML, found unknown escape character"},
	{"a: \"b\\xE\"\n", 1, 8,
		"expected well-formed YAML: did not find expected hexdecimal "
		"number"},
	{"a: [b\n", 2, 1,
		"expected well-formed YAML: did not find expected ',' or ']'"},
	{"a: b: c\n", 1, 5,
		"expected well-formed YAML: mapping values are not allowed in "
		"this context"},
	{"[[[[[[[[[[[a]]]]]]]]]]]\n", 1, 11,
		"expected at most 10 levels, found more"},
};

static bool
is_refused_as(const struct reading *r, size_t i)
{
	const struct diagnostic *d = r->diagnostics.list;

	if (r->root == NULL && r->diagnostics.n == 1 &&
		strcmp(d->text, refusals[i].message) == 0 &&
		strcmp(d->file, "f") == 0 && d->line == refusals[i].line &&
		d->column == refusals[i].column)
		return true;
	print_error("%sof row %zu:\n", r->root == NULL ? "" : "read, ", i);
	diagnostics_print(&r->diagnostics, stderr);
	return false;
}

static void
test_refusals(void **state)
{
	size_t n_bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct reading r =
			read_octets(refusals[i].text, strlen(refusals[i].text));

		n_bad += !is_refused_as(&r, i);
		end_reading(&r);
	}
	assert_int_equal(n_bad, 0);
}

static void
test_depth(void **state)
{
	static const char text[] = "[[[[[[[[[[a]]]]]]]]]]\n";
	struct reading r = read_octets(text, sizeof(text) - 1);

	(void)state;
	assert_non_null(r.root);
	end_reading(&r);
}

static void
test_nodes(void **state)
{
	struct octets many = {0};
	struct reading r;

	(void)state;
	assert_true(octets_repeat(&many, "- a\n", 4, YAML_TREE_NODES_MAX));
	r = read_octets(many.at, many.len - 4);
	assert_non_null(r.root);
	end_reading(&r);
	r = read_octets(many.at, many.len);
	assert_null(r.root);
	assert_int_equal(r.diagnostics.list[0].line, YAML_TREE_NODES_MAX);
	assert_string_equal(r.diagnostics.list[0].text,
		"expected at most 8192 nodes, found more");
	end_reading(&r);
	octets_free(&many);
}

/* Every prefix of a file is read or refused, and nothing else happens. */
static void
test_prefixes(void **state)
{
	static const char text[] = "a: \"\\x41\\r\\n\" # c\n"
				   "b:\n"
				   "  - {c: d, e: [f, \"\"]}\n"
				   "  - - g\n"
				   "    - h: i\n"
				   "      j: k l\n"
				   "        m\n";

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		struct reading r = read_octets(text, len);

		assert_int_equal(r.root == NULL, r.diagnostics.n == 1);
		end_reading(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_folded),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_nodes),
		cmocka_unit_test(test_prefixes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
