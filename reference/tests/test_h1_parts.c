/* The modules below the message reader, each by itself. */

#include "h1/h1.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static struct h1_span
span(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

static void
assert_span(struct h1_span got, const char *expected)
{
	if (!h1_span_equal(got, span(expected)))
		fail_msg("\"%.*s\" instead of \"%s\"", (int)got.len,
			(const char *)got.at, expected);
}

/* --- octets ------------------------------------------------------------- */

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define ALNUM UPPER LOWER DIGITS
#define SUB "!$&'()*+,;="

/* Classes of printable octets, as the RFCs list them. */
static const struct {
	uint32_t class;
	const char *members;
} printable[] = {
	{H1_ALPHA, UPPER LOWER},
	{H1_DIGIT, DIGITS},
	{H1_HEXDIG, DIGITS "abcdefABCDEF"},
	{H1_TCHAR, ALNUM "!#$%&'*+-.^_`|~"},
	{H1_UNRESERVED, ALNUM "-._~"},
	{H1_SUB_DELIMS, SUB},
	{H1_REG_NAME, ALNUM "-._~" SUB},
	{H1_USERINFO, ALNUM "-._~" SUB ":"},
	{H1_PCHAR, ALNUM "-._~" SUB ":@"},
	{H1_PATH, ALNUM "-._~" SUB ":@/"},
	{H1_QUERY, ALNUM "-._~" SUB ":@/?"},
	{H1_SCHEME, ALNUM "+-."},
	{H1_OWS, " \t"},
	{H1_LAX_SPACE, " \t\v\f\r"},
	{H1_LINE_SPACE, " \t\r\n"},
	{H1_LINE_END, "\r\n"},
};

/* Classes that are ranges. */
static bool
ranged(uint32_t class, unsigned c)
{
	bool vchar = c > 0x20 && c < 0x7F;
	bool field_vchar = vchar || c >= 0x80;
	bool field_text = field_vchar || c == 0x20 || c == 0x09;

	switch (class) {
	case H1_VCHAR:
		return vchar;
	case H1_CTL:
		return c < 0x20 || c == 0x7F;
	case H1_OBS_TEXT:
		return c >= 0x80;
	case H1_FIELD_VCHAR:
		return field_vchar;
	case H1_FIELD_TEXT:
	case H1_QUOTED_PAIR:
		return field_text;
	case H1_QDTEXT:
		return field_text && c != 0x22 && c != 0x5C;
	default:
		fail_msg("class %#x", class);
	}
	return false;
}

static void
test_classes(void **state)
{
	static const uint32_t ranges[] = {H1_VCHAR, H1_CTL, H1_OBS_TEXT,
		H1_FIELD_VCHAR, H1_FIELD_TEXT, H1_QUOTED_PAIR, H1_QDTEXT};

	(void)state;
	for (unsigned c = 0; c < 256; c++) {
		for (size_t i = 0; i < N(printable); i++) {
			const char *m = printable[i].members;
			bool in = memchr(m, (int)c, strlen(m)) != NULL;

			if (h1_octet_is((uint8_t)c, printable[i].class) != in)
				fail_msg("octet %#x, class %#x", c,
					printable[i].class);
		}
		for (size_t i = 0; i < N(ranges); i++)
			if (h1_octet_is((uint8_t)c, ranges[i]) !=
				ranged(ranges[i], c))
				fail_msg("octet %#x, class %#x", c, ranges[i]);
	}
}

static void
test_hex(void **state)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";

	(void)state;
	for (unsigned c = 0; c < 256; c++) {
		const char *at = memchr(digits, (int)c, sizeof(digits) - 1);
		unsigned value = at ? (unsigned)(at - digits) % 16 : 0xFF;

		assert_int_equal(h1_octet_hex((uint8_t)c), value);
	}
}

/* --- scan --------------------------------------------------------------- */

/* One octet that differs, at each place of runs of each length. */
static void
test_scan(void **state)
{
	uint8_t buf[80];

	(void)state;
	for (size_t from = 0; from < 8; from++)
		for (size_t to = from; to <= sizeof(buf); to++)
			for (size_t at = from; at <= to; at++) {
				memset(buf, '\n', sizeof(buf));
				memset(buf + from, 'a', to - from);
				if (at < to)
					buf[at] = '\n';
				assert_ptr_equal(h1_scan_text(buf + from,
							 buf + to),
					buf + at);
				assert_ptr_equal(h1_scan_while(buf + from,
							 buf + to, H1_TCHAR),
					buf + at);
				assert_ptr_equal(h1_scan_until(buf + from,
							 buf + to, H1_CTL),
					buf + at);
			}
	assert_null(h1_scan_text(NULL, NULL));
}

