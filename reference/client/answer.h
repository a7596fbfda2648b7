#ifndef CLIENT_ANSWER_H
#define CLIENT_ANSWER_H

/* What an answer means for a transfer. What fails stands in the transfer. */

#include "client/transfer_state.h"
#include "h1/reader.h"

void answer_interim(struct transfer *transfer, const struct h1_head *head);
void answer_head(struct transfer *transfer, const struct h1_head *head);
/* The content of the answer is of no use; what comes next is. */
void answer_skip(struct transfer *transfer, enum next next);

void answer_content(struct transfer *transfer, struct h1_span content);

/* More of it came than is worth reading for nothing: the connection is better
 * given up. */
bool answer_is_enough(const struct transfer *transfer);

/* It is complete; `all_sent` tells whether the request is, too. */
void answer_end(struct transfer *transfer, bool all_sent);

#endif
