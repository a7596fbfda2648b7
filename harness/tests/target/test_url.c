/*
 * URLs taken apart, and what is none.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
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
} valid[] = {
	{"http://a", "a", "80", "a", "/"},
	{"http://a/", "a", "80", "a", "/"},
	{"http://a:8080", "a", "8080", "a:8080", "/"},
	{"http://127.0.0.1:8080/x/y?a=b&c", "127.0.0.1", "8080",
		"127.0.0.1:8080", "/x/y?a=b&c"},
	{"http://a?x", "a", "80", "a", "/?x"},
	{"http://a:1?x/y", "a", "1", "a:1", "/?x/y"},
	{"http://a:/", "a", "80", "a:", "/"},
	{"http://a:65535/", "a", "65535", "a:65535", "/"},
	{"http://[::1]/", "::1", "80", "[::1]", "/"},
	{"http://[::1]:8080/x", "::1", "8080", "[::1]:8080", "/x"},
	{"http://a/:80", "a", "80", "a", "/:80"},
	{"http://a//", "a", "80", "a", "//"},
	{"http://a/b@c?d@e", "a", "80", "a", "/b@c?d@e"},
	{"http://a?@", "a", "80", "a", "/?@"},
	{"http://a/%20~!$'()*,;", "a", "80", "a", "/%20~!$'()*,;"},
};

#define NOT_HTTP "expected a URL like http://127.0.0.1:8080/"
#define NOT_CLEAN                                                           \
	"expected a URL without white space, control characters, userinfo " \
	"or fragment"
#define NO_PORT "expected a port from 1 to 65535"
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
	{"https://a/",
		"expected http://, found https: TLS targets are not supported "
		"yet"},
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

static void
test_resolve(void **state)
{
	static const struct {
		const char *text;
		int family;
	} rows[] = {
		{"http://127.0.0.1:8080/", AF_INET},
		{"http://[::1]:8080/", AF_INET6},
	};
	struct sockaddr_storage address;
	const char *message = NULL;
	struct target_url url;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(target_url_read(&url, rows[i].text, &message));
		assert_true(target_url_resolve(&url, &address, &message));
		assert_int_equal(address.ss_family, rows[i].family);
		assert_true(target_address_is_loopback(&address));
	}
	assert_true(target_url_read(&url, "http://a..b/", &message));
	message = NULL;
	assert_false(target_url_resolve(&url, &address, &message));
	assert_non_null(message);
}

static void
test_loopback(void **state)
{
	static const struct {
		int family;
		const char *text;
		bool loopback;
	} rows[] = {
		{AF_INET, "127.0.0.1", true},
		{AF_INET, "127.255.255.255", true},
		{AF_INET, "128.0.0.1", false},
		{AF_INET, "126.255.255.255", false},
		{AF_INET, "0.0.0.0", false},
		{AF_INET, "1.0.0.127", false},
		{AF_INET6, "::1", true},
		{AF_INET6, "::", false},
		{AF_INET6, "::2", false},
		{AF_INET6, "fe80::1", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sockaddr_storage address = {0};
		struct sockaddr_in in = {.sin_family = AF_INET};
		struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};

		if (rows[i].family == AF_INET) {
			assert_int_equal(inet_pton(AF_INET, rows[i].text,
						 &in.sin_addr),
				1);
			memcpy(&address, &in, sizeof(in));
		} else {
			assert_int_equal(inet_pton(AF_INET6, rows[i].text,
						 &in6.sin6_addr),
				1);
			memcpy(&address, &in6, sizeof(in6));
		}
		assert_int_equal(target_address_is_loopback(&address),
			rows[i].loopback);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_loopback),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
