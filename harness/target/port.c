#include "target/port.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct sockaddr_in
loopback(unsigned long port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

const char *
port_choose(char port[6])
{
	struct sockaddr_in a = loopback(0);
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool found;

	if (fd < 0)
		return "no socket";
	found = bind(fd, (struct sockaddr *)&a, sizeof(a)) == 0 &&
		getsockname(fd, (struct sockaddr *)&a, &len) == 0;
	close(fd);
	if (!found)
		return "no free port";
	snprintf(port, 6, "%u", ntohs(a.sin_port));
	return NULL;
}

bool
port_connects(const struct sockaddr_storage *address, size_t len)
{
	int fd = socket(address->ss_family, SOCK_STREAM, 0);
	bool connected;

	if (fd < 0)
		return false;
	connected = connect(fd, (const struct sockaddr *)address,
			    (socklen_t)len) == 0;
	close(fd);
	return connected;
}

bool
port_accepts(const char *port)
{
	const struct sockaddr_in in = loopback(strtoul(port, NULL, 10));
	const struct sockaddr_in6 in6 = {
		.sin6_family = AF_INET6,
		.sin6_port = in.sin_port,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT,
	};
	struct sockaddr_storage address = {0};

	memcpy(&address, &in, sizeof(in));
	if (port_connects(&address, sizeof(in)))
		return true;
	memcpy(&address, &in6, sizeof(in6));
	return port_connects(&address, sizeof(in6));
}

bool
port_is_taken(const char *port)
{
	const struct sockaddr_in a = loopback(strtoul(port, NULL, 10));
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool taken;

	if (fd < 0)
		return false;
	taken = bind(fd, (const struct sockaddr *)&a, sizeof(a)) != 0 &&
		errno == EADDRINUSE;
	close(fd);
	return taken;
}
