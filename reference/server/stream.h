#ifndef SERVER_STREAM_H
#define SERVER_STREAM_H

/* Content that the handler produces piece by piece. */

#include "server/machine.h"

/*
 * Asks for a piece and puts it out as the framing of the response wants it.
 * False if there is none now, or the connection is to be reset. With the last
 * piece the length that is left becomes 0.
 */
bool stream_step(struct connection *c);

#endif
