#ifndef CLIENT_PART_H
#define CLIENT_PART_H

/* What answers to a Range mean for a transfer. What fails stands in it. */

#include "client/transfer_state.h"
#include "h1/reader.h"

/* 206: what we have has to be what it begins behind, and of the same (RFC 9110,
 * section 15.3.7.3). */
void part_came(struct transfer *transfer, const struct h1_head *head);

/* 416 for a Range of ours: there is no more than we have, or it has another
 * length now. */
void part_no_more(struct transfer *transfer, const struct h1_head *head);

#endif
