/*
 * The sending side of a connection; connection.c uses it where octets that came
 * make TLS say something.
 */
#ifndef ASSAY_PLAY_CONNECTION_SEND_H
#define ASSAY_PLAY_CONNECTION_SEND_H

#include "play/connection.h"

/* Sends what TLS has for the wire, and what waits behind it, until there is no
 * more. */
void connection_pump(struct connection *c);

#endif
