#ifndef SERVER_ANSWER_H
#define SERVER_ANSWER_H

/* From a response to octets on their way out. */

#include "server/machine.h"

/* Puts out 100 (Continue). */
void answer_continue(struct connection *c);

/* Puts out an interim response with the field lines of the response so far;
 * not to HTTP/1.0 (RFC 9110, section 15.2). */
void answer_interim(struct connection *c, unsigned status);

/* Gets on with the response of the current exchange; whether it did. */
bool answer_step(struct connection *c);

/* No more requests: what was answered is sent, then the connection closed. */
void answer_no_more(struct connection *c);

#endif
