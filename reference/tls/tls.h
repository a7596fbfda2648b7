#ifndef TLS_TLS_H
#define TLS_TLS_H

/*
 * TLS 1.2 and 1.3 by OpenSSL, without a socket: octets of the wire go in and
 * come out, and so does what they protect. The server, the client and whoever
 * else speaks TLS use this one layer; no OpenSSL type leaves it.
 *
 * A `struct tls_context` is made once: for a server with its certificate, for a
 * client with whom it trusts. It may be shared by threads. A `struct
 * tls_session` is one connection.
 *
 *	1. octets came: tls_received(); then tls_read() until it gives 0
 *	2. octets to send: tls_write()
 *	3. after each of them: tls_output(), send all of it, tls_sent()
 *	4. tls_state() tells how far it is
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "h1/base.h"

struct tls_context;
struct tls_session;

/* What went wrong, for people; "" if nothing did. */
#define TLS_TEXT_MAX 256
struct tls_error {
	char text[TLS_TEXT_MAX];
};

/*
 * A server's context: certificate chain and key from PEM files. ALPN offers
 * http/1.1 alone. NULL with *error written. Give it to tls_context_free().
 */
struct tls_context *tls_context_server(const char *certificate_file,
	const char *key_file, struct tls_error *error);

/*
 * The same with a certificate made now: self-signed, P-256, for localhost,
 * 127.0.0.1 and ::1, valid from a day ago for `days`. For tests.
 */
struct tls_context *
tls_context_self_signed(unsigned days, struct tls_error *error);

/* The certificate of a server's context as PEM, borrowed; for those who are to
 * trust a self-signed one. */
struct h1_span tls_context_certificate(const struct tls_context *context);

/* Whom a client trusts. */
struct tls_trust {
	const char *file; /* PEM file of certificates; NULL: the system's */
	bool anybody;	  /* verify nothing: for tests */
};
struct tls_context *
tls_context_client(const struct tls_trust *trust, struct tls_error *error);

/* Sessions hold a reference of their own: a context may be given up, and
 * another be used for new connections, at any time. */
struct tls_context *tls_context_share(struct tls_context *context);
void tls_context_free(struct tls_context *context);

/* A server's side of one connection; NULL without memory. */
struct tls_session *tls_session_accept(struct tls_context *context);

/* A client's side: `host` is a name or an IP address (without brackets) that
 * the certificate must be for, and SNI. NULL without memory. */
struct tls_session *
tls_session_connect(struct tls_context *context, const char *host);
void tls_session_free(struct tls_session *session);

enum tls_state {
	TLS_HANDSHAKE, /* under way: what is written waits */
	TLS_OPEN,
	TLS_ENDED, /* the peer sent close_notify: what it sent is complete */
	TLS_FAILED /* for good: tls_failure() */
};
enum tls_state tls_state(const struct tls_session *session);

/* What failed: handshake, verification, a broken record; borrowed. */
const char *tls_failure(const struct tls_session *session);

/* What was agreed on, for people: "TLSv1.3", a cipher suite, an ALPN protocol
 * ("" if none); borrowed. */
const char *tls_version(const struct tls_session *session);
const char *tls_cipher(const struct tls_session *session);
struct h1_span tls_protocol(const struct tls_session *session);

/* Octets came from the wire; takes all of them. False without memory. */
bool tls_received(struct tls_session *session, struct h1_span wire);

/* Takes what the peer said, up to `len` octets; 0 if there is no more now. */
size_t tls_read(struct tls_session *session, uint8_t *out, size_t len);

/*
 * Octets to be said to the peer: copies all. Before the handshake is done they
 * wait. False without memory, or when it has failed.
 */
bool tls_write(struct tls_session *session, struct h1_span octets);

/* Says that nothing more will be written: close_notify. */
void tls_end(struct tls_session *session);

/* Octets for the wire, borrowed until tls_sent(), which tells how many of them
 * are taken. An empty span if there are none. */
struct h1_span tls_output(struct tls_session *session);
void tls_sent(struct tls_session *session, size_t len);

#endif
