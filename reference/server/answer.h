#ifndef SERVER_ANSWER_H
#define SERVER_ANSWER_H

/* From a response to octets on their way out. */

#include "server/machine.h"

/* Puts out 100 (Continue). */
void answer_continue(struct connection *c);

/* Puts out the head of c->response; its content follows in MACHINE_ANSWER. */
void answer_begin(struct connection *c);

/* Answers what the wire layer refused, and nothing behind it. */
void answer_refuse(struct connection *c, enum h1_code code);

/* Answers with that status and explanation, and nothing behind it. */
void answer_give_up(struct connection *c, unsigned status, const char *text);

/*
 * Answers a head that is not complete and never will be, with that status, or
 * with that of its refusal if `status` is 0. Nobody is answered if no request
 * has begun.
 */
void
answer_broken_head(struct connection *c, unsigned status, const char *text);

/* Answers a refused head. */
void answer_refuse_head(struct connection *c, enum h1_code code);

/* No more requests: what was answered is sent, then the connection closed. */
void answer_no_more(struct connection *c);

#endif
