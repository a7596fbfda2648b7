#ifndef CLIENT_SAVE_H
#define CLIENT_SAVE_H

/* The content that was asked for, on its way to the output. What fails stands
 * in the transfer. */

#include "client/transfer_state.h"
#include "h1/reader.h"

void save_begin(struct transfer *transfer, const struct h1_head *head);
void save_content(struct transfer *transfer, struct h1_span content);

/* All of it came. */
void save_end(struct transfer *transfer);

#endif
