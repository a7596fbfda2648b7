/*
 * URLs taken apart, and what is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "target/url.h"

#define LABEL "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij"

static const struct {
	const char *text;
	const char *host;
	const char *port;
	const char *authority;
	const char *path;
	bool tls;
} valid[] = {
	{"https://a", "a", "443", "a", "/", true},
	{"https://a:", "a", "443", "a:", "/", true},
	{"https://[::1]:8443/x", "::1", "8443", "[::1]:8443", "/x", true},
	{"http://a", "a", "80", "a", "/", false},
	{"http://a/", "a", "80", "a", "/", false},
	{"http://a:8080", "a", "8080", "a:8080", "/", false},
	{"http://127.0.0.1:8080/x/y?a=b&c", "127.0.0.1", "8080",
		"127.0.0.1:8080", "/x/y?a=b&c", false},
	{"http://a?x", "a", "80", "a", "/?x", false},
	{"http://a:1?x/y", "a", "1", "a:1", "/?x/y", false},
	{"http://a:/", "a", "80", "a:", "/", false},
	{"http://a:65535/", "a", "65535", "a:65535", "/", false},
	{"http://[::1]/", "::1", "80", "[::1]", "/", false},
	{"http://[::1]:8080/x", "::1", "8080", "[::1]:8080", "/x", false},
	{"http://a/:80", "a", "80", "a", "/:80", false},
	{"http://a//", "a", "80", "a", "//", false},
	{"http://a/b@c?d@e", "a", "80", "a", "/b@c?d@e", false},
	{"http://a?@", "a", "80", "a", "/?@", false},
	{"http://a/%20~!$'()*,;", "a", "80", "a", "/%20~!$'()*,;", false},
};

#define NOT_HTTP \
	"expected a URL like http://127.0.0.1:8080/ or https://localhost:8443/"
#define NOT_CLEAN                                                           \
	"expected a URL without white space, control characters, userinfo " \
	"or fragment"
#define NO_PORT "expected a port from 1 to 65535"
#define NO_ZONE "expected an IPv6 address without a zone"
#define NO_IPV6 "expected an IPv6 address in the brackets"
#define NO_HOST "expected a host name or address"

static const struct {
	const char *text;
	const char *message;
} invalid[] = {
	{"", NOT_HTTP},
	{"a", NOT_HTTP},
	{"127.0.0.1:8080", NOT_HTTP},
	{"http:/a", NOT_HTTP},
	{"ftp://a/", NOT_HTTP},
	{"//a/", NOT_HTTP},
	{"https:/a", NOT_HTTP},
	{"HTTPS://a/", NOT_HTTP},
	{"https://", NO_HOST},
	{"https://a:0/", NO_PORT},
	{"http://a/ b", NOT_CLEAN},
	{"http://a/\tb", NOT_CLEAN},
	{"http://a/\r\nX: y", NOT_CLEAN},
	{"http://a/\x7F", NOT_CLEAN},
	{"http://a/\xC3\xA9", NOT_CLEAN},
	{"http://a/#x", NOT_CLEAN},
	{"http://u:p@a/", NOT_CLEAN},
	{"http://u@a", NOT_CLEAN},
	{"http://", NO_HOST},
	{"http:///x", NO_HOST},
	{"http://:80/", NO_HOST},
	{"http://[]/", NO_HOST},
	{"http://[fe80::1%25lo]/", NO_ZONE},
	{"http://[fe80::1%lo]:80/", NO_ZONE},
	{"http://[127.0.0.1]/", NO_IPV6},
	{"http://[::g]/", NO_IPV6},
	{"https://[v1.a]/", NO_IPV6},
	{"http://[::1", "expected ] behind the IPv6 address"},
	{"http://[::1/]:80", "expected ] behind the IPv6 address"},
	{"http://[::1]80", "expected a colon and a port behind ]"},
	{"http://a:0/", NO_PORT},
	{"http://a:65536/", NO_PORT},
	{"http://a:99999999999999999999/", NO_PORT},
	{"http://a:8o/", NO_PORT},
	{"http://a:+80/", NO_PORT},
	{"http://a:-1/", NO_PORT},
	{"http://a:80:81/", NO_PORT},
	{"http://::1/", NO_PORT},
	{"http://" LABEL LABEL LABEL LABEL LABEL "/", NO_HOST},
};

static void
test_valid(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(valid) / sizeof(valid[0]); i++) {
		const char *message = "";
		struct target_url url;

		if (!target_url_read(&url, valid[i].text, &message))
			fail_msg("%s: %s", valid[i].text, message);
		assert_string_equal(url.host, valid[i].host);
		assert_string_equal(url.port, valid[i].port);
		assert_string_equal(url.authority, valid[i].authority);
		assert_string_equal(url.path, valid[i].path);
		assert_int_equal(url.tls, valid[i].tls);
		assert_string_equal(target_url_scheme(&url),
			valid[i].tls ? "https" : "http");
	}
}

static void
test_invalid(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(invalid) / sizeof(invalid[0]); i++) {
		const char *message = NULL;
		struct target_url url;

		if (target_url_read(&url, invalid[i].text, &message))
			fail_msg("accepted: %s", invalid[i].text);
		assert_string_equal(message, invalid[i].message);
	}
}

/* The longest path that fits, and one octet more. */
static void
test_long(void **state)
{
	char text[TARGET_URL_MAX + 16] = "http://a/";
	const char *message = NULL;
	struct target_url url;

	(void)state;
	memset(text + 9, 'x', TARGET_URL_MAX - 2);
	assert_true(target_url_read(&url, text, &message));
	assert_int_equal(strlen(url.path), TARGET_URL_MAX - 1);
	text[9 + TARGET_URL_MAX - 2] = 'x';
	assert_false(target_url_read(&url, text, &message));
	assert_string_equal(message, "the URL is too long");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
