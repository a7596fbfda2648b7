#ifndef SERVER_ORIGIN_H
#define SERVER_ORIGIN_H

/* Which origins are served. */

#include "server/machine.h"

/*
 * Whether the request of c->head is for an origin that this connection does not
 * serve: another scheme than that of the connection, or a host that it was not
 * secured for (RFC 9110, section 7.4).
 */
bool origin_misdirected(const struct connection *c);

#endif
