#ifndef SERVER_SOCKET_H
#define SERVER_SOCKET_H

/* The calls on sockets, all of which never wait. */

#include <sys/socket.h>
#include <sys/types.h>

#include "h1/base.h"

/*
 * A socket that listens at `address`; -1 with errno set. Connections taken from
 * it send at once what is written (TCP_NODELAY).
 */
int socket_listen(const struct sockaddr *address, socklen_t len, int backlog);

/* Takes a connection and tells its other end; -1 with errno set, which is
 * EAGAIN if none waits. */
int socket_accept(int listening, struct sockaddr_storage *address);

/* Sends what it takes now; with `more` a segment that is not full may wait for
 * what comes next. Gives how much; -1 with errno set. */
ssize_t socket_send(int descriptor, struct h1_span octets, bool more);

/*
 * Sends up to `len` octets of a file from `at` without copying them. Gives how
 * many, 0 if the file ends there; -1 with errno set, which is ENOTSUP or EINVAL
 * if it has to be read instead.
 */
ssize_t socket_send_file(int descriptor, int file, uint64_t at, size_t len);

/* The connection will be aborted when the socket is closed. */
void socket_abort_on_close(int descriptor);

#endif
