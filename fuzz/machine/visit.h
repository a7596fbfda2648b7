#ifndef FUZZ_VISIT_H
#define FUZZ_VISIT_H

/*
 * A client's connection in memory, played with what a server says: all at once
 * or in pieces. Checks whatever must hold of the machine at any moment: events
 * come in their order, deadlines lie ahead, it never waits for nothing.
 */

#include "client/connection.h"
#include "machine/question.h"

enum visit_ending {
	VISIT_FIN, /* the server closes behind what it says */
	VISIT_RST, /* the connection breaks behind it */
	VISIT_STAY /* it stays, until the client has waited too long */
};

struct visit_options {
	const struct client_settings *settings;
	uint32_t seed; /* pieces and order; 0: all as soon as it can be */
	enum visit_ending ending;
	bool chaos; /* time-outs pass; it stops somewhere in the middle */
};

/* What became of one request. */
struct visited {
	struct pile sent;
	size_t n_interim;
	bool has_head;
	unsigned status;
	struct pile content;
	size_t n_trailers;
	bool ended; /* END */
	bool failed;
	enum client_failure failure;
	struct h1_error error;
	bool reusable; /* when it was over */
	bool expired;  /* time went by until a deadline */
	bool stopped;  /* nothing was waited for any more: chaos */
};

struct visit;

struct visit *visit_open(const struct visit_options *options);

/* Asks; the server then says `octets`, and behind them, if `last`, ends as the
 * options say. Only while visit_reusable(). */
void visit_ask(struct visit *visit, struct visited *visited,
	const struct question *question, struct h1_span octets, bool last);
bool visit_reusable(const struct visit *visit);
void visit_close(struct visit *visit);

void visited_free(struct visited *visited);

#endif
