#ifndef TLS_CERTIFICATE_H
#define TLS_CERTIFICATE_H

/* Certificates and their keys: read from files, or made. */

#include <openssl/ssl.h>

#include "tls/tls.h"

/* What a certificate is to say. */
struct tls_certificate_wish {
	const char *name;  /* common name of the subject */
	const char *hosts; /* subjectAltName as OpenSSL spells it:
			    * "DNS:localhost,IP:127.0.0.1" */
	int64_t from_s;	   /* valid from then, in seconds from now */
	int64_t until_s;
};

/* A self-signed certificate as it is wished, and its new P-256 key. False
 * without memory or randomness. Give them to X509_free(), EVP_PKEY_free(). */
bool tls_certificate_make(X509 **certificate, EVP_PKEY **key,
	const struct tls_certificate_wish *wish);

/* Reads a chain and a key from PEM files into `context`. False with *error
 * written: which file, and what is wrong with it. */
bool tls_certificate_load(SSL_CTX *context, const char *certificate_file,
	const char *key_file, struct tls_error *error);

/* Reads certificates that are trusted from a PEM file; false as above. */
bool tls_certificate_trust(SSL_CTX *context, const char *file,
	struct tls_error *error);

#endif
