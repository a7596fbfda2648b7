#ifndef SERVER_WIRE_H
#define SERVER_WIRE_H

/* A connected socket, with TLS on it or not. Nothing here waits. */

#include "server/connection.h"
#include "tls/tls.h"

struct wire {
	int descriptor;		     /* owned */
	struct tls_session *session; /* owned; NULL: plain */
	size_t n_file; /* octets of a file that TLS has been given */
	bool begun;    /* something has been received */
	bool ended;    /* the write side is closed, or about to */
};

enum wire_status {
	WIRE_DONE,
	WIRE_BLOCKED,	 /* goes on when the socket is ready */
	WIRE_ENDED,	 /* the other side says no more */
	WIRE_BROKEN,	 /* for good; of TLS the other side has been told */
	WIRE_FILE_FAILED /* the file cannot be read, or is too short */
};

/* Octets of room that the functions below want to use for the time of a call,
 * and how often they may still ask the socket for octets. */
struct wire_means {
	uint8_t *scratch;
	size_t scratch_len;
	unsigned n_receives;
};

/* Takes both; `session` may be NULL. */
void wire_init(struct wire *wire, int descriptor, struct tls_session *session);

/* Closes at once. */
void wire_close(struct wire *wire);

/* The same with an abort, so that the other side sees that something lacks. */
void wire_abort(struct wire *wire);

/*
 * Goes on with the handshake of TLS. DONE if it is over. WIRE_ENDED if the other
 * side does not speak TLS: `*said` is then what it said, in the scratch, and the
 * wire is a plain one.
 */
enum wire_status wire_handshake(struct wire *wire, struct wire_means *means,
	struct h1_span *said);

/* Whether wire_receive() can give something without a receive. */
static inline bool
wire_may_have(const struct wire *wire, const struct wire_means *means)
{
	return wire->session || means->n_receives > 0;
}

/* Gets up to *len octets, and tells how many. An end that TLS does not confirm
 * is WIRE_BROKEN (RFC 9112, section 9.8). */
enum wire_status wire_receive(struct wire *wire, uint8_t *out, size_t *len,
	struct wire_means *means);

/*
 * Sends; output->octets then is what is left of them. DONE when none is left,
 * and *n_file octets of the file are sent too, perhaps not all of it.
 */
enum wire_status wire_send(struct wire *wire, struct connection_output *output,
	size_t *n_file, struct wire_means *means);

/* Sends what TLS has to say by itself, if anything. */
enum wire_status wire_flush(struct wire *wire);

/* Says that no more will be sent. */
enum wire_status wire_end(struct wire *wire);

#endif
