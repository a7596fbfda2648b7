/*
 * A server for tests of starting and stopping: listens on the loopback port of
 * its argument, 0 for any, prints it, and closes what connects. With a second
 * argument it only keeps the port, for so many seconds.
 */
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned
read_port(const char *text)
{
	unsigned port = 0;

	for (; *text >= '0' && *text <= '9' && port < 65536; text++)
		port = port * 10 + (unsigned)(*text - '0');
	return port;
}

static int
listen_on(unsigned port, int backlog)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t len = sizeof(a);
	const int on = 1;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 ||
		(backlog > 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on,
					sizeof(on)) != 0) ||
		bind(fd, (struct sockaddr *)&a, sizeof(a)) != 0 ||
		(backlog > 0 && listen(fd, backlog) != 0) ||
		getsockname(fd, (struct sockaddr *)&a, &len) != 0)
		return -1;
	printf("%u\n", ntohs(a.sin_port));
	fflush(stdout);
	return fd;
}

int
main(int argc, char **argv)
{
	const bool keeps = argc == 3;
	int fd = argc > 1 ? listen_on(read_port(argv[1]), keeps ? 0 : 16) : -1;

	if (fd < 0) {
		perror("listener");
		return 1;
	}
	if (keeps)
		return (int)sleep(read_port(argv[2]));
	for (;;) {
		int one = accept(fd, NULL, NULL);

		if (one >= 0)
			close(one);
	}
}
