#ifndef TLS_TLS_H
#define TLS_TLS_H

/*
 * TLS 1.2 and 1.3 by OpenSSL, without a socket: octets of the wire go in and
 * come out, and so does what they protect. The server, the client and whoever
 * else speaks TLS use this one layer; no OpenSSL type leaves it.
 *
 * A `struct tls_context` is made once: for a server with its certificate, for a
 * client with whom it trusts. It may be shared by threads. A `struct
 * tls_session` is one connection, and belongs to one thread at a time.
 *
 *	1. octets came: tls_received(); then tls_read() until it gives 0
 *	2. octets to send: tls_write()
 *	3. after each of them: tls_output(), send all of it, tls_sent()
 *	4. tls_state() tells how far it is
 *
 * Who does not want all that tls_read() would give stops reading, and stops
 * taking octets from the wire; and begins again with tls_read(), for what waits
 * in a session makes no socket readable. tls_state() is asked behind it.
 *
 * A new client's session has output at once. After a failure there may be
 * output too: the alert that tells the peer why.
 *
 * The wire can end at any time, and its end is not told here: a connection that
 * ends while tls_state() is TLS_OPEN has been cut off, by whomever, and what
 * came may be only a part (RFC 9112, section 9.8).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "h1/base.h"

struct tls_context;
struct tls_session;

/* What went wrong, for people: printable ASCII; "" if nothing did. */
#define TLS_TEXT_MAX 256
struct tls_error {
	char text[TLS_TEXT_MAX];
};

/*
 * A server's context: certificate chain (the server's own first) and key from
 * PEM files. NULL with *error written: which file, and what is wrong with it.
 * Give it to tls_context_free().
 *
 * ALPN: http/1.1 is agreed on with a client that offers it; one that offers
 * only other protocols gets the alert no_application_protocol (RFC 7301,
 * section 3.2), and one without ALPN is served.
 */
struct tls_context *tls_context_server(const char *certificate_file,
	const char *key_file, struct tls_error *error);

/*
 * The same with a certificate made now: self-signed, P-256, for localhost,
 * 127.0.0.1 and ::1, valid from a day ago until in `days`, at most 36500. For
 * tests.
 */
struct tls_context *
tls_context_self_signed(unsigned days, struct tls_error *error);

/* The certificate of a server's context as PEM (without the chain), borrowed;
 * for those who are to trust a self-signed one. Absent for a client's. */
struct h1_span tls_context_certificate(const struct tls_context *context);

/* Whom a client trusts. */
struct tls_trust {
	const char *file; /* PEM file of certificates; NULL: the system's */
	bool anybody;	  /* verify nothing: for tests */
};

/* A client's context; offers http/1.1 by ALPN. NULL with *error written. */
struct tls_context *
tls_context_client(const struct tls_trust *trust, struct tls_error *error);

/* One more reference, to be given to tls_context_free() like the first. */
struct tls_context *tls_context_share(struct tls_context *context);

/* Sessions hold what they need by themselves: a context may be given up, and
 * another be used for new connections, at any time. NULL is allowed. */
void tls_context_free(struct tls_context *context);

/* A server's side of one connection; NULL without memory. */
struct tls_session *tls_session_accept(struct tls_context *context);

/*
 * A client's side. `host` is a name, or an IP address without brackets, and the
 * certificate must be for it: a name is looked for in the subjectAltName alone
 * (RFC 9110, section 4.3.4), and told to the server (SNI); a dot at its end
 * does not count. What can be neither name nor address gives a session in
 * TLS_FAILED. NULL without memory.
 */
struct tls_session *
tls_session_connect(struct tls_context *context, const char *host);

/* NULL is allowed. Tells the peer nothing: tls_end() does. */
void tls_session_free(struct tls_session *session);

enum tls_state {
	TLS_HANDSHAKE, /* under way: what is written waits */
	TLS_OPEN,
	TLS_ENDED, /* the peer sent close_notify: what it sent is complete, and
		    * has been read; it may still be written to */
	TLS_FAILED /* for good: tls_failure() */
};
enum tls_state tls_state(const struct tls_session *session);

/* What failed (handshake, verification, a broken record), for people: printable
 * ASCII, at most TLS_TEXT_MAX octets; "" if nothing did. Borrowed. */
const char *tls_failure(const struct tls_session *session);

/* What was agreed on, for people: "TLSv1.3", a cipher suite, an ALPN protocol
 * ("" if none); borrowed. Empty until the handshake is done. */
const char *tls_version(const struct tls_session *session);
const char *tls_cipher(const struct tls_session *session);
struct h1_span tls_protocol(const struct tls_session *session);

/*
 * Whether a server's certificate on this connection is for `host`, a uri-host
 * as it stands in Host: a name, an IPv4 address, or an IPv6 address in brackets.
 * A server must not answer for others (RFC 9110, section 7.4).
 */
bool tls_serves(const struct tls_session *session, struct h1_span host);

/* Octets of the wire that may wait for tls_read(). */
#define TLS_UNREAD_MAX 262144

/*
 * Octets came from the wire; copies all of them. False, and the session has
 * failed, without memory, or if more than TLS_UNREAD_MAX octets of earlier
 * calls wait unread: who does not want to read must not take octets from the
 * wire. True, and they are thrown away, if the session has ended or failed
 * before.
 */
bool tls_received(struct tls_session *session, struct h1_span wire);

/* Takes what the peer said, up to `len` octets; 0 if there is no more now.
 * TLS_ENDED or TLS_FAILED are seen only behind all that came before them. */
size_t tls_read(struct tls_session *session, uint8_t *out, size_t len);

/*
 * Octets to be said to the peer: copies all. Before the handshake is done they
 * wait. They are bounded by nothing but what the caller writes: it looks at
 * tls_unsent(). False without memory, when the session has failed, or after
 * tls_end().
 */
bool tls_write(struct tls_session *session, struct h1_span octets);

/* Says that nothing more will be written: close_notify, behind all that is
 * written. The peer may still be read. */
void tls_end(struct tls_session *session);

/*
 * Octets for the wire; an empty span if there are none. Borrowed: they stay
 * where they are, whatever else is called but tls_session_free(), until
 * tls_sent() has told that all of them are taken, in one call or in several.
 */
struct h1_span tls_output(struct tls_session *session);
void tls_sent(struct tls_session *session, size_t len);

/* Octets for the wire that are not sent yet, and octets that wait for the end
 * of the handshake. */
size_t tls_unsent(const struct tls_session *session);

#endif
