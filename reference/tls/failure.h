#ifndef TLS_FAILURE_H
#define TLS_FAILURE_H

/* What OpenSSL complains of, in words for people: printable ASCII, whatever a
 * peer has put into its certificate. `text` has TLS_TEXT_MAX octets. */

#include <openssl/x509_vfy.h>

/* The first complaint in OpenSSL's queue, which it empties; `otherwise` if
 * there is none. */
void tls_failure_text(char *text, const char *otherwise);

/* Why the certificate that `store` looks at is not believed, by a client that
 * connects to `host`. */
void tls_failure_verify(char *text, X509_STORE_CTX *store, const char *host);

#endif
