/*
 * Where a target is: looked up, or named by the user.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "target/address.h"

static struct target_url
read_url(const char *text)
{
	const char *message = NULL;
	struct target_url url;

	assert_true(target_url_read(&url, text, &message));
	return url;
}

static unsigned
port_of(const struct sockaddr_storage *address)
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)address;

	return ntohs(in->sin_port); /* sin6_port is at the same place */
}

static void
test_find(void **state)
{
	static const struct {
		const char *text;
		const char *address;
	} rows[] = {
		{"http://127.0.0.1:8080/", "127.0.0.1"},
		{"https://[::1]:8080/", "::1"},
	};
	struct target_addresses found;
	const char *message = NULL;
	struct target_url url;
	char text[TARGET_ADDRESS_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		url = read_url(rows[i].text);
		assert_true(target_address_find(&url, &found, &message));
		assert_int_equal(found.n, 1);
		target_address_text(&found.at[0], text);
		assert_string_equal(text, rows[i].address);
		assert_int_equal(port_of(&found.at[0]), 8080);
		assert_true(target_addresses_are_loopback(&found));
	}
	url = read_url("http://a..b/");
	assert_false(target_address_find(&url, &found, &message));
	assert_non_null(message);
}

/* ---- HOST:PORT:ADDRESS ---- */

#define NOT_OF_URL "HOST:PORT:ADDRESS with host and port of the URL"
#define NO_ADDRESS                                                 \
	"an IPv4 address, or an IPv6 address in brackets, behind " \
	"host and port"

static const struct {
	const char *url;
	const char *text;
	const char *address; /* or NULL, and: */
	const char *message;
} taken[] = {
	{"http://a.example/", "a.example:80:192.0.2.1", "192.0.2.1", NULL},
	{"http://a.example/", "A.Example:80:192.0.2.1", "192.0.2.1", NULL},
	{"https://a:8443/", "a:8443:[2001:db8::1]", "2001:db8::1", NULL},
	{"http://[::1]/", "::1:80:127.0.0.1", "127.0.0.1", NULL},
	{"http://a/", "", NULL, NOT_OF_URL},
	{"http://a/", "a", NULL, NOT_OF_URL},
	{"http://a/", "a:80", NULL, NOT_OF_URL},
	{"http://a/", "a:8:127.0.0.1", NULL, NOT_OF_URL},
	{"http://a/", "a:800:127.0.0.1", NULL, NOT_OF_URL},
	{"http://a/", "b:80:127.0.0.1", NULL, NOT_OF_URL},
	{"http://a/", "ab:80:127.0.0.1", NULL, NOT_OF_URL},
	{"http://a/", "a:80:", NULL, NO_ADDRESS},
	{"http://a/", "a:80:localhost", NULL, NO_ADDRESS},
	{"http://a/", "a:80:::1", NULL, NO_ADDRESS},
	{"http://a/", "a:80:[127.0.0.1]", NULL, NO_ADDRESS},
	{"http://a/", "a:80:[fe80::1%lo]", NULL, NO_ADDRESS},
	{"http://a/", "a:80:[", NULL, NO_ADDRESS},
	{"http://a/", "a:80:[]", NULL, NO_ADDRESS},
	{"http://a/", "a:80:127.0.0.1,127.0.0.2", NULL, NO_ADDRESS},
};

static void
test_take(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		struct target_url url = read_url(taken[i].url);
		struct target_addresses found = {.n = 0};
		const char *message = NULL;
		char text[TARGET_ADDRESS_TEXT_MAX];
		bool took = target_address_take(&url, taken[i].text, &found,
			&message);

		assert_int_equal(took, taken[i].address != NULL);
		if (!took) {
			assert_string_equal(message, taken[i].message);
			continue;
		}
		assert_int_equal(found.n, 1);
		target_address_text(&found.at[0], text);
		assert_string_equal(text, taken[i].address);
	}
}

/* A path may have 107 octets, with a NUL behind them. */
static void
test_unix(void **state)
{
	struct target_addresses found;
	char path[109];
	char text[TARGET_ADDRESS_TEXT_MAX];

	(void)state;
	assert_true(target_address_unix("/run/x", &found));
	target_address_text(&found.at[0], text);
	assert_string_equal(text, "/run/x");
	assert_true(target_addresses_are_loopback(&found));
	assert_false(target_address_unix("", &found));
	memset(path, 'x', sizeof(path));
	path[107] = '\0';
	assert_true(target_address_unix(path, &found));
	target_address_text(&found.at[0], text);
	assert_string_equal(text, path);
	path[107] = 'x';
	path[108] = '\0';
	assert_false(target_address_unix(path, &found));
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
		{AF_INET, "0.0.0.0", true},
		{AF_INET, "0.0.0.1", false},
		{AF_INET, "255.255.255.255", false},
		{AF_INET, "1.0.0.127", false},
		{AF_INET6, "::1", true},
		{AF_INET6, "::", true},
		{AF_INET6, "::ffff:127.0.0.1", true},
		{AF_INET6, "::ffff:127.9.9.9", true},
		{AF_INET6, "::ffff:0.0.0.0", true},
		{AF_INET6, "::ffff:192.0.2.1", false},
		{AF_INET6, "::127.0.0.1", false},
		{AF_INET6, "64:ff9b::127.0.0.1", false},
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

/* One that is elsewhere is enough. */
static void
test_all_loopback(void **state)
{
	struct target_url url = read_url("http://a/");
	struct target_addresses both;
	struct target_addresses other;
	const char *message;

	(void)state;
	assert_true(target_address_take(&url, "a:80:127.0.0.1", &both,
		&message));
	assert_true(target_address_take(&url, "a:80:[::1]", &other, &message));
	both.at[both.n++] = other.at[0];
	assert_true(target_addresses_are_loopback(&both));
	assert_true(target_address_take(&url, "a:80:192.0.2.1", &other,
		&message));
	both.at[1] = other.at[0];
	assert_false(target_addresses_are_loopback(&both));
}

static void
test_host(void **state)
{
	(void)state;
	assert_true(target_host_is_address("127.0.0.1"));
	assert_true(target_host_is_address("::1"));
	assert_false(target_host_is_address("127.0.0"));
	assert_false(target_host_is_address("localhost"));
	assert_false(target_host_is_address(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_unix),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_all_loopback),
		cmocka_unit_test(test_host),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
