/*
 * Events against what came: in order, all of it, and the end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/match.h"
#include "tests/judge/hand.h"

#define R(status) "HTTP/1.1 " status " x\r\nContent-Length: 0\r\n\r\n"
#define I(status) "HTTP/1.1 " status " x\r\n\r\n"
#define HALF "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"
#define HALF_HEAD "HTTP/1.1 200 OK\r\nContent-"
#define JUNK "rubbish\r\n"

#define UNSEEN TRACE_UNSEEN
#define FIN TRACE_FIN
#define RST TRACE_RESET
#define ALIGNED TRACE_ALIGNED
#define SHIFTED TRACE_SHIFTED

/* Y: it matches, U: it does, but the state is unseen, N: it does not. */
struct row {
	const char *events;
	const char *came;
	enum trace_end end;
	char matches;
};

/* clang-format off */
static const struct row last[] = {
	/* statuses */
	{"[400, close]", R("400"), FIN, 'Y'},
	{"[400, close]", R("401"), FIN, 'N'},
	{"[4xx, close]", R("400"), FIN, 'Y'},
	{"[4xx, close]", R("499"), FIN, 'Y'},
	{"[4xx, close]", R("399"), FIN, 'N'},
	{"[4xx, close]", R("500"), FIN, 'N'},
	{"[final, close]", R("200"), FIN, 'Y'},
	{"[final, close]", R("999"), FIN, 'Y'},
	{"[final, close]", I("100"), FIN, 'N'},
	{"[{status: [4xx, 501]}, close]", R("501"), FIN, 'Y'},
	{"[{status: [4xx, 501]}, close]", R("404"), FIN, 'Y'},
	{"[{status: [4xx, 501]}, close]", R("500"), FIN, 'N'},
	{"[{body: \"\"}, close]", R("200"), FIN, 'Y'},
	{"[{body: \"\"}, close]", I("100"), FIN, 'N'},

	/* all, in order, and nothing else */
	{"[200, 404, close]", R("200") R("404"), FIN, 'Y'},
	{"[200, 404, close]", R("404") R("200"), FIN, 'N'},
	{"[200, close]", R("200") R("404"), FIN, 'N'},
	{"[200, 404, close]", R("200"), FIN, 'N'},
	{"[200, close]", "", FIN, 'N'},
	{"[200, close]", HALF, FIN, 'N'},
	{"[200, close]", HALF_HEAD, FIN, 'N'},
	{"[200, close]", JUNK, FIN, 'N'},
	{"[200, close]", R("200") JUNK, FIN, 'N'},
	{"[200, close]", R("200") HALF_HEAD, FIN, 'N'},

	/* interim responses are passed over unless they are named */
	{"[200, close]", I("100") I("103") R("200"), FIN, 'Y'},
	{"[close]", I("100"), FIN, 'Y'},
	{"[close]", R("200"), FIN, 'N'},
	{"[100, 200, close]", I("100") R("200"), FIN, 'Y'},
	{"[100, 200, close]", R("200"), FIN, 'N'},
	{"[100, 200, close]", R("200") I("100"), FIN, 'N'},
	{"[103, 200, close]", I("100") I("103") R("200"), FIN, 'Y'},
	{"[103, 103, 200, close]", I("103") I("100") I("103") R("200"), FIN,
		'Y'},
	{"[103, 103, 200, close]", I("103") I("100") R("200"), FIN, 'N'},
	{"[1xx, 200, close]", I("103") R("200"), FIN, 'Y'},
	{"[100, close]", I("100") I("103"), FIN, 'Y'},
	{"[100, close]", I("103"), FIN, 'N'},
	{"[{status: 100, no-field: [Content-Length]}, 200, close]",
		I("100") R("200"), FIN, 'Y'},

	/* incomplete, garbage */
	{"[incomplete, close]", HALF, FIN, 'Y'},
	{"[incomplete, close]", HALF_HEAD, RST, 'Y'},
	{"[incomplete, close]", R("200"), FIN, 'N'},
	{"[incomplete, close]", JUNK, FIN, 'N'},
	{"[incomplete, close]", "", FIN, 'N'},
	{"[{incomplete: 200}, close]", HALF, FIN, 'Y'},
	{"[{incomplete: 416}, close]", HALF, FIN, 'N'},
	{"[{incomplete: final}, close]", HALF_HEAD, RST, 'N'},
	{"[{incomplete: 200}, close]", R("200"), FIN, 'N'},
	{"[{incomplete: 200}, close]", I("100") HALF, FIN, 'Y'},
	{"[{incomplete: 200}, close]", "", FIN, 'N'},
	{"[200, incomplete, close]", R("200") HALF, FIN, 'Y'},
	{"[incomplete, close]", I("100") HALF, FIN, 'Y'},
	{"[incomplete, {any: 0}]", HALF, UNSEEN, 'Y'},
	{"[garbage, close]", JUNK, FIN, 'Y'},
	{"[garbage, close]", HALF, FIN, 'N'},
	{"[garbage, close]", R("200"), FIN, 'N'},
	{"[2xx, garbage, close]", R("200") JUNK, FIN, 'Y'},
	{"[2xx, garbage, fate]", R("200") JUNK, UNSEEN, 'U'},

	/* any */
	{"[any, close]", "", FIN, 'Y'},
	{"[any, close]", R("200") I("100") R("400") HALF, RST, 'Y'},
	{"[any, close]", R("200") JUNK, FIN, 'Y'},
	{"[any, close]", R("200"), UNSEEN, 'N'},
	{"[400, any, close]", R("400") R("200"), FIN, 'Y'},
	{"[400, any, close]", R("200") R("400"), FIN, 'N'},
	{"[{any: 0}]", "", UNSEEN, 'Y'},
	{"[{any: 0}]", R("200"), FIN, 'N'},
	{"[{any: 2}]", R("200") R("400"), SHIFTED, 'Y'},
	{"[{any: 2}]", R("200") I("100") R("400"), FIN, 'Y'},
	{"[{any: 2}]", R("200") R("200") R("200"), FIN, 'N'},
	{"[{any: 1}]", R("200"), ALIGNED, 'Y'},
	{"[{any: 1}]", R("200"), RST, 'Y'},
	{"[400, {any: 1}]", R("400") R("200"), UNSEEN, 'Y'},
	{"[400, {any: 1}]", R("400") R("200") R("200"), UNSEEN, 'N'},

	/* the end */
	{"[close]", "", FIN, 'Y'},
	{"[close]", "", RST, 'Y'},
	{"[close]", "", UNSEEN, 'N'},
	{"[close]", "", ALIGNED, 'N'},
	{"[close]", "", SHIFTED, 'N'},
	{"[fin]", "", FIN, 'Y'},
	{"[fin]", "", RST, 'N'},
	{"[reset]", "", RST, 'Y'},
	{"[reset]", "", FIN, 'N'},
	{"[200, open]", R("200"), ALIGNED, 'Y'},
	{"[200, open]", R("200"), UNSEEN, 'U'},
	{"[200, open]", R("200"), FIN, 'N'},
	{"[200, open]", R("200"), SHIFTED, 'N'},
	{"[open]", "", ALIGNED, 'Y'},
	{"[200, fate]", R("200"), ALIGNED, 'Y'},
	{"[200, fate]", R("200"), UNSEEN, 'U'},
	{"[200, fate]", R("200"), FIN, 'Y'},
	{"[200, fate]", R("200"), RST, 'Y'},
	{"[200, fate]", R("200"), SHIFTED, 'N'},
	{"[200, shifted]", R("200"), SHIFTED, 'Y'},
	{"[200, shifted]", R("200"), ALIGNED, 'N'},
	{"[200, shifted]", R("200"), UNSEEN, 'N'},
	{"[200, shifted]", R("200"), FIN, 'N'},
	{"[silent]", "", UNSEEN, 'Y'},
	{"[silent]", "", FIN, 'N'},
	{"[silent]", "", RST, 'N'},
	{"[silent]", R("200"), UNSEEN, 'N'},
	{"[silent]", I("100"), UNSEEN, 'N'},
	{"[silent]", HALF_HEAD, UNSEEN, 'N'},
};

