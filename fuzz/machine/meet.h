#ifndef FUZZ_MEET_H
#define FUZZ_MEET_H

/*
 * A client's and a server's connection in memory that speak to each other.
 * Octets go from one to the other in pieces that depend on a seed. No time
 * passes, so that whoever waits for something that does not come is found.
 */

#include "client/connection.h"
#include "machine/pile.h"
#include "machine/service.h"
#include "server/connection.h"

struct meet;

/* What a client got for a request. */
struct met {
	struct pile asked; /* all that it sent */
	struct pile content;
	unsigned status;
	size_t n_interim; /* without 100 */
	bool continued;	  /* 100 came */
	bool ended;	  /* END; else it failed */
	enum client_failure failure;
	bool reusable;
	enum connection_end end; /* of the server, then */
};

/* Borrows `service`, whose members are 0 but for `zeros`. `seed` 0: all as soon
 * as it can be. */
struct meet *meet_open(struct service *service, uint32_t seed);

/* Asks that with that content, until it is answered. Only while the last one
 * was reusable. */
void meet_ask(struct meet *meet, struct met *met,
	const struct client_request *request, struct h1_span content);

/* The client goes. */
void meet_close(struct meet *meet);

void met_free(struct met *met);

#endif
