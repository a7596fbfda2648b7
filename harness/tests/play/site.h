/*
 * A manner of a peer that reads requests, and answers each as its site tells.
 */
#ifndef ASSAY_TESTS_PLAY_SITE_H
#define ASSAY_TESTS_PLAY_SITE_H

#include "h1/h1.h"
#include "tests/play/peer.h"

/* One request, understood; everything is borrowed. */
struct site_request {
	struct peer_connection *connection;
	const struct h1_head *head;
	const char *method;
	const char *path; /* the request-target as it came */
	const uint8_t *content;
	size_t len;
	unsigned n; /* requests before it on the connection */
};

/* The data of the peer. What is no request is answered with 400 and FIN. */
struct site {
	void (*answer)(const struct site_request *q, void *data);
	void *data;
	bool continues; /* 100 to whoever expects it */
	bool early;	/* answers at the end of the head */
	unsigned n_requests;
};

extern const struct peer_manner site_manner;

bool
site_is(const struct site_request *q, const char *method, const char *path);

/* `fields`: further field lines, each with CRLF. No content for HEAD; FIN
 * behind it if the request does not persist. */
void site_answer(const struct site_request *q, unsigned status,
	const char *fields, const void *content, size_t len);
void site_text(const struct site_request *q, unsigned status,
	const char *fields, const char *content);

/* What the route `fields` shows, behind what `out` holds. */
void site_fields(const struct site_request *q, struct octets *out);

/* A server that keeps the contract of cases/TARGETS.md; all of it. */
void site_contract(const struct site_request *q, void *data);

#endif
