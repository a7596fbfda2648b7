/*
 * Messages, and where their parts stand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "draft/reading.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"		  /* 27 octets */
#define POST "POST / HTTP/1.1\r\nHost: a\r\n"		  /* 26 octets */
#define LENGTH POST "Content-Length: "			  /* 42 octets */
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n" /* 56 octets */

/* Each message as "off+len", with "!" where it is not complete, "content@off+len"
 * and its chunks "size/data"; then how it ends. */
static const struct {
	const char *in;
	const char *read;
} rows[] = {
	{"", "more"},
	{GET, "0+27 ok"},
	{GET GET, "0+27 27+27 ok"},
	{GET "\r\n" GET "\r\n", "0+27 27+29 56+0! more"},
	{LENGTH "5\r\n\r\nhello" GET, "0+52 content@47+5 52+27 ok"},
	{LENGTH "5\r\n\r\nhel", "0+50! more"},
	{CHUNKED "5;a\r\nhello\r\n0\r\n\r\n", "0+73 56+1/61+5 ok"},
	{CHUNKED "1\r\na\r\n0A\r\nabcdefghij\r\n0\r\n\r\n",
		"0+83 56+1/59+1 62+2/66+10 ok"},
	{CHUNKED "1\r\na\r\n5\r\nhel", "0+68! 56+1/59+1 more"},
	{CHUNKED "1\r\na\r\nx", "0+60! 56+1/59+1 CHUNK_SIZE@62"},
	{GET "GET\r\n", "0+27 27+0! TARGET_MISSING@3"},
	{"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n" GET, "0+35 35+27 ok"},
};

static void
tell_message(const struct read_message *m, struct octets *out)
{
	octets_format(out, "%zu+%zu%s ", m->octets.off, m->octets.len,
		m->complete ? "" : "!");
	if (m->content.off > 0)
		octets_format(out, "content@%zu+%zu ", m->content.off,
			m->content.len);
	for (size_t i = 0; i < m->n_chunks; i++)
		octets_format(out, "%zu+%zu/%zu+%zu ", m->chunks[i].size.off,
			m->chunks[i].size.len, m->chunks[i].data.off,
			m->chunks[i].data.len);
}

static void
tell(const struct reading *r, struct octets *out)
{
	for (size_t i = 0; i < r->n; i++)
		tell_message(&r->messages[i], out);
	if (r->end == H1_ERROR)
		octets_format(out, "%s@%zu%c", h1_code_name(r->error.code),
			r->error.off, '\0');
	else
		octets_format(out, "%s%c", r->end == H1_OK ? "ok" : "more",
			'\0');
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets in = {0};
		struct octets out = {0};
		struct reading r;

		assert_true(octets_text(&in, rows[i].in));
		assert_true(reading_read(&r, &in, H1_STRICT));
		tell(&r, &out);
		assert_string_equal((const char *)out.at, rows[i].read);
		reading_free(&r);
		octets_free(&in);
		octets_free(&out);
	}
}

static void
test_limits(void **state)
{
	struct octets in = {0};
	struct reading r;

	(void)state;
	assert_true(octets_repeat(&in, GET, 27, READING_MESSAGES_MAX));
	assert_true(reading_read(&r, &in, H1_STRICT));
	assert_int_equal(r.n_complete, READING_MESSAGES_MAX);
	assert_false(r.too_many);
	reading_free(&r);
	assert_true(octets_text(&in, "G"));
	assert_true(reading_read(&r, &in, H1_STRICT));
	assert_true(r.too_many);
	reading_free(&r);
	octets_free(&in);
}

/* Behind the most that are kept, data is not taken for that of the last. */
static void
test_many_chunks(void **state)
{
	struct octets in = {0};
	struct reading r;

	(void)state;
	assert_true(octets_text(&in, CHUNKED));
	assert_true(octets_repeat(&in, "1\r\nx\r\n", 6, 100));
	assert_true(octets_text(&in, "0\r\n\r\n"));
	assert_true(reading_read(&r, &in, H1_STRICT));
	assert_int_equal(r.messages[0].n_chunks, READING_CHUNKS_MAX);
	assert_int_equal(r.messages[0].decoded.len, 100);
	for (size_t i = 0; i < READING_CHUNKS_MAX; i++)
		assert_int_equal(r.messages[0].chunks[i].data.len, 1);
	reading_free(&r);
	octets_free(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_many_chunks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
