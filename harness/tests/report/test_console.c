#include "fixture.h"

#include <string.h>

static const char progress_text[] =
	"fail  server/fields/space-before-colon: 200, fin: no outcome expects "
	"this\n";

static const char tail_text[] =
	"inconclusive\n"
	"  server/methods/unknown: reset before anything was answered, also in a second\n"
	"    play alone\n"
	"\n"
	"flaky: two plays gave two verdicts\n"
	"  server/methods/unknown: first pass, then note\n"
	"\n"
	"skipped, because\n"
	"     2  the control was answered with 405\n"
	"     1  needs echo\n"
	"\n"
	"level         pass  warn  fail  note  skip  inconclusive  error\n"
	"must             1     -     1     -     -             -      -\n"
	"should           -     3     -     -     -             -      -\n"
	"may              -     -     -     1     3             1      -\n"
	"hardening        -     -     -     -     -             -      -\n"
	"\n"
	"area          pass  warn  fail  note  skip  inconclusive  error\n"
	"chunked          -     3     -     -     -             -      -\n"
	"fields           1     -     1     -     -             -      -\n"
	"methods          -     -     -     1     3             1      -\n"
	"\n"
	"tag           pass  warn  fail  note  skip  inconclusive  error\n"
	"smuggling        1     3     1     -     -             -      -\n"
	"\n"
	"http://127.0.0.1:8080/ (nginx/1.22.1): 3 cases in 10 variants, 13 plays, 2.1 s,\n"
	"  32 jobs, median latency 0.21 ms, quiet period 100 ms\n";

struct screen {
	FILE *file;
	struct console *console;
};

static struct screen
open_screen(bool colour, bool live)
{
	struct screen s = {.file = tmpfile()};

	assert_non_null(s.file);
	s.console = console_new(s.file, colour, live);
	assert_non_null(s.console);
	return s;
}

/* What was written; the screen is then gone. */
static struct octets
close_screen(struct screen *s)
{
	struct octets got = {0};

	console_free(s->console);
	fixture_read(s->file, &got);
	(void)fclose(s->file);
	return got;
}

static void
play_all(const struct screen *s, const struct fixture *f)
{
	for (size_t i = 0; i < FIXTURE_N; i++)
		console_result(s->console, &f->results[i], i + 1, FIXTURE_N);
	console_end(s->console, &f->run);
}

/* Each deviation in full, the variant with the same outcome by name. */
static void
put_deviations(const struct run *r, struct octets *out)
{
	report_text(r, &r->results[FIXTURE_FAIL], out);
	octets_text(out, "\n");
	report_text(r, &r->results[FIXTURE_WARN_LOWER], out);
	octets_text(out, "  the same in upper\n\n");
	report_text(r, &r->results[FIXTURE_WARN_OTHER], out);
	octets_text(out, "\n");
}

static void
test_pipe(void **state)
{
	const struct fixture *f = *state;
	struct screen s = open_screen(false, false);
	struct octets wanted = {0};
	struct octets got;

	play_all(&s, f);
	got = close_screen(&s);
	fixture_is_plain(&got);
	octets_format(&wanted, "%s\n", progress_text);
	put_deviations(&f->run, &wanted);
	octets_text(&wanted, tail_text);
	octets_append(&wanted, "", 1);
	fixture_same_text(&got, (char *)wanted.at);
	octets_free(&got);
	octets_free(&wanted);
}

static void
test_live(void **state)
{
	const struct fixture *f = *state;
	struct screen s = open_screen(false, true);
	struct octets got;

	console_result(s.console, &f->results[FIXTURE_PASS], 1, 640);
	console_result(s.console, &f->results[FIXTURE_FAIL], 2, 640);
	console_result(s.console, &f->results[FIXTURE_WARN_LOWER], 3, 640);
	got = close_screen(&s);
	fixture_same_text(&got,
		"\r1/640"
		"\r     \rfail  server/fields/space-before-colon: 200, fin: "
		"no outcome expects this\n"
		"\r2/640  1 fail 0 warn"
		"\r3/640  1 fail 1 warn"
		"\r                    \r");
	octets_free(&got);
}

static void
test_colour(void **state)
{
	static const char red[] = "\033[31mfail\033[0m  server/fields/";
	static const char yellow[] = "\033[33mwarn\033[0m  server/chunked/";
	const struct fixture *f = *state;
	struct screen s = open_screen(true, false);
	struct octets got;
	size_t first;

	play_all(&s, f);
	got = close_screen(&s);
	first = octets_find(&got, 0, red, sizeof(red) - 1);
	assert_int_equal(first, 0);
	assert_true(octets_find(&got, 1, red, sizeof(red) - 1) < got.len);
	assert_true(octets_find(&got, 0, yellow, sizeof(yellow) - 1) < got.len);
	octets_free(&got);
}

