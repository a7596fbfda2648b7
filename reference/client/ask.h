#ifndef CLIENT_ASK_H
#define CLIENT_ASK_H

#include "client/transfer_state.h"

/* Puts the request of a transfer together and asks it on the connection that is
 * open. False if it cannot be: the transfer has failed. */
bool ask(struct transfer *transfer);

#endif
