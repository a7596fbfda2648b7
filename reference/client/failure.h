#ifndef CLIENT_FAILURE_H
#define CLIENT_FAILURE_H

/* How a transfer ends. */

#include "h1/base.h"

enum client_failure {
#define CLIENT_ROW(name, status, clause, text) CLIENT_##name,
#include "client/failure.def"
#undef CLIENT_ROW
	CLIENT_FAILURES
};

/* The rows of failure.def, to be looked at. All strings are static. */
const char *client_failure_name(enum client_failure failure);
int client_failure_status(enum client_failure failure);
const char *client_failure_clause(enum client_failure failure);
const char *client_failure_text(enum client_failure failure);

#endif
