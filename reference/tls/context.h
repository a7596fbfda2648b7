#ifndef TLS_CONTEXT_H
#define TLS_CONTEXT_H

/* What a context consists of, for the modules of this folder and their tests;
 * see tls/tls.h. */

#include <openssl/ssl.h>
#include <stdatomic.h>

#include "tls/tls.h"

struct tls_context {
	atomic_uint n_references;
	SSL_CTX *ssl;	/* owned */
	BIO *pem;	/* the certificate; owned; NULL for a client's */
	bool verifying; /* a client that trusts not everybody */
};

#endif
