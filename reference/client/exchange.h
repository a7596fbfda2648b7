#ifndef CLIENT_EXCHANGE_H
#define CLIENT_EXCHANGE_H

#include "client/transfer_state.h"

/* Asks once, on the connection that is open or on a new one, and takes the
 * answer. What comes next stands in the transfer, as does what failed. */
void exchange(struct transfer *transfer);

#endif
