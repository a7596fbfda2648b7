#ifndef SERVER_COMPOSE_H
#define SERVER_COMPOSE_H

/* Writes heads of responses behind the output of a connection. False without
 * memory: the connection is then to be reset. */

#include "server/machine.h"

/* An interim response with the field lines of the response so far. */
bool compose_interim(struct connection *c, unsigned status);

/* The head of the response, whose framing is decided, and room for `more`
 * octets behind it. */
bool compose_head(struct connection *c, size_t more);

#endif