static void
test_long_failure(void **state)
{
	struct fixture *f = *state;
	struct result *r = &f->results[FIXTURE_FAIL];
	struct screen s = open_screen(false, false);
	struct octets got;

	strcpy(r->judgement.reason, "a reason that holds \x1b[2J and goes on "
				    "for so long that it does not fit");
	console_result(s.console, r, 1, 1);
	got = close_screen(&s);
	fixture_is_plain(&got);
	fixture_same_text(&got, "fail  server/fields/space-before-colon: "
				"a reason that holds \\x1b[2J and goes ...\n");
	octets_free(&got);
}

static void
test_clean_run(void **state)
{
	struct fixture *f = *state;
	struct screen s = open_screen(false, false);
	struct octets got;

	f->run.results = &f->results[FIXTURE_PASS];
	f->run.n_results = 1;
	f->run.server = "";
	f->run.interrupted = true;
	console_end(s.console, &f->run);
	got = close_screen(&s);
	fixture_same_text(&got,
		"level         pass  warn  fail  note  skip  inconclusive  error\n"
		"must             1     -     -     -     -             -      -\n"
		"should           -     -     -     -     -             -      -\n"
		"may              -     -     -     -     -             -      -\n"
		"hardening        -     -     -     -     -             -      -\n"
		"\n"
		"area          pass  warn  fail  note  skip  inconclusive  error\n"
		"fields           1     -     -     -     -             -      -\n"
		"\n"
		"interrupted: what was not played is not counted\n"
		"http://127.0.0.1:8080/: 1 cases, 1 plays, 2.1 s, 32 jobs, median latency 0.21\n"
		"  ms, quiet period 100 ms\n");
	octets_free(&got);
}

/* What the run was asked for stands at its end, to be asked for again. */
static void
test_course(void **state)
{
	static const char wanted[] =
		"http://127.0.0.1:8080/: 1 cases, 1 plays, 2.1 s, 32 jobs, "
		"median latency 0.21\n"
		"  ms, quiet period 100 ms, shard 2/3, --shuffle "
		"--seed=4294967295, 3 of 5\n"
		"  rounds, 7 not played\n";
	struct fixture *f = *state;
	struct screen s = open_screen(false, false);
	struct octets got;

	f->run.results = &f->results[FIXTURE_PASS];
	f->run.n_results = 1;
	f->run.server = "";
	f->run.shuffled = true;
	f->run.seed = UINT32_MAX;
	f->run.shard = "2/3";
	f->run.repeat = 5;
	f->run.n_rounds = 3;
	f->run.n_not_played = 7;
	console_end(s.console, &f->run);
	got = close_screen(&s);
	fixture_is_plain(&got);
	if (octets_find(&got, 0, wanted, sizeof(wanted) - 1) == SIZE_MAX)
		fixture_same_text(&got, wanted);
	octets_free(&got);
}

/* A fail that an earlier round has told of is not told again. */
static void
test_rounds(void **state)
{
	struct fixture *f = *state;
	struct result *r = &f->results[FIXTURE_FAIL];
	struct screen s = open_screen(false, false);
	struct octets got;

	r->rounds[VERDICT_PASS] = 1;
	console_result(s.console, r, 2, 3);
	r->rounds[VERDICT_FAIL] = 1;
	console_result(s.console, r, 3, 3);
	got = close_screen(&s);
	fixture_same_text(&got, progress_text);
	octets_free(&got);
}

static void
test_hostile_server(void **state)
{
	struct fixture *f = *state;
	struct screen s = open_screen(false, false);
	struct octets got;

	f->run.server = "\x1b]0;title\x07 \xe9\r\n";
	console_end(s.console, &f->run);
	got = close_screen(&s);
	fixture_is_plain(&got);
	assert_true(octets_find(&got, 0, "(\\x1b]0;title\\x07 \\xe9\\r", 24) <
		    got.len);
	octets_free(&got);
}

static void
test_counts(void **state)
{
	static const size_t wanted[N_VERDICTS] = {1, 3, 1, 1, 3, 1, 0};
	const struct fixture *f = *state;
	size_t counts[N_VERDICTS];

	report_counts(&f->run, counts);
	assert_memory_equal(counts, wanted, sizeof(counts));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_pipe),
		FIXTURE_TEST(test_live),
		FIXTURE_TEST(test_colour),
		FIXTURE_TEST(test_long_failure),
		FIXTURE_TEST(test_clean_run),
		FIXTURE_TEST(test_course),
		FIXTURE_TEST(test_rounds),
		FIXTURE_TEST(test_hostile_server),
		FIXTURE_TEST(test_counts),
	};

	return cmocka_run_group_tests_name("console", tests, NULL, NULL);
}