/* Behind the expect stands another one, so only the end of the connection is
 * an end, and no state need be named. */
static const struct row earlier[] = {
	{"[100]", I("100"), UNSEEN, 'Y'},
	{"[100]", "", UNSEEN, 'N'},
	{"[2xx]", R("200"), UNSEEN, 'Y'},
	{"[2xx]", R("200"), FIN, 'Y'},
	{"[2xx]", R("200") R("200"), UNSEEN, 'N'},
	{"[2xx, 2xx]", R("200") R("200"), UNSEEN, 'Y'},
	{"[2xx, close]", R("200"), UNSEEN, 'N'},
	{"[2xx, close]", R("200"), FIN, 'Y'},
	{"[2xx, open]", R("200"), UNSEEN, 'Y'},
	{"[2xx, open]", R("200"), FIN, 'N'},
	{"[2xx, fate]", R("200"), UNSEEN, 'Y'},
	{"[2xx, fate]", R("200"), RST, 'Y'},
	{"[silent]", "", UNSEEN, 'Y'},
	{"[silent]", "", FIN, 'N'},
	{"[garbage]", JUNK, UNSEEN, 'Y'},
	{"[incomplete]", HALF, UNSEEN, 'Y'},
	{"[any, fate]", R("200") R("200"), UNSEEN, 'Y'},
};

static const struct row after_reset[] = {
	{"[alive]", "", TRACE_ALIVE, 'Y'},
	{"[alive]", "", TRACE_DEAD, 'N'},
	{"[alive]", "", UNSEEN, 'N'},
};
/* clang-format on */

static void
check(const struct row *row, struct test_case *c)
{
	struct trace *t = hand_trace(row->came, row->end);
	const struct match_scene s = {
		.trace = t, .expect = 0, .last = c->n_expects == 1};
	struct match m;
	char got;

	if (!match_outcome(&s, &case_expect(c, 0)->outcomes[0], &m))
		got = 'N';
	else
		got = m.unseen ? 'U' : 'Y';
	if (got != row->matches)
		fail_msg("%s: %c instead of %c for %s, %s", row->events, got,
			row->matches, row->came, trace_end_name(row->end));
	trace_free(t);
	case_free(c);
}

static void
check_all(const struct row *rows, size_t n,
	struct test_case *(*make)(const char *outcomes))
{
	for (size_t i = 0; i < n; i++) {
		struct octets outcome = {0};

		assert_true(octets_format(&outcome, "{pass: %s}",
			rows[i].events));
		assert_true(octets_append(&outcome, "", 1));
		check(&rows[i], make((const char *)outcome.at));
		octets_free(&outcome);
	}
}

static void
test_last(void **state)
{
	(void)state;
	check_all(last, sizeof(last) / sizeof(last[0]), hand_case);
}

static void
test_earlier(void **state)
{
	(void)state;
	check_all(earlier, sizeof(earlier) / sizeof(earlier[0]),
		hand_case_of_two);
}

static void
test_after_reset(void **state)
{
	(void)state;
	check_all(after_reset, sizeof(after_reset) / sizeof(after_reset[0]),
		hand_case_of_reset);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_last),
		cmocka_unit_test(test_earlier),
		cmocka_unit_test(test_after_reset),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}
