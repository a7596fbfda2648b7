#ifndef TESTS_SCRIPT_HANDLER_H
#define TESTS_SCRIPT_HANDLER_H

/*
 * A handler that does what the request says, and writes down what it is asked:
 * "head content(octets) end produce done(1) ". What it is to do stands as words
 * joined by "+": for head() in the path, for end() in the query, for
 * script_resume() in the field Later.
 *
 *	respond=STATUS interim=STATUS explain=STATUS field=NAME:VALUE
 *	trailer=NAME:VALUE early close send=TEXT file=LEN known=LEN unknown=LEN
 *	upgrade=PROTOCOL
 *
 * known and unknown are streams. produce() gives PRODUCED octets of LEN at a
 * time; the field Produce says how it goes wrong: "later" has nothing at first,
 * "broken" and "less" end behind one piece, "empty" gives nothing, "more" too
 * much.
 */

#include "server/http_handler.h"

#define SCRIPT_PRODUCED 10
#define SCRIPT_LOG_MAX 8192

struct script {
	char log[SCRIPT_LOG_MAX];
	size_t len;
	bool in_content;
	struct http_exchange *exchange; /* the one that is on, or NULL */
	uint64_t left;			/* to be produced */
	uint64_t n_produced;
	bool later_said;
	int file; /* borrowed: where "file" sends from */
};

struct http_handler script_handler(struct script *script);

/* Does what the field Later of the exchange that is on says. */
void script_resume(struct script *script);

#endif
