/*
 * Which two plays came to the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/alike.h"
#include "tests/play/trace_items.h"

/*
 * A play as letters. Sent: q a GET; ( a head that announces content, ) its
 * content. Came: 1 2 3 4 an answer of that class, i half an answer, g garbage.
 * The end: F FIN, R RST, O in step, S shifted, U unseen, L alive, D dead.
 */
static const struct {
	const char *a;
	const char *b;
	bool alike;
} rows[] = {
	{"q2O", "q2O", true},
	{"q2O", "q3O", true},
	{"q12O", "q2O", true},
	{"q2O", "q4F", false},
	{"q2O", "qF", false},
	{"q2O", "qU", false},
	{"q2O", "q22O", false},
	{"q2O", "q2gF", false},
	{"q2O", "qiF", false},
	/* open or closed is the server's choice */
	{"q2O", "q2F", true},
	{"q2U", "q2R", true},
	/* in step or not */
	{"q2O", "q2S", false},
	{"q2F", "q2S", false},
	{"q2S", "q2S", true},
	{"q4F", "q4S", false},
	/* refusals */
	{"q4F", "q4O", true},
	{"q4F", "qF", true},
	{"q4F", "qR", true},
	{"q4F", "q44F", true},
	{"q4O", "qU", false},
	{"q4F", "q42F", false},
	{"q4F", "qgF", false},
	{"qF", "qU", false},
	{"qU", "qU", true},
	/* several messages */
	{"qq22O", "qq22F", true},
	{"qq22O", "qq2F", false},
	{"qq24F", "qq2F", true},
	{"qq24F", "qq2O", false},
	{"qq24F", "qq4F", false},
	{"qq42O", "qq42O", true},
	/* an answer before the content is there decides nothing */
	{"()4F", "()2F", false},
	{"()4F", "(2)F", true},
	{"()4F", "(2)4F", true},
	{"()4F", "(2)O", false},
	{"()4F", "(2)S", false},
	{"()2O", "(2)O", true},
	{"()2O", "(2)F", true},
	{"()F", "(2)R", true},
	{"(2)F", "(2)O", true},
	/* but one to a request that was whole does */
	{"qq4F", "q2q4F", false},
	{"qq24F", "q2q4F", true},
	{"q()24F", "q2(2)F", true},
	{"q()4F", "q2(4)F", false},
	/* and so does one behind all that was sent */
	{"(4F", "(2F", false},
	/* our own RST may come before an answer */
	{"qL", "q2L", true},
	{"qL", "qD", false},
	{"q2L", "q2O", true},
};

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

static void
come(struct trace *t, const char *text)
{
	trace_items_came(t, text, strlen(text), SIZE_MAX);
}

static void
end(struct trace *t, enum trace_end end)
{
	if (end == TRACE_ALIGNED || end == TRACE_SHIFTED) {
		assert_true(trace_canary(t, GET, sizeof(GET) - 1, 1));
		come(t, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
	}
	trace_ended(t, end, 1);
}

static void
act(struct trace *t, char letter)
{
	char answer[] = "HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n";

	switch (letter) {
	case 'q':
		trace_items_sent(t, GET);
		return;
	case '(':
		trace_items_sent(t, "POST / HTTP/1.1\r\nHost: a\r\n"
				    "Content-Length: 3\r\n\r\n");
		return;
	case ')':
		trace_items_sent(t, "abc");
		return;
	case '1':
		come(t, "HTTP/1.1 100 Continue\r\n\r\n");
		return;
	case 'i':
		come(t, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
		return;
	case 'g':
		come(t, "<html>");
		return;
	default:
		answer[9] = letter;
		come(t, answer);
	}
}

static struct trace *
play(const char *letters)
{
	static const char ends[] = "UFROSLD"; /* in the order of the enum */
	struct trace *t = trace_new();

	assert_non_null(t);
	for (; strchr(ends, *letters) == NULL; letters++)
		act(t, *letters);
	end(t, (enum trace_end)(strchr(ends, *letters) - ends));
	return t;
}

/* The same whichever of them comes first. */
static void
test_alike(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace *a = play(rows[i].a);
		struct trace *b = play(rows[i].b);

		if (judge_alike(a, b) != rows[i].alike ||
			judge_alike(b, a) != rows[i].alike)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
		trace_free(a);
		trace_free(b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alike),
	};

	return cmocka_run_group_tests_name("alike", tests, NULL, NULL);
}
