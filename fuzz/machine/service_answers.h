#ifndef FUZZ_SERVICE_ANSWERS_H
#define FUZZ_SERVICE_ANSWERS_H

/* How the rows of service.def answer: one function for each way. */

#include "machine/service.h"

enum service_id {
#define ROUTE(id, path, kind, early, closes, status, len, text) ID_##id,
#include "machine/service.def"
#undef ROUTE
	N_ROUTES
};

/* Answers the request of `exchange`, which is that row's, as far as it can be
 * when its head is there. */
void service_answer(const struct service *service, enum service_id id,
	struct http_exchange *exchange);

/* Adds a field line that must be taken. */
void service_field(struct http_exchange *exchange, const char *name,
	const char *value);

/* Sends `text` as all of the content. */
void service_text(struct http_exchange *exchange, const char *text);

#endif
