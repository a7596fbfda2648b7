/*
 * What the writer writes, the reader reads as it was meant; what the reader
 * would refuse, the writer refuses; and with too little room nothing is written.
 */

#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* --- round trip --------------------------------------------------------- */

/* Everything that a reader understands, written again. */
struct rewriting {
	struct h1_reader reader;
	struct h1_field fields[128];
	struct h1_field trailers[128];
	struct h1_head head;
	struct h1_piece piece;
	struct h1_out out;
	struct h1_error err;
	bool data; /* chunk-data is being written */
};

static void
write_fields(struct rewriting *w, const struct h1_fields *fields)
{
	for (size_t i = 0; i < fields->n; i++)
		assert_int_equal(h1_write_field(&w->out,
					 h1_field_name(fields, i),
					 h1_field_value(fields, i), &w->err),
			H1_OK);
	assert_int_equal(h1_write_section_end(&w->out), H1_OK);
}

static bool
write_head(struct rewriting *w)
{
	const struct h1_head *head = &w->head;
	enum h1_status st =
		head->kind == H1_REQUEST
			? h1_write_request_line(&w->out, h1_head_method(head),
				  h1_head_target(head), head->minor, &w->err)
			: h1_write_status_line(&w->out, head->minor,
				  head->status, h1_head_reason(head), &w->err);

	/* a reader takes any three digits, a writer keeps to 100 to 599 */
	if (st == H1_ERROR && w->err.code == H1_E_STATUS_CODE)
		return false;
	assert_int_equal(st, H1_OK);
	write_fields(w, &head->fields);
	return true;
}

static void
write_piece(struct rewriting *w)
{
	const struct h1_piece *piece = &w->piece;

	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		if (w->data)
			h1_write_chunk_end(&w->out);
		w->data = piece->chunk.size > 0;
		assert_int_equal(h1_write_chunk_header(&w->out,
					 piece->chunk.size, piece->chunk.ext,
					 &w->err),
			H1_OK);
		break;
	case H1_PIECE_CONTENT:
		memcpy(w->out.at, piece->content.at, piece->content.len);
		w->out.at += piece->content.len;
		break;
	case H1_PIECE_TRAILERS:
		write_fields(w, &piece->trailers);
		break;
	case H1_PIECE_END:
		break;
	}
}

/* Gives the octets written, or 0 if some message cannot be written. */
static size_t
rewrite(uint8_t *buf, size_t room, const struct vector *v,
	const uint8_t *octets, size_t len)
{
	static struct rewriting w;
	struct h1_cur in = {octets, octets + len};
	enum h1_status st = H1_OK;

	memset(&w, 0, sizeof(w));
	w.out = (struct h1_out){buf, buf + room};
	h1_reader_init(&w.reader, v->kind,
		v->limits.start_line ? &v->limits : NULL, v->lenient);
	h1_reader_answers(&w.reader, v->answers);
	h1_head_init(&w.head, w.fields, 128);
	h1_piece_init(&w.piece, w.trailers, 128);
	while (st == H1_OK &&
		h1_read_head(&w.reader, &in, &w.head, &w.err) == H1_OK) {
		if (!write_head(&w))
			return 0;
		do {
			st = h1_read_piece(&w.reader, &in, &w.piece, &w.err);
			if (st == H1_OK)
				write_piece(&w);
		} while (st == H1_OK && w.piece.kind != H1_PIECE_END);
	}
	return (size_t)(w.out.at - buf);
}

static void
read_again(struct run *run, const struct vector *v, const uint8_t *octets,
	size_t len)
{
	run_init(run, v);
	run_feed(run, octets, len);
	if (v->eof)
		run_eof(run);
}

/* Written once more, the octets stay as they are. */
static size_t
round_trip(const struct vector *v)
{
	static struct input input;
	static struct run run;
	static uint8_t first[8192];
	static uint8_t second[8192];
	size_t n;
	size_t m;

	vector_input(&input, v);
	n = rewrite(first, sizeof(first), v, input.at, input.len);
	if (n == 0)
		return 0;
	read_again(&run, v, first, n);
	assert_string_equal(run.trace.text, v->trace);
	run_free(&run);
	m = rewrite(second, sizeof(second), v, first, n);
	assert_int_equal(m, n);
	assert_memory_equal(first, second, n);
	return 1;
}

