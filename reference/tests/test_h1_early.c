/*
 * An octet that no continuation can mend is refused when it is seen; whatever
 * can be continued is not refused; and no octet is looked at over and over.
 */

#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static size_t n_failures;

/* --- refused at once ---------------------------------------------------- */

/* Refusals that need the whole section, or the close. */
static bool
is_late(enum h1_code code)
{
	return (code >= H1_E_HOST_MISSING && code <= H1_E_LENGTH_CONFLICT) ||
	       code == H1_E_INCOMPLETE_HEAD || code == H1_E_INCOMPLETE_CONTENT;
}

/* An authority in the request-target is judged at once, Host is not. */
static bool
is_about_host(const struct vector *v, const struct run *run)
{
	return run->err.code >= H1_E_AUTHORITY_OCTET &&
	       run->err.code <= H1_E_AUTHORITY_PORT &&
	       run->err.off > (size_t)(strchr(v->in, '\n') - v->in);
}

/* Content-Length over the limit is known to be the field's only at the end. */
static bool
is_about_length(const struct run *run)
{
	return run->err.code == H1_E_CONTENT_TOO_LARGE && !run->in_body;
}

static void
check_row(const struct vectors *group, size_t row)
{
	static struct run run;
	const struct vector *v = &group->rows[row];
	struct input input;
	size_t n = 0, decided;

	vector_input(&input, v);
	run_init(&run, v);
	while (n < input.len && run.status != H1_ERROR)
		run_feed(&run, input.at + n++, 1);
	run_free(&run);
	if (run.status != H1_ERROR || is_late(run.err.code) ||
		is_about_host(v, &run) || is_about_length(&run))
		return;
	/* CR is bare only if the octet behind it says so */
	decided = v->from + run.err.off + 1 + (run.err.code == H1_E_BARE_CR);
	if (n == decided)
		return;
	n_failures++;
	print_error("%s[%zu]: refused behind %zu octets, not %zu\n%s\n",
		group->name, row, n, decided, v->in);
}

static void
test_refused_at_once(void **state)
{
	(void)state;
	n_failures = 0;
	for (size_t g = 0; vectors_all[g]; g++)
		for (size_t i = 0; i < vectors_all[g]->n; i++)
			if (vectors_all[g]->rows[i].lenient == H1_STRICT)
				check_row(vectors_all[g], i);
	assert_int_equal(n_failures, 0);
}

/* --- whatever is not refused can be continued --------------------------- */

static bool
accepted(struct h1_span head)
{
	struct h1_cur in = {head.at, head.at + head.len};
	struct h1_field fields[8];
	struct h1_reader reader;
	struct h1_head read;
	struct h1_error err = {H1_E_NONE, 0};

	h1_reader_init(&reader, H1_REQUEST, NULL, H1_STRICT);
	h1_head_init(&read, fields, N(fields));
	return h1_read_head(&reader, &in, &read, &err) == H1_OK;
}

static enum h1_status
read_prefix(struct h1_span head)
{
	struct h1_cur in = {head.at, head.at + head.len};
	struct h1_field fields[8];
	struct h1_reader reader;
	struct h1_head read;
	struct h1_error err;

	h1_reader_init(&reader, H1_REQUEST, NULL, H1_STRICT);
	h1_head_init(&read, fields, N(fields));
	return h1_read_head(&reader, &in, &read, &err);
}

/* What can stand behind a part of a request-line, of any form. */
static const char *const target_ends[] = {"", "/", "1", "11", "41", ":1", "a:1",
	"//a", "/a", "://a", "a://a", "1]", "11]", ":]", "::]", ":1]", "::1]",
	".1]", "1.1]", ".1.1]", "1.1.1]", ".1.1.1]", "1.1.1.1]", "a]", ".a]",
	"1.a]", "]:1", "1]:1", ":]:1", "::]:1", ":1]:1", ".1]:1", "1.1]:1",
	".1.1]:1", "1.1.1]:1", "1.1.1.1]:1", "1:1]:1", ":1:1]:1", "1.a]:1",
	".a]:1", ".1.1.1]:1", "a]:1", "1:1]", ":1:1]", "1:1:1]", "1:1:1:1]",
	":1:1:1]", "1:1:1:1:1]", ":1:1:1:1:1]", "1:1:1:1:1:1]", ":1:1:1:1]",
	":1:1:1:1:1:1]", ":1:1:1:1:1:1:1]", "1:1:1:1:1:1:1:1]", "@a", "11:1",
	"1:1", "1@a", "41@a", ":1@a"};

