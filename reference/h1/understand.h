#ifndef H1_UNDERSTAND_H
#define H1_UNDERSTAND_H

#include "h1/reader.h"

/*
 * What needs the whole header section: Host, framing, persistence, expectation.
 * For the reader alone. `in` is at the first octet of the message.
 *
 * H1_ERROR: H1_E_HOST_*, _AUTHORITY_*, or an error of h1_framing_decide(); off
 *           from in->at.
 */
enum h1_status h1_head_understand(struct h1_reader *reader,
	const struct h1_cur *in, struct h1_head *head, struct h1_error *err);

#endif
