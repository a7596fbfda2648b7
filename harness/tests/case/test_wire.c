/*
 * Wire lists become octets; labels are counted once, however they are nested.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "case/case.h"

static uint8_t hello[] = "hello";
static uint8_t odd[] = "\r\n\xE9";

#define TEXT(octets_, len_, times_)                                           \
	{                                                                     \
		.kind = WIRE_OCTETS,                                          \
		.octets = {.at = (octets_), .len = (len_)}, .times = (times_) \
	}
#define NAMED(kind_, name_)                       \
	{                                         \
		.kind = (kind_), .label = (name_) \
	}
#define WIRE(list)                                                           \
	{                                                                    \
		.parts = (list), .n_parts = sizeof(list) / sizeof((list)[0]) \
	}

static const struct octets variant = {.at = odd, .len = 3};

static struct wire_values
values(void)
{
	return (struct wire_values){
		.host = "h:1",
		.port = "1",
		.routes = {[ROUTE_OK] = "/", [ROUTE_ECHO] = "/echo"},
		.variant = &variant,
	};
}

static void
assert_renders(const struct wire *w, const char *expected, size_t len)
{
	const struct wire_values v = values();
	struct octets out = {0};
	size_t length = 0;

	assert_true(octets_text(&out, "> "));
	assert_true(wire_render(w, &v, &out));
	assert_int_equal(out.len, len + 2);
	assert_memory_equal(out.at + 2, expected, len);
	assert_true(wire_length(w, &v, &length));
	assert_int_equal(length, len);
	octets_free(&out);
}

static void
assert_refused(const struct wire *w, const struct wire_values *v)
{
	struct octets out = {0};

	assert_true(octets_text(&out, "> "));
	assert_false(wire_render(w, v, &out));
	assert_int_equal(out.len, 2);
	octets_free(&out);
}

static void
test_parts(void **state)
{
	struct wire_part parts[] = {
		TEXT(hello, 5, 2),
		{.kind = WIRE_HOST},
		{.kind = WIRE_PORT},
		{.kind = WIRE_TARGET, .route = ROUTE_ECHO},
		{.kind = WIRE_VARIANT},
	};
	const struct wire w = WIRE(parts);
	const struct wire nothing = {0};

	(void)state;
	assert_renders(&nothing, "", 0);
	assert_renders(&w, "hellohelloh:11/echo\r\n\xE9", 22);
}

/* Forward and nested references; the lengths of 20 octets in both bases. */
static void
test_labels(void **state)
{
	struct wire_part inner[] = {TEXT(hello, 5, 4)};
	struct wire_part outer[] = {
		NAMED(WIRE_CHUNK, "inner"),
		TEXT(odd, 2, 1),
		{.kind = WIRE_LABEL, .label = "inner", .of = WIRE(inner)},
	};
	struct wire_part parts[] = {
		NAMED(WIRE_LEN, "outer"),
		TEXT(odd, 2, 1),
		{.kind = WIRE_LABEL, .label = "outer", .of = WIRE(outer)},
		NAMED(WIRE_LEN, "inner"),
	};
	const struct wire w = WIRE(parts);

	(void)state;
	assert_renders(&w, "24\r\n14\r\nhellohellohellohello20", 30);
}

static void
test_no_label(void **state)
{
	struct wire_part parts[] = {NAMED(WIRE_LEN, "missing")};
	const struct wire w = WIRE(parts);
	const struct wire_values v = values();

	(void)state;
	assert_refused(&w, &v);
}

static void
test_own_length(void **state)
{
	struct wire_part a[] = {NAMED(WIRE_LEN, "b")};
	struct wire_part b[] = {NAMED(WIRE_LEN, "a")};
	struct wire_part parts[] = {
		{.kind = WIRE_LABEL, .label = "a", .of = WIRE(a)},
		{.kind = WIRE_LABEL, .label = "b", .of = WIRE(b)},
	};
	const struct wire w = WIRE(parts);
	const struct wire_values v = values();
	size_t len;

	(void)state;
	assert_refused(&w, &v);
	assert_false(wire_length(&w, &v, &len));
}

