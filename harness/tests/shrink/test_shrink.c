/*
 * What is looked for stays, all else goes; and no more is asked than is
 * allowed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shrink/shrink.h"

/* Holds for octets in which all of the texts are found, in any order. */
struct wanted {
	const char *texts[3];
	size_t asked;
	volatile bool stop;
	size_t stop_at; /* 0: never */
};

static bool
has_texts(void *context, const struct octets *candidate)
{
	struct wanted *w = context;

	w->asked++;
	w->stop = w->asked == w->stop_at;
	for (size_t i = 0; i < 3 && w->texts[i] != NULL; i++)
		if (octets_find(candidate, 0, w->texts[i],
			    strlen(w->texts[i])) == SIZE_MAX)
			return false;
	return true;
}

static struct shrink_result
shrink_text(struct wanted *w, size_t tries, struct octets *octets)
{
	const struct shrink how = {
		.keeps = has_texts,
		.context = w,
		.most_tries = tries,
		.stop = &w->stop,
	};

	return shrink(&how, octets);
}

struct row {
	const char *in;
	const char *texts[3];
	const char *out;
};

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
#define POST "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"

static const struct row rows[] = {
	{"", {NULL}, ""},
	{"abc", {NULL}, ""},
	{"abc", {"abc"}, "abc"},
	{GET GET "POST", {"POST"}, "POST"},
	{GET "x\r\ny" GET, {"x", "y"}, "xy"},
	{GET POST "5\r\nhello\r\n3\r\nfoo\r\n0\r\n\r\n", {"foo", "POST"},
		"POSTfoo"},
	{"one\ntwo\nthree\nfour\n", {"e\n", "u"}, "e\nu"},
};

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wanted w = {0};
		struct octets octets = {0};
		struct shrink_result result;

		memcpy(w.texts, rows[i].texts, sizeof(w.texts));
		assert_true(octets_text(&octets, rows[i].in));
		result = shrink_text(&w, 1000, &octets);
		assert_int_equal(result.end, SHRINK_LEAST);
		assert_int_equal(result.tries, w.asked);
		assert_int_equal(octets.len, strlen(rows[i].out));
		assert_memory_equal(octets.at != NULL ? (char *)octets.at : "",
			rows[i].out, octets.len);
		octets_free(&octets);
	}
}

/* Eight octets, an X among them: what does not matter becomes plain. */
static bool
is_long_with_x(void *context, const struct octets *candidate)
{
	(void)context;
	return candidate->len == 8 && candidate->at[3] == 'X';
}

static void
test_plain(void **state)
{
	const struct shrink how = {is_long_with_x, NULL, 1000, NULL};
	struct octets octets = {0};

	(void)state;
	assert_true(octets_append(&octets, "Q9\xFFX \r\nz", 8));
	assert_int_equal(shrink(&how, &octets).end, SHRINK_LEAST);
	assert_memory_equal(octets.at, "a0aX \r\na", 8);
	octets_free(&octets);
}

/* However few tries there are, what is left keeps, and none is made above. */
static void
test_tries(void **state)
{
	(void)state;
	for (size_t tries = 0; tries < 60; tries++) {
		struct wanted w = {.texts = {"H", "1\r"}};
		struct octets octets = {0};
		struct shrink_result result;

		assert_true(octets_text(&octets, GET GET));
		result = shrink_text(&w, tries, &octets);
		assert_in_range(w.asked, 0, tries);
		assert_int_equal(result.tries, w.asked);
		if (result.end == SHRINK_TRIES)
			assert_int_equal(result.tries, tries);
		else
			assert_int_equal(result.end, SHRINK_LEAST);
		assert_true(has_texts(&w, &octets));
		octets_free(&octets);
	}
}

static void
test_stop(void **state)
{
	struct wanted w = {.texts = {"H", "1\r"}, .stop_at = 7};
	struct octets octets = {0};
	struct shrink_result result;

	(void)state;
	assert_true(octets_text(&octets, GET GET));
	result = shrink_text(&w, 1000, &octets);
	assert_int_equal(result.end, SHRINK_STOPPED);
	assert_int_equal(result.tries, 7);
	octets_free(&octets);
}

/* No run of up to four lines, and no octet, can go. */
static void
test_is_least(void **state)
{
	struct wanted w = {.texts = {"a: 1\r\n", "c: 3\r\n", "ee"}};
	struct octets octets = {0};
	size_t n;

	(void)state;
	assert_true(octets_text(&octets,
		"GET / HTTP/1.1\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\ne: "
		"eeeeeeeeee\r\n\r\n"));
	assert_int_equal(shrink_text(&w, 5000, &octets).end, SHRINK_LEAST);
	assert_int_equal(octets.len, 14);
	n = w.asked;
	assert_int_equal(shrink_text(&w, 5000, &octets).kept, 0);
	assert_true(w.asked > n);
	octets_free(&octets);
}

/* A great message takes few tries where little of it matters. */
static void
test_great(void **state)
{
	struct wanted w = {.texts = {"needle"}};
	struct octets octets = {0};

	(void)state;
	assert_true(octets_repeat(&octets, "hay\n", 4, 1 << 18));
	assert_true(octets_text(&octets, "needle"));
	assert_true(octets_repeat(&octets, "hay\n", 4, 1 << 18));
	assert_int_equal(shrink_text(&w, 400, &octets).end, SHRINK_LEAST);
	assert_int_equal(octets.len, 6);
	octets_free(&octets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_tries),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_is_least),
		cmocka_unit_test(test_great),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
