/*
 * What a case says is what the server gets, octet by octet and write by write.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/play/case_text.h"
#include "tests/play/script.h"
#include "tests/play/stage.h"
#include "tests/play/trace_items.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define CLOSE ", {expect: [{pass: [close]}]}"

#define OCTETS(literal) literal, sizeof(literal) - 1

/* No text is shorter, and none has a NUL in its last octets. */
#define TAIL 2

/* PORT stands for the port in the octets that the server gets. */
static const struct {
	const char *steps;
	const char *came;
	size_t len;
	size_t writes[3]; /* their lengths without PORT; 0: no more */
} rows[] = {
	{"{send: [\"\\0\\xFF\\r\\n\"]}" CLOSE, OCTETS("\0\xFF\r\n"), {4}},
	{"{send: [\"GET {{target:ok}}\", \" HTTP/1.1\\r\\n\"]}" CLOSE,
		OCTETS("GET / HTTP/1.1\r\n"), {16}},
	{"{send: [\"{{target:echo}} {{target:static}}\"]}" CLOSE,
		OCTETS("/echo /static/sample.txt"), {24}},
	{"{send: [{label: a, of: [\"hello\", {repeat: \"xy\", times: 6}]},"
	 "\" {{len:a}} {{chunk:a}}\"]}" CLOSE,
		OCTETS("helloxyxyxyxyxyxy 17 11"), {23}},
	{"{send: [\"Host: {{host}}\"]}" CLOSE, OCTETS("Host: 127.0.0.1:PORT"),
		{16}},
	{"{send: [\"{{port}}.\"]}" CLOSE, OCTETS("PORT."), {1}},
	{"{send: [\"G\"]}, {send: [\"E\"]}, {send: [\"T \"]}" CLOSE,
		OCTETS("GET "), {1, 1, 2}},
	{"{send: [\"GE\"]}, {pause: 1ms}, {send: [\"T\"]}" CLOSE, OCTETS("GET"),
		{2, 1}},
	{"{send: [\"GET\"]}, half-close" CLOSE, OCTETS("GET"), {3}},
	{"{send: [\"GET\"]}, {pause: 1ms}, half-close, {pause: 1ms}" CLOSE,
		OCTETS("GET"), {3}},
};

static void
expected(const struct stage *s, size_t row, struct octets *out)
{
	struct octets plain = {0};
	size_t at;

	assert_true(octets_append(&plain, rows[row].came, rows[row].len));
	at = octets_find(&plain, 0, "PORT", 4);
	if (at == SIZE_MAX) {
		*out = plain;
		return;
	}
	assert_true(octets_append(out, plain.at, at));
	assert_true(octets_text(out, s->port));
	assert_true(octets_append(out, plain.at + at + 4, plain.len - at - 4));
	octets_free(&plain);
}

static void
check_writes(const struct trace *t, size_t row, size_t port_len)
{
	size_t n = 0;
	bool has_port = strstr(rows[row].came, "PORT") != NULL;

	for (size_t i = 0; i < t->n_segments; i++) {
		assert_true(t->segments[i].out);
		assert_true(n < 3);
		assert_int_equal(t->segments[i].len,
			rows[row].writes[n] + (has_port ? port_len : 0));
		n++;
	}
	assert_true(n > 0 && (n == 3 || rows[row].writes[n] == 0));
}

