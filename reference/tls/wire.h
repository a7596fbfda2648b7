#ifndef TLS_WIRE_H
#define TLS_WIRE_H

/*
 * The two ends of the wire in memory, and the BIO through which OpenSSL sees
 * them. OpenSSL's own memory BIO keeps its room for ever, and moves octets that
 * are being sent.
 */

#include <openssl/bio.h>

#include "support/octet_queue.h"

/* Octets that the peer may make us say, with what it says, before it takes
 * any of them: more than any handshake needs. */
#define TLS_UNASKED_MAX 262144

/* All zero is an empty one. */
struct tls_wire {
	struct octet_queue in;	/* came, and OpenSSL has not read it */
	struct octet_queue out; /* written since the last tls_wire_output() */
	struct octet_queue sending; /* given out, and not told to be sent */
	size_t unasked;		    /* octets written while only reading */
	bool asked;		    /* the caller writes */
	const char *refused; /* why nothing is read or written any more */
};

void tls_wire_free(struct tls_wire *wire);

/* A BIO that reads and writes `wire`, which it borrows; NULL without memory. */
BIO *tls_wire_bio(struct tls_wire *wire);

/* As tls_output() and tls_sent() tell. */
struct h1_span tls_wire_output(struct tls_wire *wire);
void tls_wire_sent(struct tls_wire *wire, size_t len);

#endif
