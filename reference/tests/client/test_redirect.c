/* Redirections: which are followed, what becomes of the method, what is
 * refused. */

#include "client/redirect.h"

#include "h1/lenient.h"
#include "h1/reader.h"
#include "tests/client/unit.h"

static const struct row {
	const char *from;
	const char *method;
	unsigned status;
	const char *fields; /* of the answer */
	uint64_t n;	    /* redirections before */
	bool downgrade;
	enum client_failure failure;
	const char *to; /* if it is followed */
	bool to_get, other_origin;
} rows[] = {
	/* the method (RFC 9110, section 15.4) */
	{"http://a/", "GET", 301, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", false, false},
	{"http://a/", "HEAD", 302, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", false, false},
	{"http://a/", "POST", 301, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", true, false},
	{"http://a/", "POST", 302, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", true, false},
	{"http://a/", "PUT", 302, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", false, false},
	{"http://a/", "post", 302, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", false, false},
	{"http://a/", "PUT", 303, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", true, false},
	{"http://a/", "DELETE", 303, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", true, false},
	{"http://a/", "HEAD", 303, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", false, false},
	{"http://a/", "POST", 307, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", false, false},
	{"http://a/", "POST", 308, "Location: /b\r\n", 0, false, CLIENT_DONE,
		"http://a/b", false, false},
	/* where it goes */
	{"http://a/x/y#f", "GET", 301, "Location: z\r\n", 0, false, CLIENT_DONE,
		"http://a/x/z#f", false, false},
	{"http://a/", "GET", 301, "lOCATION: //b/\r\n", 0, false, CLIENT_DONE,
		"http://b/", false, true},
	{"http://a/", "GET", 301, "Location: https://a/\r\n", 0, false,
		CLIENT_DONE, "https://a/", false, true},
	{"http://a/", "GET", 301, "Location: http://a:81/\r\n", 0, false,
		CLIENT_DONE, "http://a:81/", false, true},
	{"http://a/", "GET", 301, "Location: http://A:80/\r\n", 0, false,
		CLIENT_DONE, "http://A:80/", false, false},
	{"http://a/", "GET", 301, "Location:\r\n", 0, false, CLIENT_DONE,
		"http://a/", false, false},
	/* limits */
	{"http://a/", "GET", 301, "Location: /\r\n", 9, false, CLIENT_DONE,
		"http://a/", false, false},
	{"http://a/", "GET", 301, "Location: /\r\n", 10, false,
		CLIENT_REDIRECTS, NULL, false, false},
	{"https://a/", "GET", 301, "Location: http://a/\r\n", 0, false,
		CLIENT_DOWNGRADE, NULL, false, false},
	{"https://a/", "GET", 301, "Location: http://a/\r\n", 0, true,
		CLIENT_DONE, "http://a/", false, true},
	{"https://a/", "GET", 301, "Location: //b/\r\n", 0, false, CLIENT_DONE,
		"https://b/", false, true},
	/* what cannot be followed */
	{"http://a/", "GET", 301, "", 0, false, CLIENT_LOCATION, NULL, false,
		false},
	{"http://a/", "GET", 301, "Location: /a\r\nLocation: /a\r\n", 0, false,
		CLIENT_LOCATION, NULL, false, false},
	{"http://a/", "GET", 301, "Location: ftp://a/\r\n", 0, false,
		CLIENT_LOCATION, NULL, false, false},
	{"http://a/", "GET", 301, "Location: file:///etc/passwd\r\n", 0, false,
		CLIENT_LOCATION, NULL, false, false},
	{"http://a/", "GET", 301, "Location: http://u:p@a/\r\n", 0, false,
		CLIENT_LOCATION, NULL, false, false},
	{"http://a/", "GET", 301, "Location: http:///a\r\n", 0, false,
		CLIENT_LOCATION, NULL, false, false},
	{"http://a/", "GET", 301, "Location: /a b\r\n", 0, false,
		CLIENT_LOCATION, NULL, false, false},
	{"http://a/", "GET", 301, "Location: /\xC3\xA9\r\n", 0, false,
		CLIENT_LOCATION, NULL, false, false},
};

/* Reads the fields as they come in an answer. */
static struct h1_head
answer(uint8_t *octets, size_t max, struct h1_field *lines, size_t n_lines,
	const struct row *row)
{
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;
	struct h1_cur cur;
	int len = snprintf((char *)octets, max,
		"HTTP/1.1 %u x\r\n%sContent-Length: 0\r\n\r\n", row->status,
		row->fields);

	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	h1_head_init(&head, lines, n_lines);
	cur = (struct h1_cur){octets, octets + len};
	assert_int_equal(h1_read_head(&reader, &cur, &head, &err), H1_OK);
	return head;
}

static void
play(const struct row *row)
{
	const struct client_redirect_rules rules = {
		.max = 10, .downgrade = row->downgrade};
	struct h1_field lines[8];
	uint8_t octets[512];
	struct h1_head head =
		answer(octets, sizeof(octets), lines, N(lines), row);
	struct client_hop hop;
	struct client_url from;
	enum client_url_result result;

	assert_true(client_redirect_status(row->status));
	assert_int_equal(client_url_read(&from, span_of(row->from)),
		CLIENT_URL_OK);
	assert_int_equal(client_redirect(&hop, &result, &rules, &from,
				 span_of(row->method), row->status,
				 &head.fields, row->n),
		row->failure);
	if (row->failure != CLIENT_DONE)
		return;
	assert_span(client_url_whole(&hop.url), row->to);
	assert_int_equal(hop.to_get, row->to_get);
	assert_int_equal(hop.other_origin, row->other_origin);
}

static void
redirections_are_decided(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(rows); i++)
		play(&rows[i]);
}

static void
five_statuses_are_followed(void **state)
{
	unsigned n = 0;

	(void)state;
	for (unsigned status = 0; status < 1000; status++)
		n += client_redirect_status(status);
	assert_int_equal(n, 5);
	assert_false(client_redirect_status(300));
	assert_false(client_redirect_status(304));
}

static void
secrets_stay(void **state)
{
	static const char *const secret[] = {"Authorization", "Cookie",
		"Proxy-Authorization", "X-Api-Key", "Referer", "Origin",
		"Range", "If-Match"};

	(void)state;
	for (size_t i = 0; i < N(secret); i++)
		assert_false(client_redirect_harmless(span_of(secret[i])));
	assert_true(client_redirect_harmless(span_of("ACCEPT")));
	assert_true(client_redirect_harmless(span_of("Content-Type")));
	assert_true(client_redirect_about_content(span_of("content-TYPE")));
	assert_false(client_redirect_about_content(span_of("Accept")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(redirections_are_decided),
		cmocka_unit_test(five_statuses_are_followed),
		cmocka_unit_test(secrets_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