/* --- cursor ------------------------------------------------------------- */

static const struct {
	const char *in;
	const char *text; /* NULL: not a quoted-string */
	const char *rest;
} quoted_strings[] = {
	{"\"\"x", "", "x"},
	{"\"a b\"", "a b", ""},
	{"\"a\\\"b\\\\\"\"", "a\\\"b\\\\", "\""},
	{"a", NULL, "a"},
	{"\"", NULL, "\""},
	{"\"a", NULL, "\"a"},
	{"\"a\\", NULL, "\"a\\"},
	{"\"a\\\"", NULL, "\"a\\\""},
	{"\"a\x7F\"", NULL, "\"a\x7F\""},
	{"\"a\\\x01\"", NULL, "\"a\\\x01\""},
};

static void
test_quoted_string(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(quoted_strings); i++) {
		struct h1_cur cur = h1_cur_over(span(quoted_strings[i].in));
		struct h1_span text;
		bool got = h1_cur_quoted_string(&cur, &text);

		assert_int_equal(got, quoted_strings[i].text != NULL);
		if (got && quoted_strings[i].text)
			assert_span(text, quoted_strings[i].text);
		assert_span(h1_cur_rest(&cur), quoted_strings[i].rest);
	}
}

static void
test_trim(void **state)
{
	(void)state;
	assert_span(h1_span_trim(span(" \t\r\na b\r\n \t")), "a b");
	assert_span(h1_span_trim(span(" \t ")), "");
	assert_span(h1_span_trim(span("\va\f")), "\va\f");
	assert_int_equal(h1_span_trim((struct h1_span){NULL, 0}).len, 0);
}

/* --- authority ---------------------------------------------------------- */

#define IP4 H1_HOST_IPV4
#define IP6 H1_HOST_IPV6
#define IPF H1_HOST_IPVFUTURE
#define REG H1_HOST_REG_NAME

static const struct {
	const char *in;
	enum h1_host_kind kind;
	const char *host;
	const char *port; /* NULL: absent */
	size_t number;
} authorities[] = {
	{"", REG, "", NULL, 0},
	{":", REG, "", "", 0},
	{"a", REG, "a", NULL, 0},
	{"A%2f.b_c:", REG, "A%2f.b_c", "", 0},
	{"a:65535", REG, "a", "65535", 65535},
	{"0.0.0.0:1", IP4, "0.0.0.0", "1", 1},
	{"255.249.199.99", IP4, "255.249.199.99", NULL, 0},
	{"256.1.1.1", REG, "256.1.1.1", NULL, 0},
	{"01.1.1.1", REG, "01.1.1.1", NULL, 0},
	{"1.1.1", REG, "1.1.1", NULL, 0},
	{"1.1.1.1.1", REG, "1.1.1.1.1", NULL, 0},
	{"1.1.1.1a", REG, "1.1.1.1a", NULL, 0},
	{"[::]", IP6, "[::]", NULL, 0},
	{"[::1]:80", IP6, "[::1]", "80", 80},
	{"[1::]", IP6, "[1::]", NULL, 0},
	{"[1:2:3:4:5:6:7:8]", IP6, "[1:2:3:4:5:6:7:8]", NULL, 0},
	{"[1:2:3:4:5:6:7::]", IP6, "[1:2:3:4:5:6:7::]", NULL, 0},
	{"[::2:3:4:5:6:7:8]", IP6, "[::2:3:4:5:6:7:8]", NULL, 0},
	{"[1:2:3::7:ABCD]", IP6, "[1:2:3::7:ABCD]", NULL, 0},
	{"[::1.2.3.4]", IP6, "[::1.2.3.4]", NULL, 0},
	{"[1:2:3:4:5:6:1.2.3.4]", IP6, "[1:2:3:4:5:6:1.2.3.4]", NULL, 0},
	{"[1:2:3:4:5::1.2.3.4]", IP6, "[1:2:3:4:5::1.2.3.4]", NULL, 0},
	{"[v1.a]", IPF, "[v1.a]", NULL, 0},
	{"[VfE.~:!]:9", IPF, "[VfE.~:!]", "9", 9},
};

static void
test_authority(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(authorities); i++) {
		struct h1_authority a;
		struct h1_error err;

		if (h1_authority_read(&a, span(authorities[i].in), &err) !=
			H1_OK)
			fail_msg("%s: %s", authorities[i].in,
				h1_code_name(err.code));
		if (a.kind != authorities[i].kind)
			fail_msg("%s: %d", authorities[i].in, (int)a.kind);
		assert_span(a.host, authorities[i].host);
		assert_int_equal(a.port.at != NULL,
			authorities[i].port != NULL);
		if (a.port.at && authorities[i].port)
			assert_span(a.port, authorities[i].port);
		assert_int_equal(a.port_number, authorities[i].number);
	}
}

