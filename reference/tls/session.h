#ifndef TLS_SESSION_H
#define TLS_SESSION_H

/* What a session consists of, for the modules of this folder; see tls/tls.h. */

#include <openssl/ssl.h>

#include "tls/tls.h"
#include "tls/wire.h"

struct tls_session {
	SSL *ssl;
	enum tls_state state;
	bool ending;	    /* the caller writes nothing more */
	unsigned n_control; /* control records since application data */
	struct tls_wire wire;
	struct octet_queue early; /* written before the handshake is done */
	char *host;		  /* of a client's; owned */
	char *failure;		  /* owned */
};

/* Notes what is wrong; the first note is the one that is told. Copies. */
void tls_session_explain(struct tls_session *session, const char *text);

/* It has failed: for the reason that was noted, or else that why the wire is
 * refused, or else OpenSSL's. */
void tls_session_fail(struct tls_session *session);

/* Goes on with the handshake, and writes what has waited for its end. */
void tls_session_shake_hands(struct tls_session *session);

#endif
