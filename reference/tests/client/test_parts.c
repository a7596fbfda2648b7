/* The small parts: Content-Range, validators, harmless text, Base64, decoding,
 * failures. */

#include <stdlib.h>
#include <zlib.h>

#include "client/base64.h"
#include "client/content_range.h"
#include "client/decode.h"
#include "client/failure.h"
#include "client/harmless.h"
#include "client/validator.h"
#include "h1/lenient.h"
#include "h1/reader.h"
#include "tests/client/unit.h"

static const struct {
	const char *value;
	bool good, satisfied, complete_known;
	uint64_t first, last, complete;
} ranges[] = {
	{"bytes 0-0/1", true, true, true, 0, 0, 1},
	{"bytes 5-9/10", true, true, true, 5, 9, 10},
	{"Bytes 5-9/*", true, true, false, 5, 9, 0},
	{"bytes */10", true, false, true, 0, 0, 10},
	{"bytes 0-18446744073709551614/18446744073709551615", true, true, true,
		0, UINT64_MAX - 1, UINT64_MAX},
	{.value = ""},
	{.value = "bytes"},
	{.value = "bytes "},
	{.value = "bytes 5-9"},
	{.value = "bytes */*"},
	{.value = "bytes 9-5/10"},
	{.value = "bytes 5-10/10"},
	{.value = "bytes  5-9/10"},
	{.value = "bytes\t5-9/10"},
	{.value = "bytes 5-9/10 "},
	{.value = "bytes 5-9/10,"},
	{.value = "bytes +5-9/10"},
	{.value = "bytes 5 -9/10"},
	{.value = "bytes -9/10"},
	{.value = "bytes 5-/10"},
	{.value = "bytes=5-9/10"},
	{.value = "lines 5-9/10"},
	{.value = "bytes 0x5-9/10"},
	{.value = "bytes 5-18446744073709551615/*"},
	{.value = "bytes 5-18446744073709551616/*"},
};

static void
content_range_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(ranges); i++) {
		struct client_content_range range = {.first = 77};

		if (client_content_range_read(&range,
			    span_of(ranges[i].value)) != ranges[i].good)
			fail_msg("%s", ranges[i].value);
		if (!ranges[i].good) {
			assert_int_equal(range.first, 77);
			continue;
		}
		assert_int_equal(range.satisfied, ranges[i].satisfied);
		assert_int_equal(range.complete_known,
			ranges[i].complete_known);
		assert_true(range.first == ranges[i].first);
		assert_true(range.last == ranges[i].last);
		assert_true(range.complete == ranges[i].complete);
	}
}

/* A head with these fields; borrows from static memory. */
static struct h1_head
head_with(const char *fields)
{
	static uint8_t octets[1024];
	static struct h1_field lines[16];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;
	struct h1_cur cur;
	int len = snprintf((char *)octets, sizeof(octets),
		"HTTP/1.1 200 OK\r\n%s\r\n", fields);

	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	h1_head_init(&head, lines, N(lines));
	cur = (struct h1_cur){octets, octets + len};
	assert_int_equal(h1_read_head(&reader, &cur, &head, &err), H1_OK);
	return head;
}

#define EARLIER "Mon, 02 Jan 2023 10:00:00 GMT"
#define LATER "Mon, 02 Jan 2023 10:00:01 GMT"