static const char *const bad_literals[] = {
	"[",
	"[]",
	"[:]",
	"[:::]",
	"[1]",
	"[1:]",
	"[:1]",
	"[1:2:3:4:5:6:7]",
	"[1:2:3:4:5:6:7:8:9]",
	"[1:2:3:4:5:6:7:8::]",
	"[::1:2:3:4:5:6:7:8]",
	"[1::2::3]",
	"[12345::]",
	"[g::]",
	"[::1.2.3]",
	"[::1.2.3.256]",
	"[::1.2.3.4:5]",
	"[1.2.3.4::]",
	"[1:2:3:4:5:6:7:1.2.3.4]",
	"[1:2:3:4:5:6::1.2.3.4]",
	"[1.2.3.4]",
	"[::1%25a]",
	"[::1",
	"[v.a]",
	"[v1.]",
	"[v1a]",
	"[vg.a]",
	"[v1./]",
	"[ ::1]",
};

static void
test_bad_literals(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(bad_literals); i++) {
		struct h1_authority a;
		struct h1_error err;

		if (h1_authority_read(&a, span(bad_literals[i]), &err) !=
				H1_ERROR ||
			err.code != H1_E_AUTHORITY_LITERAL)
			fail_msg("%s", bad_literals[i]);
	}
}

/* --- lists -------------------------------------------------------------- */

static const struct {
	const char *in;
	const char *elements; /* joined by | */
} lists[] = {
	{"", ""},
	{" , ,\t,", ""},
	{"a", "a"},
	{" a b ,c", "a b|c"},
	{",a,,b,", "a|b"},
	{"a;b=\"c,d\\\",e\" , f", "a;b=\"c,d\\\",e\"|f"},
	{"\"a,b", "\"a,b"},
	{"\"a,b\\", "\"a,b\\"},
	{"a\r\n ,\r\n b", "a|b"},
};

static void
test_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(lists); i++) {
		struct h1_span rest = span(lists[i].in);
		struct h1_span e;
		char joined[64];
		size_t n = 0;

		while (h1_list_next(&rest, &e)) {
			assert_true(n + 1 + e.len < sizeof(joined));
			if (n > 0)
				joined[n++] = '|';
			memcpy(joined + n, e.at, e.len);
			n += e.len;
		}
		joined[n] = '\0';
		assert_string_equal(joined, lists[i].elements);
		assert_false(h1_list_next(&rest, &e));
	}
}

/* Field lines in one string: name, value, name, value ... by places. */
static void
test_list_over_lines(void **state)
{
	static const char octets[] = "Aa,bBaAc,,dA";
	struct h1_field lines[] = {
		{0, 1, 1, 3},	/* A: a,b */
		{4, 1, 5, 1},	/* B: a */
		{6, 1, 7, 4},	/* A: c,,d */
		{11, 1, 12, 0}, /* A: */
	};
	struct h1_fields fields = {(const uint8_t *)octets, lines, 4, 4};
	struct h1_list list;
	struct h1_span e;

	(void)state;
	h1_list_init(&list, &fields, H1_SPAN("a"));
	for (const char *c = "abcd"; *c; c++) {
		assert_true(h1_list_element(&list, &e));
		assert_span(e, (char[]){*c, '\0'});
	}
	assert_false(h1_list_element(&list, &e));
	assert_true(h1_list_has(&fields, H1_SPAN("a"), H1_SPAN("D")));
	assert_false(h1_list_has(&fields, H1_SPAN("b"), H1_SPAN("d")));
	assert_int_equal(h1_field_find(&fields, H1_SPAN("A"), 1), 2);
	assert_int_equal(h1_field_find(&fields, H1_SPAN("x"), 0), 4);
}

/* --- fields ------------------------------------------------------------- */

static void
test_copy(void **state)
{
	uint8_t out[8];

	(void)state;
	h1_field_copy(out, span("a\r\n\tb\rc"));
	assert_memory_equal(out, "a  \tb c", 7);
}

/* --- trailers that nobody keeps ----------------------------------------- */

static void
test_trailers_not_kept(void **state)
{
	struct h1_cur in = h1_cur_over(span(
		"HTTP/1.1 200 \r\n"
		"Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\nC: d\r\n\r\n"));
	struct h1_field fields[4];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_error err;

	(void)state;
	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	h1_head_init(&head, fields, 4);
	h1_piece_init(&piece, NULL, 0);
	assert_int_equal(h1_read_head(&reader, &in, &head, &err), H1_OK);
	assert_int_equal(h1_read_piece(&reader, &in, &piece, &err), H1_OK);
	assert_int_equal(piece.kind, H1_PIECE_CHUNK);
	assert_int_equal(h1_read_piece(&reader, &in, &piece, &err), H1_OK);
	assert_int_equal(piece.kind, H1_PIECE_TRAILERS);
	assert_int_equal(piece.trailers.n, 0);
	assert_true(h1_cur_at_end(&in));
}

