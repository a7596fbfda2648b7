/*
 * Conditions on one response, each with what fulfils it and what does not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/match.h"
#include "tests/judge/hand.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define EMPTY "Content-Length: 0\r\n\r\n"
#define WITH(fields) OK fields EMPTY
#define CONTENT(text, len) OK "Content-Length: " len "\r\n\r\n" text
#define CHUNKED "Transfer-Encoding: chunked\r\n\r\n"
#define LATER "field: {Last-Modified: {not-later-than: Date}}"
#define MODIFIED "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
#define PARTS(text) \
	OK "Content-Type: multipart/byteranges; boundary=B\r\n\r\n" text
#define PART(range, text)                                         \
	"--B\r\nContent-Type: a/b\r\nContent-Range: bytes " range \
	"\r\n\r\n" text "\r\n"
#define ALL ((1u << N_CAPABILITIES) - 1)

/* clang-format off */
static const struct {
	const char *conditions;
	const char *came;
	bool holds;
} rows[] = {
	/* version */
	{"version: \"1.1\"", WITH(""), true},
	{"version: \"1.0\"", "HTTP/1.0 200 OK\r\n" EMPTY, true},
	{"version: \"1.0\"", WITH(""), false},
	{"version: \"1.1\"", "HTTP/1.9 200 OK\r\n" EMPTY, false},
	{"version: \"1.9\"", "HTTP/1.9 200 OK\r\n" EMPTY, true},
	{"version: \"2.1\"", WITH(""), false},

	/* field: there, equal */
	{"field: {Allow: present}", WITH("Allow: GET\r\n"), true},
	{"field: {Allow: present}", WITH("ALLOW:\r\n"), true},
	{"field: {Allow: present}", WITH("Allowed: GET\r\n"), false},
	{"field: {Allow: present, Vary: present}", WITH("Allow: GET\r\n"),
		false},
	{"field: {A: \"b c\"}", WITH("A: \t b c \t\r\n"), true},
	{"field: {a: \"b c\"}", WITH("A:b c\r\n"), true},
	{"field: {A: \"b\"}", WITH("A: B\r\n"), false},
	{"field: {A: \"b, c, b\"}", WITH("A: b, c\r\nX: y\r\nA: b\r\n"), true},
	{"field: {A: \"b\"}", WITH("A: b\r\nA: b\r\n"), false},
	{"field: {A: \"\"}", WITH("A: \r\n"), true},
	{"field: {A: \"\"}", WITH(""), false},

	/* parts of it */
	{"field: {A: {has: \"b c\"}}", WITH("A: ab cd\r\n"), true},
	{"field: {A: {has: \"b c\"}}", WITH("A: b\tc\r\n"), false},
	{"field: {A: {has: \"b, c\"}}", WITH("A: b\r\nA: c\r\n"), true},
	{"field: {Vary: {token: \"accept\"}}", WITH("Vary: x ,Accept\r\n"),
		true},
	{"field: {Vary: {token: \"accept\"}}",
		WITH("Vary: x\r\nVary: ,\tACCEPT, y\r\n"), true},
	{"field: {Vary: {token: \"accept\"}}", WITH("Vary: accept-x\r\n"),
		false},
	{"field: {Vary: {lacks-token: \"accept\"}}", WITH("Vary: x\r\n"), true},
	{"field: {Vary: {lacks-token: \"accept\"}}",
		WITH("Vary: x\r\nVary: y, accept\r\n"), false},
	{"field: {Vary: {lacks-token: \"accept\"}}", WITH(""), false},
	{"field: {A: {lines: 1}}", WITH("A: b, c\r\n"), true},
	{"field: {A: {lines: 1}}", WITH("A: b\r\na: c\r\n"), false},
	{"field: {A: {lines: 2}}", WITH("A: b\r\nB: x\r\na: c\r\n"), true},
	{"field: {Age: {form: digits}}", WITH("Age: 10\r\n"), true},
	{"field: {Age: {form: digits}}", WITH("Age: 1\r\nAge: 0\r\n"), false},
	{"field: {Age: {form: digits, lines: 1}}", WITH("Age: x\r\n"), false},
	{"field: {Age: {form: digits, lines: 2}}", WITH("Age: 1\r\n"), false},

	/* no-field */
	{"no-field: [A]", WITH("B: A\r\n"), true},
	{"no-field: [A]", WITH("a:\r\n"), false},
	{"no-field: [A, B]", WITH("B: x\r\n"), false},

	/* content */
	{"body: \"hello\"", CONTENT("hello", "5"), true},
	{"body: \"hello\"", OK CHUNKED "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
		true},
	{"body: \"hello\"", CONTENT("Hello", "5"), false},
	{"body: \"hello\"", CONTENT("hellos", "6"), false},
	{"body: \"\"", WITH(""), true},
	{"body: \"\"", OK CHUNKED "0\r\n\r\n", true},
	{"body: \"\"", CONTENT("x", "1"), false},
	{"body-begins: \"hel\"", CONTENT("hello", "5"), true},
	{"body-begins: \"ell\"", CONTENT("hello", "5"), false},
	{"body-begins: \"hellos\"", CONTENT("hello", "5"), false},
	{"body-has: \"ell\"", CONTENT("hello", "5"), true},
	{"body-has: \"elo\"", CONTENT("hello", "5"), false},
	{"body-has: \"x\"", WITH(""), false},
	{"body-lacks: \"elo\"", CONTENT("hello", "5"), true},
	{"body-lacks: \"x\"", WITH(""), true},
	{"body-lacks: \"ell\"", CONTENT("hello", "5"), false},

	/* framing */
	{"framing: length", CONTENT("x", "1"), true},
	{"framing: length", OK CHUNKED "0\r\n\r\n", false},
	{"framing: chunked", OK CHUNKED "0\r\n\r\n", true},
	{"framing: chunked", OK "\r\n", false},
	{"framing: close", OK "\r\nhello", true},
	{"framing: close", WITH(""), false},
	{"framing: none", "HTTP/1.1 204 No\r\n\r\n", true},
	{"framing: none", WITH(""), false},

	/* dates */
	{LATER, WITH(MODIFIED "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
		true},
	{LATER, WITH(MODIFIED "Date: Sun, 06 Nov 1994 08:49:36 GMT\r\n"),
		false},
	{LATER, WITH(MODIFIED "Date: Sun, 06 Nov 1994 08:50:00 GMT\r\n"),
		true},
	{LATER, WITH(MODIFIED "Date: Sun, 06 Nov 1994 07:59:59 GMT\r\n"),
		false},
	{LATER, WITH(MODIFIED "Date: Mon, 07 Nov 1994 00:00:00 GMT\r\n"),
		true},
	{LATER, WITH(MODIFIED "Date: Mon, 31 Oct 1994 23:59:59 GMT\r\n"),
		false},
	{LATER, WITH(MODIFIED "Date: Thu, 01 Dec 1994 00:00:00 GMT\r\n"),
		true},
	{LATER, WITH(MODIFIED "Date: Fri, 31 Dec 1993 23:59:59 GMT\r\n"),
		false},
	{LATER, WITH(MODIFIED "Date: Sun, 01 Jan 1995 00:00:00 GMT\r\n"),
		true},
	{LATER, WITH(MODIFIED), false},
	{LATER, WITH(MODIFIED "Date: soon\r\n"), false},
	{LATER, WITH("Last-Modified: 1\r\nDate: Sun, 06 Nov 1994 08:49:37 "
		     "GMT\r\n"), false},

	/* parts of a multipart */
	{"byteranges: [parts, crlf, content-range, content-type]",
		PARTS(PART("0-2/9", "abc") PART("8-8/9", "i") "--B--\r\n"),
		true},
	{"byteranges: [parts, crlf, content-range]",
		PARTS("before\r\n" PART("0-2/*", "a\nc") "--B--after"), true},
	{"byteranges: [content-type]",
		PARTS("--B\r\nContent-Range: bytes 0-0/1\r\n\r\na\r\n--B--"),
		false},
	{"byteranges: [parts]", PARTS("--B--\r\n"), false},
	{"byteranges: [parts]", PARTS(PART("0-2/9", "abc")), false},
	{"byteranges: [parts]", PARTS(PART("0-2/9", "abc") "--B"), false},
	{"byteranges: [parts]", PARTS("--B\r\n\r\nabc"), false},
	{"byteranges: [parts]", PARTS("--B\r\nA: b\r\n"), false},
	{"byteranges: [parts]", PARTS("--Bx\r\n\r\n\r\n--B--"), false},
	{"byteranges: [parts]", PARTS("abc"), false},
	{"byteranges: [parts]", PARTS(""), false},
	{"byteranges: [parts]",
		OK "Content-Type: text/plain; boundary=B\r\n\r\n"
			PART("0-0/1", "a") "--B--", false},
	{"byteranges: [parts]",
		OK "Content-Type: Multipart/Byteranges;a=b; Boundary=\"B :\""
		   "\r\n\r\n--B :\r\n\r\n\r\n--B :--", true},
	{"byteranges: [parts]",
		OK "Content-Type: multipart/byteranges\r\n\r\n"
			PART("0-0/1", "a") "--B--", false},
	{"byteranges: [parts]",
		PARTS("--B\nA: b\n\na\n--B--"), true},
	{"byteranges: [crlf]", PARTS("--B\r\nA: b\r\n\r\na\n--B--"), false},
	{"byteranges: [crlf]", PARTS("--B\r\nA: b\n\r\na\r\n--B--"), false},
	{"byteranges: [crlf]", PARTS("--B\nA: b\r\n\r\na\r\n--B--"), false},
	{"byteranges: [content-range]", PARTS(PART("0-2/9", "ab") "--B--"),
		false},
	{"byteranges: [content-range]", PARTS(PART("0-2/3", "abcd") "--B--"),
		false},
	{"byteranges: [content-range]", PARTS(PART("0-2/2", "abc") "--B--"),
		false},
	{"byteranges: [content-range]", PARTS(PART("2-0/9", "abc") "--B--"),
		false},
	{"byteranges: [content-range]", PARTS(PART("0-2", "abc") "--B--"),
		false},
	{"byteranges: [content-range]",
		PARTS(PART("0-0/9", "a") "--B\r\n\r\na\r\n--B--"), false},
	{"byteranges: [content-range]",
		PARTS("--B\r\nContent-Range: bytes 0-0/9\r\n"
		      "Content-Range: bytes 0-0/9\r\n\r\na\r\n--B--"),
		false},
	{"byteranges: [descending]",
		PARTS(PART("6-8/9", "ghi") PART("0-2/9", "abc") "--B--"), true},
	{"byteranges: [descending]",
		PARTS(PART("0-2/9", "abc") PART("6-8/9", "ghi") "--B--"), false},

	/* syntax */
	{"syntax: strict", CONTENT("hello", "5"), true},
	{"syntax: strict", OK CHUNKED "0\r\nA: b\r\n\r\n", true},
	{"syntax: strict", "HTTP/1.1 200 OK\n" EMPTY, false},
	{"syntax: strict", WITH("A: b\r\n c\r\n"), false},
	{"syntax: strict", WITH("A : b\r\n"), false},
	{"syntax: strict", OK CHUNKED "0\r\nA: b\n\r\n", false},

	/* what the fields route shows */
	{"received: {X: \"a\"}", CONTENT("X: a\n", "5"), true},
	{"received: {X: \"a\"}", CONTENT("Y: b\nx: a\n", "10"), true},
	{"received: {X: \"a\"}", CONTENT("Y: b\nX: a", "9"), true},
	{"received: {X: \"a\"}", CONTENT("X: A\n", "5"), false},
	{"received: {X: \"a\"}", CONTENT("X: ab\n", "6"), false},
	{"received: {X: \"a\"}", CONTENT("X:a\n", "4"), false},
	{"received: {X: \"a\"}", CONTENT("YX: a\n", "6"), false},
	{"received: {X: \"a\"}", CONTENT("Y: X: a\n", "8"), false},
	{"received: {X: \"\"}", CONTENT("X: \n", "4"), true},
	{"received: {X: \"\"}", WITH(""), false},
	{"received: {X: \"a\", Y: \"b\"}", CONTENT("X: a\n", "5"), false},
	{"received: {X: \"a\", Y: \"b\"}", CONTENT("Y: b\nX: a\n", "10"), true},
	{"not-received: [X]", CONTENT("Y: X: a\n", "8"), true},
	{"not-received: [X]", CONTENT("x: a\n", "5"), false},
	{"not-received: [X, Y]", CONTENT("Y: b\n", "5"), false},
	{"not-received: [X]", WITH(""), true},

	/* as with the field, as without it, as neither */
	{"effect: shown", "HTTP/1.1 304 Not\r\n\r\n", true},
	{"effect: shown", WITH(""), false},
	{"effect: absent", WITH(""), true},
	{"effect: absent", "HTTP/1.1 304 Not\r\n\r\n", false},
	{"effect: shown", "HTTP/1.1 400 Bad\r\n" EMPTY, false},
	{"effect: absent", "HTTP/1.1 400 Bad\r\n" EMPTY, false},

	/* several at once */
	{"status: 2xx, version: \"1.1\", body: \"x\", framing: length",
		CONTENT("x", "1"), true},
	{"status: 2xx, version: \"1.1\", body: \"y\", framing: length",
		CONTENT("x", "1"), false},
	{"status: 4xx, body: \"x\"", CONTENT("x", "1"), false},
};
/* clang-format on */

/* How the target shows the field. */
static const struct effect effect = {.shown = 304, .absent = 200};

static bool
holds(const char *events, const char *came, unsigned capabilities)
{
	struct octets outcome = {0};
	struct trace *t = hand_trace(came, TRACE_FIN);
	struct match_scene s = {
		.trace = t, .capabilities = capabilities, .last = true};
	struct test_case *c;
	struct match m;
	bool result;

	t->effect = &effect;
	assert_true(octets_format(&outcome, "{pass: [%s, close]}", events));
	assert_true(octets_append(&outcome, "", 1));
	c = hand_case((const char *)outcome.at);
	result = match_outcome(&s, &case_expect(c, 0)->outcomes[0], &m);
	octets_free(&outcome);
	trace_free(t);
	case_free(c);
	return result;
}

static void
test_conditions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets event = {0};

		assert_true(octets_format(&event, "{%s}", rows[i].conditions));
		assert_true(octets_append(&event, "", 1));
		if (holds((const char *)event.at, rows[i].came, ALL) !=
			rows[i].holds)
			fail_msg("%s: not %d for %s", rows[i].conditions,
				rows[i].holds, rows[i].came);
		octets_free(&event);
	}
}

