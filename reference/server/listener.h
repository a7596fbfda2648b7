#ifndef SERVER_LISTENER_H
#define SERVER_LISTENER_H

/*
 * The socket that listens. Connections are accepted on the loop of the first
 * worker and given to the one that has the fewest. Those beyond
 * max_connections, or for which there are no descriptors, wait in the kernel.
 */

#include <stdatomic.h>
#include <stdbool.h>
#include <uv.h>

/* "https://[", an IPv6 address, "]:65535" */
#define LISTENER_URL_MAX 80

struct http_server;

/* Members are for the functions below, but `url` for all. */
struct listener {
	struct http_server *server; /* borrowed */
	int descriptor;		    /* owned; -1 when closed */
	char url[LISTENER_URL_MAX];
	uv_poll_t poll;
	uv_timer_t retry; /* when there were no descriptors */
	unsigned last;	  /* worker that got the last one */
	bool started;
	bool stopped;
	atomic_bool waiting; /* does not accept for now */
};

/* Listens at the address in the options of the server; 0, or a negative libuv
 * error. UV_EINVAL: it is no IP address. */
int listener_open(struct listener *listener, struct http_server *server);

/* Accepts from now on; 0, or a negative libuv error. */
int listener_start(struct listener *listener);

/* From any thread: a connection has gone, so that another may be accepted. */
void listener_room(struct listener *listener);

/* From the thread of the first worker: accepts what waits, if it may. */
void listener_check(struct listener *listener);

/* Accepts what waits already, and no more. Who still connects waits, until
 * listener_close() refuses. */
void listener_stop(struct listener *listener);

/* Closes the socket, if it is not closed yet. */
void listener_close(struct listener *listener);

#endif