static void
test_round_trip(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t g = 0; vectors_all[g]; g++)
		for (size_t i = 0; i < vectors_all[g]->n; i++) {
			const struct vector *v = &vectors_all[g]->rows[i];

			if (v->code == H1_E_NONE && v->lenient == H1_STRICT)
				n += round_trip(v);
		}
	assert_true(n > 50);
}

/* --- lines -------------------------------------------------------------- */

enum what {
	REQUEST_LINE,
	STATUS_LINE,
	FIELD,
	NUMBER,
	CHUNK,
	SECTION_END,
	CHUNK_END
};

#define S(literal)                                              \
	{                                                       \
		(const uint8_t *)(literal), sizeof(literal) - 1 \
	}

struct line {
	enum what what;
	enum h1_code code;
	struct h1_span a; /* method, reason, name, extension */
	struct h1_span b; /* target, value */
	uint64_t n;	  /* minor version, status, number, size */
	size_t off;
	const char *written;
};

static const struct line lines[] = {
	{REQUEST_LINE, H1_E_NONE, S("GET"), S("/a?b"), 1, 0,
		"GET /a?b HTTP/1.1\r\n"},
	{REQUEST_LINE, H1_E_NONE, S("OPTIONS"), S("*"), 0, 0,
		"OPTIONS * HTTP/1.0\r\n"},
	{REQUEST_LINE, H1_E_NONE, S("CONNECT"), S("a:1"), 1, 0,
		"CONNECT a:1 HTTP/1.1\r\n"},
	{REQUEST_LINE, H1_E_METHOD_EMPTY, S(""), S("/"), 1, 0, NULL},
	{REQUEST_LINE, H1_E_METHOD_OCTET, S(" GET"), S("/"), 1, 0, NULL},
	{REQUEST_LINE, H1_E_METHOD_OCTET, S("G\nT"), S("/"), 1, 1, NULL},
	{REQUEST_LINE, H1_E_TARGET_MISSING, S("GET"), S(""), 1, 0, NULL},
	{REQUEST_LINE, H1_E_TARGET_FORM, S("GET"), S("*"), 1, 0, NULL},
	{REQUEST_LINE, H1_E_TARGET_OCTET, S("GET"), S("/a b"), 1, 2, NULL},
	{REQUEST_LINE, H1_E_TARGET_OCTET, S("GET"), S("/a\r\nb"), 1, 2, NULL},
	{REQUEST_LINE, H1_E_TARGET_FRAGMENT, S("GET"), S("/a#b"), 1, 2, NULL},
	{REQUEST_LINE, H1_E_AUTHORITY_OCTET, S("CONNECT"), S("/"), 1, 0, NULL},
	{REQUEST_LINE, H1_E_VERSION_SYNTAX, S("GET"), S("/"), 10, 0, NULL},

	{STATUS_LINE, H1_E_NONE, S("OK"), S("1"), 200, 0,
		"HTTP/1.1 200 OK\r\n"},
	{STATUS_LINE, H1_E_NONE, S(""), S("0"), 599, 0, "HTTP/1.0 599 \r\n"},
	{STATUS_LINE, H1_E_STATUS_CODE, S("x"), S("1"), 99, 0, NULL},
	{STATUS_LINE, H1_E_STATUS_CODE, S("x"), S("1"), 600, 0, NULL},
	{STATUS_LINE, H1_E_REASON_OCTET, S("a\nb"), S("1"), 200, 1, NULL},
	{STATUS_LINE, H1_E_REASON_OCTET, S("a\0b"), S("1"), 200, 1, NULL},
	{STATUS_LINE, H1_E_VERSION_SYNTAX, S("x"), S(":"), 200, 0, NULL},

	{FIELD, H1_E_NONE, S("Name"), S("value"), 0, 0, "Name: value\r\n"},
	{FIELD, H1_E_NONE, S("N"), S(" \tv \xFF\t"), 0, 0, "N: v \xFF\r\n"},
	{FIELD, H1_E_NONE, S("N"), S(""), 0, 0, "N: \r\n"},
	{FIELD, H1_E_FIELD_NAME_EMPTY, S(""), S("v"), 0, 0, NULL},
	{FIELD, H1_E_FIELD_NAME_OCTET, S(":"), S("v"), 0, 0, NULL},
	{FIELD, H1_E_FIELD_NAME_OCTET, S("N "), S("v"), 0, 1, NULL},
	{FIELD, H1_E_FIELD_NAME_OCTET, S("N\r\n"), S("v"), 0, 1, NULL},
	{FIELD, H1_E_BARE_CR, S("N"), S("v\r\nX: y"), 0, 1, NULL},
	{FIELD, H1_E_VALUE_CTL, S("N"), S("v\nX: y"), 0, 1, NULL},
	{FIELD, H1_E_BARE_CR, S("N"), S("v\r\n"), 0, 1, NULL},
	{FIELD, H1_E_VALUE_NUL, S("N"), S("\0"), 0, 0, NULL},
	{FIELD, H1_E_VALUE_CTL, S("N"), S("a\x7F"), 0, 1, NULL},

	{NUMBER, H1_E_NONE, S("N"), S(""), 0, 0, "N: 0\r\n"},
	{NUMBER, H1_E_NONE, S("N"), S(""), UINT64_MAX, 0,
		"N: 18446744073709551615\r\n"},

	{CHUNK, H1_E_NONE, S(""), S(""), 0, 0, "0\r\n"},
	{CHUNK, H1_E_NONE, S(""), S(""), UINT64_MAX, 0, "ffffffffffffffff\r\n"},
	{CHUNK, H1_E_NONE, S(" ; a\t= \"b c\" ;d"), S(""), 26, 0,
		"1a;a=\"b c\";d\r\n"},
	{CHUNK, H1_E_CHUNK_EXT, S(";a="), S(""), 1, 3, NULL},
	{CHUNK, H1_E_CHUNK_EXT, S(";a;b\n"), S(""), 1, 4, NULL},
	{CHUNK, H1_E_BARE_CR, S(";a\r\n"), S(""), 1, 2, NULL},
	{CHUNK, H1_E_CHUNK_EXT, S("5"), S(""), 1, 0, NULL},

	{SECTION_END, H1_E_NONE, S(""), S(""), 0, 0, "\r\n"},
	{CHUNK_END, H1_E_NONE, S(""), S(""), 0, 0, "\r\n"},
};

