#ifndef SERVER_STEP_H
#define SERVER_STEP_H

/* From octets that came in to requests and their responses. */

#include "server/machine.h"

/* Gets on as far as can be without something happening outside. */
void step_on(struct connection *c);

#endif
