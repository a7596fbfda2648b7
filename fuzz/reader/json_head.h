#ifndef FUZZ_JSON_HEAD_H
#define FUZZ_JSON_HEAD_H

/*
 * That a message in the JSON of h1parse has the head that was read: start-line,
 * framing and field lines.
 */

#include "h1/h1.h"
#include "reader/json_says.h"

/* Names and values, in their order; obs-fold is replaced in the values. */
void says_fields(struct says_met *met, const json_t *array,
	const struct h1_fields *fields);

/* `m`: the object of the message. */
void
says_head(struct says_met *met, const json_t *m, const struct h1_head *head);

#endif