/* The array is a limit, too. */
static void
test_array_too_small(void **state)
{
	struct h1_cur in = h1_cur_over(span("GET / HTTP/1.1\r\nHost: a\r\n"
					    "A: b\r\n\r\n"));
	struct h1_field fields[1];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;

	(void)state;
	h1_reader_init(&reader, H1_REQUEST, NULL, H1_STRICT);
	h1_head_init(&head, fields, 1);
	assert_int_equal(h1_read_head(&reader, &in, &head, &err), H1_ERROR);
	assert_int_equal(err.code, H1_E_TOO_MANY_FIELDS);
	assert_int_equal(err.off, 25);
}

/* What one message needed to be tolerated is not told of the next. */
static void
test_tolerated_by_message(void **state)
{
	struct h1_cur in =
		h1_cur_over(span("HTTP/1.1 204 \n\nHTTP/1.1 204 \r\n\r\n"));
	struct h1_field fields[1];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_error err;

	(void)state;
	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_LENIENT_ALL);
	h1_head_init(&head, fields, 1);
	h1_piece_init(&piece, NULL, 0);
	assert_int_equal(h1_read_head(&reader, &in, &head, &err), H1_OK);
	assert_int_equal(head.tolerated, H1_LENIENT_BARE_LF);
	assert_int_equal(h1_read_piece(&reader, &in, &piece, &err), H1_OK);
	assert_int_equal(piece.tolerated, H1_LENIENT_BARE_LF);
	assert_int_equal(h1_read_head(&reader, &in, &head, &err), H1_OK);
	assert_int_equal(head.tolerated, 0);
	assert_int_equal(h1_read_piece(&reader, &in, &piece, &err), H1_OK);
	assert_int_equal(piece.tolerated, 0);
}

/* --- tables ------------------------------------------------------------- */

static void
test_errors(void **state)
{
	(void)state;
	assert_string_equal(h1_code_name(H1_E_NONE), "NONE");
	assert_int_equal(h1_code_status(H1_E_NONE), 0);
	for (unsigned i = 1; i < H1_E_COUNT; i++) {
		enum h1_code code = (enum h1_code)i;
		const char *clause = h1_code_clause(code);
		unsigned status = h1_code_status(code);

		assert_true(h1_code_name(code)[0] != '\0');
		assert_true(h1_code_text(code)[0] != '\0');
		/* RFC number, hyphen, section */
		assert_int_equal(strspn(clause, DIGITS), 4);
		assert_int_equal(clause[4], '-');
		assert_true(clause[5] >= '0' && clause[5] <= '9');
		assert_true(strncmp(h1_code_requirement(code), "911", 3) == 0 ||
			    h1_code_requirement(code)[0] == '\0');
		assert_true((status >= 400 && status <= 431) || status == 501 ||
			    status == 502 || status == 505);
	}
}

static void
test_lenient_names(void **state)
{
	(void)state;
	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++) {
		assert_int_equal(h1_lenient_find(span(h1_lenient_name(bit))),
			1u << bit);
		assert_true(h1_lenient_text(bit)[0] != '\0');
	}
	assert_null(h1_lenient_name(H1_LENIENT_COUNT));
	assert_null(h1_lenient_text(H1_LENIENT_COUNT));
	assert_int_equal(h1_lenient_find(H1_SPAN("bare")), 0);
}

/* Room for what RFC 9112, section 3 recommends; offsets of 32 bits. */
static void
test_limits(void **state)
{
	struct h1_limits huge = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX,
		SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, UINT64_MAX};
	struct h1_limits l = h1_limits_clamp(NULL);

	(void)state;
	assert_true(l.start_line >= 8000);
	assert_int_equal(l.start_line, h1_limits_default.start_line);
	l = h1_limits_clamp(&huge);
	assert_true((uint64_t)2 * l.empty_lines + l.start_line + l.field_line +
			    l.field_section <
		    UINT32_MAX);
	assert_true(l.content == UINT64_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_hex),
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_quoted_string),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_authority),
		cmocka_unit_test(test_bad_literals),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_over_lines),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_trailers_not_kept),
		cmocka_unit_test(test_array_too_small),
		cmocka_unit_test(test_tolerated_by_message),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_lenient_names),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests_name("h1 parts", tests, NULL, NULL);
}
