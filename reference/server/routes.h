#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

/* From a request's head to a response; routes.def is the table. */

#include "h1/reader.h"
#include "server/files.h"
#include "server/response.h"

/* What the routes serve from. */
struct site {
	struct files files;
};

/*
 * Answers the request with that head into `response`, which is initialised.
 * The content of the request plays no part, except that response->collects asks
 * for it to be put into response->content. `now` is the time in seconds since
 * 1970.
 *
 * Whatever keeps the method from being performed is a response as well: 304,
 * 404, 405, 412, 416, 421, 501, 503.
 */
void routes_answer(struct response *response, const struct site *site,
	const struct h1_head *head, int64_t now);

#endif
