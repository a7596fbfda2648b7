/*
 * Other readers of HTTP/1.1 behind one interface, to be compared with. Each is
 * a library of its own with the same two functions; a program links one. There
 * is one reader in a process, so nothing has to be handed around.
 */
#ifndef ASSAY_PEERS_PEER_H
#define ASSAY_PEERS_PEER_H

#include <stdbool.h>
#include <stddef.h>

enum peer_part {
	PEER_METHOD,
	PEER_TARGET,
	PEER_REASON,
	PEER_NAME,
	PEER_VALUE,
	PEER_CONTENT
};

/* What is told while a message is read; each may be NULL. */
struct peer_events {
	/* Octets of a part; a part may come in several pieces. */
	void (*octets)(void *context, enum peer_part part, const char *at,
		size_t len);
	/* A field line begins: its name and value follow. */
	void (*field)(void *context);
	/* The header section is complete; field lines from here on are
	 * trailer fields. */
	void (*head)(void *context);
	void *context;
};

/* What a reader reads. */
enum peer_kind {
	PEER_REQUESTS,
	PEER_RESPONSES,
	PEER_RESPONSES_TO_HEAD
};

enum peer_result {
	PEER_COMPLETE,
	PEER_REFUSES,
	PEER_MORE /* waits for octets */
};

struct peer_answer {
	enum peer_result result;
	size_t consumed; /* PEER_COMPLETE: octets of the message */
	unsigned major;	 /* HTTP/major.minor */
	unsigned minor;
	unsigned status; /* of a response */
	bool upgrade;	 /* what follows it takes for another protocol */
	bool persists;	 /* it expects another message */
};

/* Begins a connection; borrows `events`. */
void peer_open(enum peer_kind kind, const struct peer_events *events);

/*
 * Reads one message off the front of `at`. To be called again behind what was
 * consumed after PEER_COMPLETE without `upgrade` only. `ends`: the peer closes
 * behind the octets.
 */
struct peer_answer peer_next(const char *at, size_t len, bool ends);

#endif
