/* accept4() */
#define _GNU_SOURCE

#include "server/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/sendfile.h>
#endif

static int
close_failed(int descriptor)
{
	int error = errno;

	close(descriptor);
	errno = error;
	return -1;
}

static bool
set_flags(int descriptor)
{
	int flags = fcntl(descriptor, F_GETFL);

	return flags != -1 &&
	       fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 &&
	       fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

static void
set_on(int descriptor, int level, int option)
{
	int on = 1;

	setsockopt(descriptor, level, option, &on, sizeof(on));
}

int
socket_listen(const struct sockaddr *address, socklen_t len, int backlog)
{
	int descriptor = socket(address->sa_family, SOCK_STREAM, 0);

	if (descriptor == -1)
		return -1;
	/* A port whose last connections are still dying is free; one at which
	 * somebody listens is not. */
	set_on(descriptor, SOL_SOCKET, SO_REUSEADDR);
	set_on(descriptor, IPPROTO_TCP, TCP_NODELAY);
	if (!set_flags(descriptor) || bind(descriptor, address, len) != 0 ||
		listen(descriptor, backlog) != 0)
		return close_failed(descriptor);
	return descriptor;
}

#ifdef __linux__
/* TCP_NODELAY comes from the listening socket. */
int
socket_accept(int listening, struct sockaddr_storage *address)
{
	socklen_t len = sizeof(*address);

	return accept4(listening, (struct sockaddr *)address, &len,
		SOCK_NONBLOCK | SOCK_CLOEXEC);
}

ssize_t
socket_send_file(int descriptor, int file, uint64_t at, size_t len)
{
	off_t from = (off_t)at;

	return sendfile(descriptor, file, &from, len);
}
#else
int
socket_accept(int listening, struct sockaddr_storage *address)
{
	socklen_t len = sizeof(*address);
	int descriptor = accept(listening, (struct sockaddr *)address, &len);

	if (descriptor == -1)
		return -1;
	set_on(descriptor, IPPROTO_TCP, TCP_NODELAY);
	return set_flags(descriptor) ? descriptor : close_failed(descriptor);
}

ssize_t
socket_send_file(int descriptor, int file, uint64_t at, size_t len)
{
	(void)descriptor;
	(void)file;
	(void)at;
	(void)len;
	errno = ENOTSUP;
	return -1;
}
#endif

/* Only Linux can hold a segment back for one call. */
#ifndef MSG_MORE
#define MSG_MORE 0
#endif
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

ssize_t
socket_send(int descriptor, struct h1_span octets, bool more)
{
	return send(descriptor, octets.at, octets.len,
		MSG_NOSIGNAL | (more ? MSG_MORE : 0));
}

void
socket_abort_on_close(int descriptor)
{
	struct linger now = {.l_onoff = 1, .l_linger = 0};

	setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}
