#ifndef SERVER_RESOURCE_H
#define SERVER_RESOURCE_H

/* The resources behind the routes: each answers a request whose method it has
 * been asked for, conditions and ranges included. */

#include "http/method.h"
#include "server/routes.h"

/* What a resource sees of a request; all is borrowed. */
struct request {
	const struct site *site;
	const struct h1_head *head;
	enum http_method method;
	struct h1_span path; /* decoded */
	int64_t now;
};

/* A short text that is always the same. */
void resource_root(struct response *response, const struct request *request);

/* The content of the request. */
void resource_echo(struct response *response, const struct request *request);

/* The field lines of the request, each as "name: value" and LF. */
void resource_fields(struct response *response, const struct request *request);

/* The file that the path behind /static names. */
void resource_static(struct response *response, const struct request *request);

#endif
