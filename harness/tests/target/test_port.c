/*
 * Whether a port is free, taken, or answered.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <netinet/in.h>

#include "target/port.h"

/* Another program may get a port before it is looked at, but not ten. */
static void
test_free_port(void **state)
{
	bool taken = true;
	char port[6];

	(void)state;
	for (int i = 0; i < 10 && taken; i++) {
		assert_null(port_choose(port));
		assert_in_range(strtoul(port, NULL, 10), 1, 65535);
		taken = port_is_taken(port) || port_accepts(port);
	}
	assert_false(taken);
}

static void
test_taken_port(void **state)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char port[6];

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, len), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	(void)snprintf(port, sizeof(port), "%u", ntohs(address.sin_port));
	assert_true(port_is_taken(port));
	assert_int_equal(listen(fd, 1), 0);
	assert_true(port_is_taken(port));
	assert_true(port_accepts(port));
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_free_port),
		cmocka_unit_test(test_taken_port),
	};

	return cmocka_run_group_tests_name("port", tests, NULL, NULL);
}
