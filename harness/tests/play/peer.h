/*
 * A server in the test's own loop, on a port that the kernel chose. What it
 * does is told by a manner. Its handles do not keep the loop running: a run of
 * the loop ends when the player has done.
 */
#ifndef ASSAY_TESTS_PLAY_PEER_H
#define ASSAY_TESTS_PLAY_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "case/octets.h"

struct peer_connection {
	struct peer *peer;
	struct octets in; /* all that came */
	size_t n_reads;	  /* in so many pieces */
	bool fin;	  /* the client sent FIN */
	bool reset;	  /* the client sent RST */
	bool shutting;	  /* we send FIN */
	bool shut;	  /* we have */
	bool closed;	  /* by us, or gone */
	bool reading;
	void *state; /* of the manner; given back with free() */
	struct peer_connection *next;
	uv_tcp_t socket;
	uint8_t input[65536];
};

struct peer_manner {
	void (*opened)(struct peer_connection *c); /* NULL: nothing */
	void (*came)(struct peer_connection *c);   /* octets, FIN or RST */
	bool deaf;				   /* never reads */
	bool serial; /* serves one connection at a time */
};

struct peer {
	uv_loop_t *loop;
	struct peer_manner manner;
	void *data; /* of the manner */
	unsigned port;
	int holder; /* keeps the port while nobody listens */
	bool listening;
	uv_tcp_t listener;
	struct peer_connection *connections; /* the latest first */
	size_t n_connections;
};

/* Fails the test if there is no port. It listens. */
void peer_open(struct peer *p, uv_loop_t *loop,
	const struct peer_manner *manner, void *data);

/* Drops all connections, forgets them, and runs the loop until all is gone. */
void peer_close(struct peer *p);

/* Dies: refuses connections and resets those it has. And comes back. */
void peer_die(struct peer *p);
void peer_listen(struct peer *p);

/* The i-th connection, from 0; fails the test if there is none. */
struct peer_connection *peer_nth(const struct peer *p, size_t i);

void peer_say(struct peer_connection *c, const void *at, size_t len);
void peer_text(struct peer_connection *c, const char *text);
void peer_fin(struct peer_connection *c);
void peer_reset(struct peer_connection *c); /* behind our FIN: no RST */

#endif