static const char *const line_ends[] = {"\n\r\n", "\nGET / HTTP/1.1\r\n\r\n",
	"\r\n\r\n", "1\r\n\r\n", ".1\r\n\r\n", "1.1\r\n\r\n", "/1.1\r\n\r\n",
	"P/1.1\r\n\r\n", "TP/1.1\r\n\r\n", "TTP/1.1\r\n\r\n",
	"HTTP/1.1\r\n\r\n", " HTTP/1.1\r\n\r\n", "/ HTTP/1.1\r\n\r\n",
	" / HTTP/1.1\r\n\r\n", "G / HTTP/1.1\r\n\r\n"};

/* HTTP/1.0 needs no Host, so that any request-line will do. */
static bool
completes(struct h1_span prefix, const char *middle, const char *end)
{
	uint8_t head[256];
	size_t n = prefix.len;

	if (n > 128)
		return false;
	memcpy(head, prefix.at, n);
	memcpy(head + n, middle, strlen(middle));
	n += strlen(middle);
	memcpy(head + n, end, strlen(end));
	n += strlen(end);
	/* the version may be there already; then Host is what is missing */
	memcpy(head + n - 2, "Host: a\r\n\r\n", 11);
	return accepted((struct h1_span){head, n - 2 + 11});
}

static bool
can_be_continued(struct h1_span prefix)
{
	for (size_t e = 0; e < N(line_ends); e++)
		if (completes(prefix, "", line_ends[e]))
			return true;
	for (size_t m = 0; m < N(target_ends); m++)
		if (completes(prefix, target_ends[m], " HTTP/1.1\r\n\r\n"))
			return true;
	return false;
}

static void
check_prefixes(struct h1_span line)
{
	for (size_t n = 1; n <= line.len; n++) {
		struct h1_span prefix = {line.at, n};

		if (read_prefix(prefix) != H1_MORE || can_be_continued(prefix))
			continue;
		n_failures++;
		print_error("no continuation of %.*s\n", (int)n,
			(const char *)line.at);
	}
}

/* The request-lines of all rows, as far as they go without limits. */
static void
test_nothing_lost_is_waited_for(void **state)
{
	struct input input;

	(void)state;
	n_failures = 0;
	for (size_t g = 0; vectors_all[g]; g++)
		for (size_t i = 0; i < vectors_all[g]->n; i++) {
			const struct vector *v = &vectors_all[g]->rows[i];
			const uint8_t *lf;

			if (v->kind != H1_REQUEST || v->lenient != H1_STRICT ||
				v->limits.start_line != 0)
				continue;
			vector_input(&input, v);
			lf = memchr(input.at, '\n', input.len);
			if (lf && lf - input.at > 1)
				check_prefixes((struct h1_span){
					input.at, (size_t)(lf - input.at)});
		}
	assert_int_equal(n_failures, 0);
}

static uint64_t seed = 1;

static size_t
random_below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % n);
}

/* Authorities made of what they are made of. */
static void
test_random_authorities(void **state)
{
	static const char octets[] = "[]:.%@/?1125aFvg";
	static const char *const fronts[] = {"CONNECT [", "GET http://[",
		"GET ftp://", "GET http://", "CONNECT ", "OPTIONS ftp://["};

	(void)state;
	n_failures = 0;
	for (unsigned round = 0; round < 2000; round++) {
		char line[64];
		size_t n = strlen(fronts[round % N(fronts)]);

		memcpy(line, fronts[round % N(fronts)], n);
		for (size_t k = 2 + random_below(20); k > 0; k--) {
			struct h1_span span = {(const uint8_t *)line, n + 1};

			line[n] = octets[random_below(sizeof(octets) - 1)];
			/* go on with what is good, to get far */
			n += read_prefix(span) == H1_MORE;
		}
		check_prefixes((struct h1_span){(const uint8_t *)line, n});
	}
	if (n_failures > 0)
		print_error("seed 1\n");
	assert_int_equal(n_failures, 0);
}

