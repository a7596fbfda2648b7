#ifndef FUZZ_QUESTION_H
#define FUZZ_QUESTION_H

/* The requests that the fuzzers' client asks, and whether what it sent is that
 * request. */

#include "client/request.h"
#include "machine/pile.h"

#define QUESTIONS 9

struct question {
	const char *method;
	const char *target;
	enum client_content content;
	const char *octets; /* of its content; "" if there is none */
	bool expect;
	bool close;
};

const struct question *question(unsigned i);

/* The request of that question; borrows from it and from static texts. */
struct client_request question_request(const struct question *question);

struct h1_span question_content(const struct question *question);

/*
 * Whether `sent` is strictly that request, and nothing else; `whole`: all of
 * it, else any front of it. Checks it.
 */
void question_check(const struct question *question, struct h1_span sent,
	bool whole);

#endif
