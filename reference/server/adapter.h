#ifndef SERVER_ADAPTER_H
#define SERVER_ADAPTER_H

/* The routes as a handler. */

#include "server/http_handler.h"
#include "server/routes.h"

struct adapter {
	const struct site *site;
	struct budget *budget;
};

/* Borrows `adapter`. */
struct http_handler adapter_handler(struct adapter *adapter);

#endif
