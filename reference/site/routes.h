#ifndef SITE_ROUTES_H
#define SITE_ROUTES_H

/* From a request's head to what answers it; routes.def is the table. */

#include "site/inside.h"

/* Answers the request, or gives its exchange a task that will. */
void routes_answer(struct site *site, struct http_exchange *exchange);

#endif