static const struct {
	const char *fields;
	const char *validator; /* NULL: none is strong */
} validators[] = {
	{"ETag: \"a\"\r\n", "\"a\""},
	{"ETag: \"\"\r\n", "\"\""},
	{"ETag: W/\"a\"\r\n", NULL},
	{"ETag: a\r\n", NULL},
	{"ETag: \"a\"x\r\n", NULL},
	{"ETag: \"a\"\r\nETag: \"b\"\r\n", NULL},
	{"ETag: \"a\"\r\nLast-Modified: " EARLIER "\r\nDate: " LATER "\r\n",
		"\"a\""},
	{"Last-Modified: " EARLIER "\r\nDate: " LATER "\r\n", EARLIER},
	/* changed in the very second in which it was sent */
	{"Last-Modified: " EARLIER "\r\nDate: " EARLIER "\r\n", NULL},
	{"Last-Modified: " LATER "\r\nDate: " EARLIER "\r\n", NULL},
	{"Last-Modified: " EARLIER "\r\n", NULL},
	{"Last-Modified: yesterday\r\nDate: " LATER "\r\n", NULL},
	/* the tag that is there is the better witness, and it is weak */
	{"ETag: W/\"a\"\r\nLast-Modified: " EARLIER "\r\nDate: " LATER "\r\n",
		NULL},
	{"", NULL},
};

static void
strong_validators_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(validators); i++) {
		struct h1_head head = head_with(validators[i].fields);
		struct h1_span found = client_validator_find(&head.fields, 0);

		if (!validators[i].validator) {
			if (found.at)
				fail_msg("%s", validators[i].fields);
			continue;
		}
		assert_span(found, validators[i].validator);
		assert_true(client_validator_usable(found));
	}
	assert_false(client_validator_usable(span_of("W/\"a\"")));
	assert_false(client_validator_usable(span_of("")));
	assert_false(
		client_validator_usable(span_of("\"a\"\r\nX-Injected: 1")));
}

static const struct {
	const char *validator;
	const char *fields; /* of the 206 */
	bool same;
} parts_of[] = {
	{"\"a\"", "ETag: \"a\"\r\n", true},
	{"\"a\"", "ETag: \"b\"\r\n", false},
	{"\"a\"", "ETag: W/\"a\"\r\n", false},
	{"\"a\"", "ETag: \"a\"\r\nETag: \"a\"\r\n", false},
	{"\"a\"", "", false},
	{EARLIER, "", true},
	{EARLIER, "Last-Modified: " EARLIER "\r\n", true},
	{EARLIER, "Last-Modified: " LATER "\r\n", false},
};

static void
parts_are_of_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(parts_of); i++) {
		struct h1_head head = head_with(parts_of[i].fields);

		assert_int_equal(client_validator_same(&head.fields,
					 span_of(parts_of[i].validator)),
			parts_of[i].same);
	}
}