static enum h1_status
write_line(struct h1_out *out, const struct line *l, struct h1_error *err)
{
	switch (l->what) {
	case REQUEST_LINE:
		return h1_write_request_line(out, l->a, l->b, (uint8_t)l->n,
			err);
	case STATUS_LINE:
		return h1_write_status_line(out, (uint8_t)(l->b.at[0] - '0'),
			(unsigned)l->n, l->a, err);
	case FIELD:
		return h1_write_field(out, l->a, l->b, err);
	case NUMBER:
		return h1_write_field_number(out, l->a, l->n, err);
	case CHUNK:
		return h1_write_chunk_header(out, l->n, l->a, err);
	case SECTION_END:
		return h1_write_section_end(out);
	case CHUNK_END:
		return h1_write_chunk_end(out);
	}
	return H1_ERROR;
}

static void
test_lines(void **state)
{
	uint8_t buf[64];

	(void)state;
	for (size_t i = 0; i < N(lines); i++) {
		const struct line *l = &lines[i];
		struct h1_out out = {buf, buf + sizeof(buf)};
		struct h1_error err = {H1_E_NONE, 0};
		enum h1_status st = write_line(&out, l, &err);

		if (err.code != l->code || err.off != l->off)
			fail_msg("line %zu: %s %zu", i, h1_code_name(err.code),
				err.off);
		assert_int_equal(st, l->code ? H1_ERROR : H1_OK);
		if (st == H1_ERROR) {
			assert_ptr_equal(out.at, buf);
			continue;
		}
		assert_int_equal(out.at - buf, strlen(l->written));
		assert_memory_equal(buf, l->written, strlen(l->written));
	}
}

/* One octet too few, or more: H1_MORE, and `out` is as it was. */
static void
test_room(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(lines); i++) {
		if (lines[i].code != H1_E_NONE)
			continue;
		for (size_t room = 0; room <= strlen(lines[i].written);
			room++) {
			/* what would be written behind is noticed */
			uint8_t *all = calloc(room + 1, 1);
			uint8_t *buf = all + 1;
			struct h1_out out = {buf, buf + room};
			struct h1_error err;
			enum h1_status st = write_line(&out, &lines[i], &err);
			bool fits = room == strlen(lines[i].written);

			assert_int_equal(st, fits ? H1_OK : H1_MORE);
			assert_ptr_equal(out.at, fits ? buf + room : buf);
			for (size_t k = 0; k < room && !fits; k++)
				assert_int_equal(buf[k], 0);
			free(all);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_room),
	};

	return cmocka_run_group_tests_name("h1 writer", tests, NULL, NULL);
}
