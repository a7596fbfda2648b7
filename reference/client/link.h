#ifndef CLIENT_LINK_H
#define CLIENT_LINK_H

/* A connection of the network, with TLS or without, and the machine that
 * speaks HTTP on it. */

#include "client/connection.h"
#include "client/runtime.h"
#include "client/url.h"
#include "client/wire.h"

struct tls_context;
struct link;

enum link_state {
	LINK_OPENING, /* name, connection, TLS */
	LINK_OPEN,    /* the machine decides on the rest */
	LINK_FAILED
};

/* Begins to connect to the origin of `url`. `tls` is for https, and borrowed as
 * all else. NULL without memory. Give it to link_close(). */
struct link *link_open(struct runtime *runtime, const struct wire *wire,
	const struct client_settings *settings, unsigned lenient,
	struct tls_context *tls, const struct client_url *url);

/* Closes, TLS with close_notify, and frees; NULL is nothing. */
void link_close(struct link *link);

/* Whether it is connected to that origin, and another request may be asked; a
 * connection of which the server thought otherwise meanwhile is noticed. */
bool link_serves(struct link *link, const struct client_url *url);

enum link_state link_state(const struct link *link);

/* FAILED: what failed. */
enum client_failure link_failure(const struct link *link);
/* For people: why it failed, or what broke under the machine; "" if nothing
 * did, or nothing is known. Borrowed. */
const char *link_why(const struct link *link);

/* The machine; borrowed. */
struct client_connection *link_connection(struct link *link);

/* Sends what the machine wants to have sent, and reads what it wants to read:
 * waits until something happened, or until `until_ms`. */
void link_wait(struct link *link, uint64_t until_ms);

#endif