/* Nothing is known of what a target received that does not show it. */
static void
test_unseen_fields(void **state)
{
	const unsigned without = ALL & ~(1u << CAPABILITY_FIELDS);

	(void)state;
	assert_false(holds("{received: {X: \"a\"}}", CONTENT("X: a\n", "5"),
		without));
	assert_false(holds("{not-received: [X]}", CONTENT("Y: a\n", "5"),
		without));
}

#define TAG(value) WITH("ETag: " value "\r\n")
#define SAME(n) "{field: {ETag: {same-as: " n "}}}"

/* Interim responses do not count; the first final one is number 1. */
static void
test_same_as(void **state)
{
	static const struct {
		const char *events;
		const char *came;
		bool holds;
	} same[] = {
		{"200, " SAME("1"), TAG("\"a\"") TAG("\"a\""), true},
		{"200, " SAME("1"), TAG("\"a\"") TAG("\"A\""), false},
		{"200, " SAME("1"), WITH("") TAG("\"a\""), false},
		{"200, " SAME("1"), TAG("\"a\"") WITH(""), false},
		{"200, 200, " SAME("2"), TAG("\"b\"") TAG("\"a\"") TAG("\"a\""),
			true},
		{"200, 200, " SAME("1"), TAG("\"b\"") TAG("\"a\"") TAG("\"a\""),
			false},
		{"200, " SAME("1"),
			"HTTP/1.1 103 x\r\nETag: \"b\"\r\n\r\n" TAG("\"a\"")
				TAG("\"a\""),
			true},
		{"200, " SAME("3"), TAG("\"a\"") TAG("\"a\""), false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_int_equal(holds(same[i].events, same[i].came, ALL),
			same[i].holds);
}

#define WHOLE CONTENT("abcdefghi", "9")
#define ONE(range, text, len)                           \
	"HTTP/1.1 206 x\r\nContent-Range: bytes " range \
	"\r\nContent-Length: " len "\r\n\r\n" text

static void
test_part_of(void **state)
{
	static const struct {
		const char *came;
		bool holds;
	} parts[] = {
		{WHOLE ONE("1-3/9", "bcd", "3"), true},
		{WHOLE ONE("1-3/*", "bcd", "3"), true},
		{WHOLE ONE("0-8/9", "abcdefghi", "9"), true},
		{WHOLE ONE("0-2/9", "bcd", "3"), false},
		{WHOLE ONE("1-2/9", "bcd", "3"), false},
		{WHOLE ONE("7-9/10", "hij", "3"), false},
		{WHOLE ONE("x", "bcd", "3"), false},
		{WHOLE CONTENT("bcd", "3"), false},
		{WHOLE PARTS(PART("0-1/9", "ab") PART("8-8/9", "i") "--B--"),
			true},
		{WHOLE PARTS(PART("0-1/9", "ab") PART("8-8/9", "j") "--B--"),
			false},
		{WHOLE PARTS(PART("0-1/9", "ab")), false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (holds("200, {part-of: 1}", parts[i].came, ALL) !=
			parts[i].holds)
			fail_msg("not %d for %s", parts[i].holds,
				parts[i].came);
}

static void
test_covers(void **state)
{
	static const struct {
		const char *came;
		bool holds;
	} came[] = {
		{ONE("1-5/9", "bcdef", "5"), true},
		{ONE("0-8/9", "abcdefghi", "9"), true},
		{ONE("2-5/9", "cdef", "4"), false},
		{ONE("1-4/9", "bcde", "4"), false},
		{ONE("x", "bcdef", "5"), false},
		{CONTENT("abcdefghi", "9"), false},
		{PARTS(PART("1-1/9", "b") PART("3-5/9", "def") "--B--"), true},
		{PARTS(PART("4-5/9", "ef") PART("3-3/9", "d")
				 PART("1-2/9", "bc") "--B--"),
			true},
		{PARTS(PART("3-5/9", "def") "--B--"), false},
		{PARTS(PART("1-1/9", "b") PART("3-4/9", "de") "--B--"), false},
		{PARTS(PART("1-1/9", "b") PART("4-5/9", "ef") "--B--"), false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(came) / sizeof(came[0]); i++)
		if (holds("{covers: \"3-5,1-1\"}", came[i].came, ALL) !=
			came[i].holds)
			fail_msg("not %d for %s", came[i].holds, came[i].came);
}

/* {{variant}} alone is the octets of the variant that was played. */
static void
test_variant(void **state)
{
	static const char *const conditions[] = {
		"body: \"{{variant}}\"",
		"body-has: \"{{variant}}\"",
		"field: {A: \"{{variant}}\"}",
		"field: {A: {has: \"{{variant}}\"}}",
		"field: {A: {token: \"{{variant}}\"}}",
	};
	struct trace *t =
		hand_trace(OK "A: one\r\nContent-Length: 3\r\n\r\none",
			TRACE_FIN);

	(void)state;
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		struct octets steps = {0};
		struct case_text text = {
			.variants = "{first: \"one\", second: \"two\"}"};
		struct match_scene s = {.trace = t, .last = true};
		struct test_case *c;
		struct match m;

		assert_true(octets_format(&steps,
			"{send: [\"{{variant}}\"]},"
			"{expect: [{pass: [{%s}, close]}]}",
			conditions[i]));
		assert_true(octets_append(&steps, "", 1));
		text.steps = (const char *)steps.at;
		c = case_text_read(&text);
		for (size_t k = 0; k < 2; k++) {
			s.variant = &c->variants[k].octets;
			assert_int_equal(
				match_outcome(&s,
					&case_expect(c, 0)->outcomes[0], &m),
				k == 0);
		}
		octets_free(&steps);
		case_free(c);
	}
	trace_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_unseen_fields),
		cmocka_unit_test(test_same_as),
		cmocka_unit_test(test_part_of),
		cmocka_unit_test(test_covers),
		cmocka_unit_test(test_variant),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}
