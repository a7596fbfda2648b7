#ifndef FUZZ_SERVICE_H
#define FUZZ_SERVICE_H

/*
 * A handler (server/http_handler.h) that does one thing for each way in which a
 * response can be made; service.def lists its paths. Checks on the way that it
 * is asked in the order that the interface promises.
 */

#include "server/http_handler.h"

/* What is known of an answer whatever the request was. */
enum service_kind {
	SERVICE_KNOWN,	/* status and content as in the row */
	SERVICE_ECHO,	/* the content of the request */
	SERVICE_SHORT,	/* broken off */
	SERVICE_SWITCH, /* 101, or 426 */
	SERVICE_FILE	/* conditions, ranges: expected_file.c */
};

/* What the resource is that SERVICE_FILE is about. */
#define SERVICE_FILE_LEN 100
#define SERVICE_FILE_TAG "v1"
#define SERVICE_FILE_UNIX_S INT64_C(784111777)

#define SERVICE_PRODUCED 3000
#define SERVICE_ZEROS 20000

struct service_route {
	const char *path;
	enum service_kind kind;
	bool early; /* the answer may begin before the request is complete */
	bool closes;
	unsigned status;
	size_t len;	  /* of the content, if `text` is NULL: zeros, or */
	const char *text; /* the alphabet over and over (service_octet()) */
};

/* The row of that path; the last one, of 404, for all that have none. */
const struct service_route *service_route(struct h1_span path);

/* The octet of produced content at that place. */
uint8_t service_octet(size_t at);

struct service {
	struct http_exchange *exchange; /* the one that is on, or NULL */
	bool waits;			/* for service_resume() */
	size_t n_begun;
	size_t n_done;
	size_t n_complete;
	int zeros; /* descriptor of /dev/zero, borrowed */
};

struct http_handler service_handler(struct service *service);

/* Goes on with what waits. */
void service_resume(struct service *service);

#endif