static const struct {
	const char *in, *out;
} texts[] = {
	{"plain\ttext\n", "plain\ttext\n"},
	{"\x1B[2J", "\\x1B[2J"},
	{"a\rb", "a\\x0Db"},
	{"a\r\nb\r", "a\r\nb\\x0D"},
	{"\r\r\n\r\xC3\xA9", "\\x0D\r\n\\x0D\xC3\xA9"},
	{"\a\b\x7F", "\\x07\\x08\\x7F"},
	{"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80",
		"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
	/* CSI in 8 bits, and as a character */
	{"\x9B"
	 "2J",
		"\\x9B2J"},
	{"\xC2\x9B"
	 "2J",
		"\\xC2\\x9B2J"},
	{"\xC2\xA0", "\xC2\xA0"},
	/* overlong, surrogate, beyond the last, cut */
	{"\xC0\x9B", "\\xC0\\x9B"},
	{"\xE0\x80\x9B", "\\xE0\\x80\\x9B"},
	{"\xED\xA0\x80", "\\xED\\xA0\\x80"},
	{"\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"},
	{"\xF5\x80\x80\x80", "\\xF5\\x80\\x80\\x80"},
	{"\xE2\x82x", "\\xE2\\x82x"},
	{"\xE2\x82\x1B", "\\xE2\\x82\\x1B"},
	{"\xE2\x82", "\\xE2\\x82"},
	{"\xE2\xC3\xA9", "\\xE2\xC3\xA9"},
};

/* Cut behind `cut` octets. */
static void
make_harmless(const char *in, size_t cut, const char *out)
{
	struct client_harmless harmless = {.n_pending = 0};
	uint8_t octets[256];
	struct h1_span all = span_of(in);
	size_t len = client_harmless(&harmless, octets,
		(struct h1_span){all.at, cut});

	len += client_harmless(&harmless, octets + len,
		(struct h1_span){all.at + cut, all.len - cut});
	len += client_harmless_end(&harmless, octets + len);
	assert_span((struct h1_span){octets, len}, out);
}

static void
text_is_made_harmless(void **state)
{
	uint8_t line[64];

	(void)state;
	for (size_t i = 0; i < N(texts); i++)
		for (size_t cut = 0; cut <= strlen(texts[i].in); cut++)
			make_harmless(texts[i].in, cut, texts[i].out);
	assert_span((struct h1_span){line,
			    client_harmless_line(line, span_of("a\n\xC3\x1B"))},
		"a\\x0A\\xC3\\x1B");
}

static void
base64_is_written(void **state)
{
	/* RFC 4648, section 10 */
	static const char *const vectors[][2] = {{"", ""}, {"f", "Zg=="},
		{"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"},
		/* RFC 7617, section 2 */
		{"Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}};
	uint8_t out[64];

	(void)state;
	for (size_t i = 0; i < N(vectors); i++)
		assert_span((struct h1_span){out,
				    client_base64(out, span_of(vectors[i][0]))},
			vectors[i][1]);
}

/* In one of the formats of zlib: see deflateInit2(). */
static size_t
deflate_to(uint8_t *out, size_t max, const uint8_t *in, size_t len, int bits)
{
	z_stream stream = {.next_in = (Bytef *)in,
		.avail_in = (unsigned)len,
		.next_out = out,
		.avail_out = (unsigned)max};

	assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, bits, 8,
				 Z_DEFAULT_STRATEGY),
		Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	deflateEnd(&stream);
	return max - stream.avail_out;
}

/* All of `in`, in pieces of `piece`; counts what comes out. */
static enum client_decoded
decode_all(struct client_decode *decode, struct h1_span in, size_t piece,
	uint64_t *n_out)
{
	enum client_decoded got = CLIENT_DECODED_MORE;

	*n_out = 0;
	while (in.len > 0 && got == CLIENT_DECODED_MORE) {
		size_t n = in.len < piece ? in.len : piece;
		struct h1_span part = {in.at, n};
		struct h1_span out;

		do {
			got = client_decode(decode, &part, &out);
			if (got == CLIENT_DECODED_OUT)
				*n_out += out.len;
		} while (got == CLIENT_DECODED_OUT);
		in.at += n;
		in.len -= n;
	}
	return got;
}

static void
expect_decoded(enum client_coding coding, struct h1_span in, uint64_t max,
	enum client_decoded result, bool complete, uint64_t len)
{
	static const size_t pieces[] = {1, 7, 100000};

	for (size_t i = 0; i < N(pieces); i++) {
		struct client_decode *decode = client_decode_new(coding, max);
		uint64_t n;

		assert_non_null(decode);
		assert_int_equal(decode_all(decode, in, pieces[i], &n), result);
		if (result == CLIENT_DECODED_MORE) {
			assert_int_equal(client_decode_complete(decode),
				complete);
			assert_true(!complete || n == len);
		}
		client_decode_free(decode);
	}
}

static void
codings_are_undone(void **state)
{
	static uint8_t zeros[1000000];
	static uint8_t packed[20000];
	size_t len = deflate_to(packed, sizeof(packed), zeros, sizeof(zeros),
		15 + 16);
	size_t twice = len;

	(void)state;
	expect_decoded(CLIENT_CODING_GZIP, (struct h1_span){packed, len},
		sizeof(zeros), CLIENT_DECODED_MORE, true, sizeof(zeros));
	/* cut, and with something behind it */
	expect_decoded(CLIENT_CODING_GZIP, (struct h1_span){packed, len - 9},
		sizeof(zeros), CLIENT_DECODED_MORE, false, sizeof(zeros));
	packed[len] = 'x';
	packed[len + 1] = 'x';
	expect_decoded(CLIENT_CODING_GZIP, (struct h1_span){packed, len + 2},
		sizeof(zeros), CLIENT_DECODED_BAD, false, 0);
	/* a bomb */
	expect_decoded(CLIENT_CODING_GZIP, (struct h1_span){packed, len},
		sizeof(zeros) - 1, CLIENT_DECODED_LARGE, false, 0);
	/* two members */
	memcpy(packed + len, packed, len);
	twice += len;
	expect_decoded(CLIENT_CODING_GZIP, (struct h1_span){packed, twice},
		UINT64_MAX, CLIENT_DECODED_MORE, true, 2 * sizeof(zeros));
	/* a wrong checksum */
	packed[len - 8] ^= 1;
	expect_decoded(CLIENT_CODING_GZIP, (struct h1_span){packed, len},
		UINT64_MAX, CLIENT_DECODED_BAD, false, 0);
	expect_decoded(CLIENT_CODING_GZIP, span_of("no gzip at all"),
		UINT64_MAX, CLIENT_DECODED_BAD, false, 0);
	/* deflate as RFC 9110 has it, and as some send it */
	len = deflate_to(packed, sizeof(packed), zeros, sizeof(zeros), 15);
	expect_decoded(CLIENT_CODING_DEFLATE, (struct h1_span){packed, len},
		UINT64_MAX, CLIENT_DECODED_MORE, true, sizeof(zeros));
	len = deflate_to(packed, sizeof(packed), zeros, sizeof(zeros), -15);
	expect_decoded(CLIENT_CODING_DEFLATE, (struct h1_span){packed, len},
		UINT64_MAX, CLIENT_DECODED_MORE, true, sizeof(zeros));
	/* no content at all, as HEAD and 304 have it */
	expect_decoded(CLIENT_CODING_GZIP, span_of(""), 0, CLIENT_DECODED_MORE,
		true, 0);
}

static void
codings_are_found(void **state)
{
	static const struct {
		const char *fields;
		enum client_coding coding;
	} found[] = {
		{"", CLIENT_CODING_NONE},
		{"Content-Encoding: identity\r\n", CLIENT_CODING_NONE},
		{"Content-Encoding: GZIP\r\n", CLIENT_CODING_GZIP},
		{"Content-Encoding: x-gzip\r\n", CLIENT_CODING_GZIP},
		{"Content-Encoding: , deflate,\r\n", CLIENT_CODING_DEFLATE},
		{"Content-Encoding: br\r\n", CLIENT_CODING_UNKNOWN},
		{"Content-Encoding: gzip, gzip\r\n", CLIENT_CODING_UNKNOWN},
		{"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n",
			CLIENT_CODING_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < N(found); i++) {
		struct h1_head head = head_with(found[i].fields);

		assert_int_equal(client_coding_find(&head.fields),
			found[i].coding);
	}
}

static void
failures_are_told(void **state)
{
	(void)state;
	for (int i = 0; i < CLIENT_FAILURES; i++) {
		enum client_failure failure = (enum client_failure)i;

		assert_true(client_failure_name(failure)[0] != '\0');
		assert_true(client_failure_text(failure)[0] != '\0');
		assert_in_range(client_failure_status(failure), 0, 130);
		assert_int_equal(client_failure_status(failure) == 0,
			failure == CLIENT_DONE);
		assert_non_null(client_failure_clause(failure));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(content_range_is_read),
		cmocka_unit_test(strong_validators_are_found),
		cmocka_unit_test(parts_are_of_the_same),
		cmocka_unit_test(text_is_made_harmless),
		cmocka_unit_test(base64_is_written),
		cmocka_unit_test(codings_are_undone),
		cmocka_unit_test(codings_are_found),
		cmocka_unit_test(failures_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
