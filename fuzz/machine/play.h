#ifndef FUZZ_PLAY_H
#define FUZZ_PLAY_H

/*
 * A server's connection in memory, played with what a client sends: all at
 * once, or in pieces and with a client that takes its time. There is no
 * clock: time passes when the play says so.
 *
 * Checks whatever must hold of the machine at any moment: deadlines lie ahead,
 * it never stands still with nothing to wait for, and behind its end nothing
 * comes.
 */

#include "machine/pile.h"
#include "machine/service.h"
#include "server/connection.h"

enum play_ending {
	PLAY_HALF_CLOSE, /* the client says that it will send nothing more */
	PLAY_WAIT	 /* it stays, until the server has waited too long */
};

struct play_options {
	const struct http_handler *handler; /* borrowed */
	struct service *service; /* that of `handler`; NULL: another */
	const struct settings *settings;
	int64_t unix_s; /* what the clock says all the time */
	/* In which pieces, and in which order; 0: all as soon as it can be;
	 * 1: in single octets. */
	uint32_t seed;
	enum play_ending ending;
	/* Time-outs pass, the server is stopped, and what happens when stops
	 * somewhere in the middle. */
	bool chaos;
};

/* What the log was told of a request. */
struct play_record {
	unsigned status;
	uint64_t n_content;
	bool understood;
	bool complete;
};

struct played {
	struct pile out;
	enum connection_end end;
	bool stopped;
	bool too_late;	  /* a time-out was over */
	size_t n_in_time; /* octets of the input that came before a time-out */
	struct play_record *records; /* owned */
	size_t n_records;
};

void play_server(struct played *played, const struct play_options *options,
	struct h1_span input);
void played_free(struct played *played);

#endif