/* The server ends the connection once it has the last octets, or the FIN. */
static void
play_row(size_t i)
{
	bool fin = strstr(rows[i].steps, "half-close") != NULL;
	struct script script = {{{NULL, NULL, SCRIPT_FIN}}};
	struct test_case *c = case_text_steps(rows[i].steps);
	struct octets wanted = {0};
	struct stage s;
	struct trace *t;

	stage_open(&s, &script_manner, &script);
	expected(&s, i, &wanted);
	assert_true(octets_append(&wanted, "", 1));
	wanted.len--;
	if (!fin)
		script.lines[0].until =
			(const char *)wanted.at + wanted.len - TAIL;
	t = stage_trace(&s, c);
	assert_true(octets_equal(&peer_nth(&s.peer, 0)->in, &wanted));
	assert_true(octets_equal(&t->out, &wanted));
	assert_int_equal(peer_nth(&s.peer, 0)->fin, fin);
	assert_int_equal(t->half_closed, fin);
	check_writes(t, i, strlen(s.port));
	octets_free(&wanted);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

static void
test_octets(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		play_row(i);
}

/* Octets that answer something are written apart from those before. */
static void
test_apart(void **state)
{
	struct script script = {
		{{"one", "HTTP/1.1 100 \r\n\r\n", 0}, {"two", OK, SCRIPT_FIN}}};
	struct test_case *c = case_text_steps(
		"{send: [\"one\"]}, {expect: [{pass: [100]}]},"
		"{send: [\"two\"]}, {expect: [{pass: [200, close]}]}");
	struct stage s;
	struct trace *t;

	(void)state;
	stage_open(&s, &script_manner, &script);
	t = stage_trace(&s, c);
	trace_items_are(t, "100 []; 200 []");
	assert_int_equal(peer_nth(&s.peer, 0)->n_reads, 2);
	trace_free(t);
	stage_close(&s);
	case_free(c);
}

/* A pause lasts at least as long as it says, times the patience. */
static void
test_pause(void **state)
{
	struct test_case *c = case_text_steps(
		"{send: [\"a\"]}, {pause: 20ms}, {send: [\"b\"]}" CLOSE);

	(void)state;
	for (unsigned patience = 1; patience <= 2; patience++) {
		struct script script = {{{"ab", NULL, SCRIPT_FIN}}};
		const struct play_spec spec = {
			.test_case = c, .patience = patience};
		struct play_result result;
		struct stage s;

		stage_open(&s, &script_manner, &script);
		result = stage_play(&s, &spec);
		assert_int_equal(result.failure, PLAY_DONE);
		/* the loop counts whole milliseconds */
		assert_true(result.trace->segments[1].at_us -
				    result.trace->segments[0].at_us >=
			    (uint64_t)patience * 20000 - 1000);
		trace_free(result.trace);
		stage_close(&s);
	}
	case_free(c);
}

/* The name below the store is the same in one play, and another in the next. */
static void
test_store(void **state)
{
	const struct case_text text = {
		.needs = "[store]",
		.steps =
			"{send: [\"{{target:store}} {{target:store}}>\"]}" CLOSE,
	};
	struct test_case *c = case_text_read(&text);
	struct octets sent[2] = {{0}, {0}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct script script = {{{">", NULL, SCRIPT_FIN}}};
		struct octets *out = &sent[i];
		struct stage s;
		struct trace *t;
		size_t half;

		stage_open(&s, &script_manner, &script);
		t = stage_trace(&s, c);
		assert_true(octets_append(out, t->out.at, t->out.len));
		half = out->len / 2;
		assert_memory_equal(out->at, "/store/assay-", 13);
		assert_int_equal(out->len,
			2 * strlen("/store/" PLAY_FRESH_LIKE " "));
		assert_int_equal(out->at[half - 1], ' ');
		assert_memory_equal(out->at, out->at + half, half - 1);
		trace_free(t);
		stage_close(&s);
	}
	assert_false(octets_equal(&sent[0], &sent[1]));
	octets_free(&sent[0]);
	octets_free(&sent[1]);
	case_free(c);
}

static void
test_variant(void **state)
{
	const struct case_text text = {
		.variants = "{one: \"1\\0\", two: \"2\"}",
		.steps = "{send: [\"<{{variant}}>\"]}" CLOSE,
	};
	static const char *const wanted[] = {"<1\0>", "<2>"};
	struct test_case *c = case_text_read(&text);

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct script script = {{{">", NULL, SCRIPT_FIN}}};
		const struct play_spec spec = {.test_case = c,
			.variant = &c->variants[i],
			.patience = 1};
		struct play_result result;
		struct stage s;

		stage_open(&s, &script_manner, &script);
		result = stage_play(&s, &spec);
		assert_int_equal(result.failure, PLAY_DONE);
		assert_int_equal(result.trace->out.len, 4 - i);
		assert_memory_equal(result.trace->out.at, wanted[i], 4 - i);
		trace_free(result.trace);
		stage_close(&s);
	}
	case_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_pause),
		cmocka_unit_test(test_store),
		cmocka_unit_test(test_variant),
	};

	return cmocka_run_group_tests(tests, case_text_set_up,
		case_text_tear_down);
}
