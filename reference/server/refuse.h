#ifndef SERVER_REFUSE_H
#define SERVER_REFUSE_H

/* What is answered to requests that are none. All of it ends the connection. */

#include "server/machine.h"

/* Answers a head that the wire layer refused. */
void refuse_head(struct connection *c, enum h1_code code);

/*
 * Answers a head that is not complete and never will be, with that status, or
 * with that of its refusal if `status` is 0. Nobody is answered if no request
 * has begun.
 */
void
refuse_broken_head(struct connection *c, unsigned status, const char *text);

/*
 * Answers content that the wire layer refused, or gives that status, in place
 * of the handler; if its response is under way, that is broken off.
 */
void refuse_content(struct connection *c, enum h1_code code);
void
refuse_slow_content(struct connection *c, unsigned status, const char *text);

#endif