/* --- each octet once ---------------------------------------------------- */

#define MANY ((size_t)1 << 20)

/*
 * What was seen of a long part is spoilt: who looked at it again would refuse
 * it. That holds with any number of pieces.
 */
static void
spoil(const char *front, char filler, const char *back, size_t piece)
{
	size_t n_front = strlen(front), n_back = strlen(back);
	size_t n = n_front + MANY + n_back;
	uint8_t *octets = malloc(n);
	struct h1_limits limits = H1_LIMITS_DEFAULT;
	struct h1_cur in = {octets, octets};
	enum h1_status st = H1_MORE;
	struct h1_field fields[4];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;

	assert_non_null(octets);
	limits.start_line = limits.field_line = limits.field_section = 2 * MANY;
	memcpy(octets, front, n_front);
	memset(octets + n_front, filler, MANY);
	memcpy(octets + n_front + MANY, back, n_back);
	h1_reader_init(&reader, H1_REQUEST, &limits, H1_STRICT);
	h1_head_init(&head, fields, N(fields));
	for (size_t seen = 0; seen < n && st == H1_MORE; seen += piece) {
		size_t to = n - seen < piece ? n : seen + piece;

		in.end = octets + to;
		st = h1_read_head(&reader, &in, &head, &err);
		/* the ends of the long part may be looked at */
		for (size_t i = seen; i < to && st == H1_MORE; i++)
			if (i > n_front + 1 && i < n_front + MANY - 2)
				octets[i] = '\0';
	}
	assert_int_equal(st, H1_OK);
	assert_int_equal(head.len, n);
	free(octets);
}

static void
test_long_parts_are_seen_once(void **state)
{
	static const size_t pieces[] = {1, 7, 64, 1000, MANY / 3};

	(void)state;
	for (size_t i = 0; i < N(pieces); i++) {
		spoil("GET / HTTP/1.1\r\nHost: a\r\nCookie: a", 'b',
			"c\r\n\r\n", pieces[i]);
		spoil("GET /a", 'b', " HTTP/1.1\r\nHost: a\r\n\r\n", pieces[i]);
		spoil("GET /?", 'b', " HTTP/1.1\r\nHost: a\r\n\r\n", pieces[i]);
		spoil("M", 'M', " / HTTP/1.1\r\nHost: a\r\n\r\n", pieces[i]);
		spoil("GET / HTTP/1.1\r\nHost: a\r\nA", 'b', ": c\r\n\r\n",
			pieces[i]);
		spoil("GET http://a", 'b', " HTTP/1.1\r\nHost: a\r\n\r\n",
			pieces[i]);
	}
}

/* --- runs of content ---------------------------------------------------- */

/* Content by h1_read_runs() where it gives any, in pieces of `piece`. */
static size_t
content_by_runs(uint8_t *out, const uint8_t *octets, size_t n, size_t piece,
	size_t max_runs)
{
	struct h1_cur in = {octets, octets};
	enum h1_status st = H1_MORE;
	struct h1_field fields[8];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece p;
	struct h1_error err;
	struct h1_span runs[4];
	bool in_body = false;
	size_t len = 0, arrived = 0, n_runs;

	h1_reader_init(&reader, H1_REQUEST, NULL, H1_STRICT);
	h1_head_init(&head, fields, N(fields));
	h1_piece_init(&p, NULL, 0);
	for (;;) {
		if (!in_body) {
			st = h1_read_head(&reader, &in, &head, &err);
			in_body = st == H1_OK;
		} else if ((n_runs = h1_read_runs(&reader, &in, runs,
				    max_runs)) > 0) {
			assert_true(n_runs <= max_runs);
			for (size_t i = 0; i < n_runs; i++) {
				assert_true(runs[i].len > 0);
				memcpy(out + len, runs[i].at, runs[i].len);
				len += runs[i].len;
			}
			continue;
		} else {
			st = h1_read_piece(&reader, &in, &p, &err);
			if (st == H1_OK && p.kind == H1_PIECE_END)
				return len;
			if (st == H1_OK && p.kind == H1_PIECE_CONTENT) {
				memcpy(out + len, p.content.at, p.content.len);
				len += p.content.len;
			}
		}
		assert_int_not_equal(st, H1_ERROR);
		if (st == H1_MORE) {
			assert_true(arrived < n);
			arrived = n - arrived < piece ? n : arrived + piece;
			in.end = octets + arrived;
		}
	}
}

