/* The header of the PROXY protocol, octet by octet. */
#include "play/proxy_header.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SIGNATURE "\r\n\r\n\0\r\nQUIT\n"

#define TEXT(text) text, sizeof(text) - 1

/* The greatest address and port, in every field as long as it gets. */
#define LONG6 "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"

static const struct row {
	unsigned version;
	int family;
	const char *from;
	unsigned from_port;
	const char *to;
	unsigned to_port;
	const char *header;
	size_t len;
} rows[] = {
	{1, AF_INET, "127.0.0.1", 40000, "192.0.2.255", 80,
		TEXT("PROXY TCP4 127.0.0.1 192.0.2.255 40000 80\r\n")},
	{1, AF_INET6, "::1", 1, "2001:db8::2", 65535,
		TEXT("PROXY TCP6 ::1 2001:db8::2 1 65535\r\n")},
	{1, AF_INET6, LONG6, 65535, LONG6, 65535,
		TEXT("PROXY TCP6 " LONG6 " " LONG6 " 65535 65535\r\n")},
	{1, AF_UNIX, NULL, 0, NULL, 0, TEXT("PROXY UNKNOWN\r\n")},
	{2, AF_INET, "127.0.0.1", 0x1234, "192.0.2.255", 80,
		TEXT(SIGNATURE "\x21\x11\x00\x0c"
			       "\x7f\x00\x00\x01\xc0\x00\x02\xff"
			       "\x12\x34\x00\x50")},
	{2, AF_INET6, "::1", 1, "2001:db8::2", 443,
		TEXT(SIGNATURE "\x21\x21\x00\x24"
			       "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01"
			       "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x02"
			       "\x00\x01\x01\xbb")},
	{2, AF_UNIX, NULL, 0, NULL, 0, TEXT(SIGNATURE "\x20\x00\x00\x00")},
};

static struct sockaddr_storage
address(int family, const char *text, unsigned port)
{
	struct sockaddr_storage out = {.ss_family = (sa_family_t)family};
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};

	in.sin_port = in6.sin6_port = htons((uint16_t)port);
	if (family == AF_INET) {
		assert_int_equal(inet_pton(family, text, &in.sin_addr), 1);
		memcpy(&out, &in, sizeof(in));
	} else if (family == AF_INET6) {
		assert_int_equal(inet_pton(family, text, &in6.sin6_addr), 1);
		memcpy(&out, &in6, sizeof(in6));
	}
	return out;
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		struct sockaddr_storage from =
			address(r->family, r->from, r->from_port);
		struct sockaddr_storage to =
			address(r->family, r->to, r->to_port);
		uint8_t header[PROXY_HEADER_MAX];
		size_t len = proxy_header(header, r->version, &from, &to);

		assert_int_equal(len, r->len);
		assert_memory_equal(header, r->header, len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("proxy_header", tests, NULL, NULL);
}