/* Each list names the next one twice: 2^40 octets, were they counted. */
static void
test_doubling(void **state)
{
	static const char names[41][3] = {"a0", "a1", "a2", "a3", "a4", "a5",
		"a6", "a7", "a8", "a9", "b0", "b1", "b2", "b3", "b4", "b5",
		"b6", "b7", "b8", "b9", "c0", "c1", "c2", "c3", "c4", "c5",
		"c6", "c7", "c8", "c9", "d0", "d1", "d2", "d3", "d4", "d5",
		"d6", "d7", "d8", "d9", "e0"};
	struct wire_part of[40][2];
	struct wire_part parts[41];
	const struct wire w = WIRE(parts);
	const struct wire_values v = values();
	size_t len;

	(void)state;
	memset(of, 0, sizeof(of));
	memset(parts, 0, sizeof(parts));
	for (size_t i = 0; i < 41; i++) {
		parts[i].kind = WIRE_LABEL;
		parts[i].label = names[i];
		if (i == 40)
			break;
		of[i][0] = of[i][1] =
			(struct wire_part)NAMED(WIRE_LEN, names[i + 1]);
		parts[i].of = (struct wire)WIRE(of[i]);
	}
	assert_true(wire_length(&w, &v, &len));
	/* The last is empty, so each other is "0" twice: 2. */
	assert_int_equal(len, 40 * 2);
}

static void
test_no_route(void **state)
{
	struct wire_part parts[] = {
		TEXT(hello, 5, 1),
		{.kind = WIRE_TARGET, .route = ROUTE_STATIC},
	};
	const struct wire w = WIRE(parts);
	const struct wire_values v = values();

	(void)state;
	assert_refused(&w, &v);
}

/* A name below the folder, and what the static resource is known to have. */
static void
test_store_and_known(void **state)
{
	struct wire_part parts[] = {
		{.kind = WIRE_TARGET, .route = ROUTE_STORE},
		{.kind = WIRE_KNOWN, .known = KNOWN_ETAG},
	};
	const struct wire w = WIRE(parts);
	struct wire_values v = values();
	struct octets out = {0};

	(void)state;
	v.routes[ROUTE_STORE] = "/store/";
	v.fresh = "name";
	v.known[KNOWN_ETAG] = "\"tag\"";
	assert_true(wire_render(&w, &v, &out));
	assert_int_equal(out.len, strlen("/store/name\"tag\""));
	assert_memory_equal(out.at, "/store/name\"tag\"", out.len);
	octets_free(&out);
	v.known[KNOWN_ETAG] = NULL;
	assert_refused(&w, &v);
	v.known[KNOWN_ETAG] = "\"tag\"";
	v.fresh = NULL;
	assert_refused(&w, &v);
}

static void
test_effect(void **state)
{
	struct wire_part parts[] = {
		{.kind = WIRE_EFFECT, .effect = EFFECT_TEXT_REAL},
		{.kind = WIRE_EFFECT, .effect = EFFECT_TEXT_VALUE},
	};
	const struct wire w = WIRE(parts);
	struct wire_values v = values();
	struct effect effect;
	struct octets out = {0};

	(void)state;
	assert_refused(&w, &v);
	assert_true(effect_init(&effect, effect_candidate(EFFECT_RANGE), "x",
		1));
	v.effect = &effect;
	assert_true(wire_render(&w, &v, &out));
	assert_int_equal(out.len, 6);
	assert_memory_equal(out.at, "Rangex", 6);
	octets_free(&out);
	/* a name without a hyphen has no word behind it */
	parts[0].effect = EFFECT_TEXT_REAL_WORD;
	assert_refused(&w, &v);
}

static void
test_no_variant(void **state)
{
	struct wire_part parts[] = {{.kind = WIRE_VARIANT}};
	const struct wire w = WIRE(parts);
	struct wire_values v = values();

	(void)state;
	v.variant = NULL;
	assert_refused(&w, &v);
}

static void
test_too_large(void **state)
{
	struct wire_part parts[] = {
		TEXT(hello, 1, 20000000),
		TEXT(hello, 1, 20000000),
		TEXT(hello, 1, 20000000),
		TEXT(hello, 1, 20000000),
	};
	const struct wire w = WIRE(parts);
	const struct wire_values v = values();
	size_t len;

	(void)state;
	assert_false(wire_length(&w, &v, &len));
	assert_refused(&w, &v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_no_label),
		cmocka_unit_test(test_own_length),
		cmocka_unit_test(test_doubling),
		cmocka_unit_test(test_no_route),
		cmocka_unit_test(test_effect),
		cmocka_unit_test(test_store_and_known),
		cmocka_unit_test(test_no_variant),
		cmocka_unit_test(test_too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