static void
test_runs(void **state)
{
	static const char chunks[] =
		"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
		"\r\n5\r\nhello\r\n1\r\n,\r\n00a;x=y\r\n0123456789\r\n"
		"000000002\r\n\r\n\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\n"
		"0\r\nA: b\r\n\r\n";
	static const char content[] =
		"hello,0123456789\r\nabcdefghijklmnopqrstuvwxyz";
	uint8_t out[sizeof(chunks)];

	(void)state;
	for (size_t piece = 1; piece < sizeof(chunks); piece++)
		for (size_t max = 1; max <= 4; max++) {
			size_t n = content_by_runs(out, (const uint8_t *)chunks,
				sizeof(chunks) - 1, piece, max);

			assert_int_equal(n, sizeof(content) - 1);
			assert_memory_equal(out, content, n);
		}
}

/* What is refused is not taken: h1_read_piece() says why. */
static void
test_runs_refuse_nothing(void **state)
{
	static const struct {
		const char *body;
		enum h1_code code;
		size_t off;
	} rows[] = {
		{"5\r\nhelloX0123456789", H1_E_CHUNK_DATA_END, 8},
		{"5\r\nhello\r\n5\rX0123456789", H1_E_BARE_CR, 11},
		{"5\r\nhello\r\n5\n0123456789", H1_E_BARE_LF, 11},
		{"5\r\nhello\r\nx\r\n0123456789", H1_E_CHUNK_SIZE, 10},
		{"5\r\nhello\r\nff\r\n0123456789", H1_E_CONTENT_TOO_LARGE, 11},
	};
	static const char front[] = "POST / HTTP/1.1\r\nHost: a\r\n"
				    "Transfer-Encoding: chunked\r\n\r\n";

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		char text[128];
		struct h1_limits limits = H1_LIMITS_DEFAULT;
		struct h1_field fields[8];
		struct h1_span runs[4];
		struct h1_reader reader;
		struct h1_head head;
		struct h1_piece piece;
		struct h1_error err;
		struct h1_cur in;
		size_t n = sizeof(front) - 1;

		memcpy(text, front, n);
		memcpy(text + n, rows[i].body, strlen(rows[i].body));
		n += strlen(rows[i].body);
		in = (struct h1_cur){(uint8_t *)text, (uint8_t *)text + n};
		limits.content = 30;
		h1_reader_init(&reader, H1_REQUEST, &limits, H1_STRICT);
		h1_head_init(&head, fields, N(fields));
		h1_piece_init(&piece, NULL, 0);
		assert_int_equal(h1_read_head(&reader, &in, &head, &err),
			H1_OK);
		assert_int_equal(h1_read_runs(&reader, &in, runs, 4), 1);
		assert_int_equal(h1_read_runs(&reader, &in, runs, 4), 0);
		assert_int_equal(h1_read_piece(&reader, &in, &piece, &err),
			H1_ERROR);
		assert_int_equal(err.code, rows[i].code);
		assert_int_equal(err.off, sizeof(front) - 1 + rows[i].off);
		assert_int_equal(h1_read_runs(&reader, &in, runs, 4), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused_at_once),
		cmocka_unit_test(test_nothing_lost_is_waited_for),
		cmocka_unit_test(test_random_authorities),
		cmocka_unit_test(test_long_parts_are_seen_once),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_runs_refuse_nothing),
	};

	return cmocka_run_group_tests_name("h1 early", tests, NULL, NULL);
}
