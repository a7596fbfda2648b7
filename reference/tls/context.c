#include "tls/context.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>

#include "tls/certificate.h"
#include "tls/failure.h"

#define DAY_S INT64_C(86400)
#define MOST_DAYS 36500

/* RFC 7301, section 6: the name of HTTP/1.1, behind its length. */
static const unsigned char protocols[] = "\x08http/1.1";
#define PROTOCOLS_LEN (sizeof(protocols) - 1)

/* Forward secrecy and authenticated encryption only (RFC 9325, section 4.2);
 * TLS 1.3 has nothing else. */
#define SUITES_TLS12 "ECDHE+AESGCM:ECDHE+CHACHA20"

static void
tell(struct tls_error *error, const char *what)
{
	char why[TLS_TEXT_MAX];

	tls_failure_text(why, "out of memory");
	snprintf(error->text, sizeof(error->text), "%s: %.200s", what, why);
}

/* What holds for both sides. */
static bool
set_options(SSL_CTX *ssl)
{
	SSL_CTX_set_options(ssl, SSL_OP_NO_COMPRESSION |
					 SSL_OP_NO_RENEGOTIATION |
					 SSL_OP_CIPHER_SERVER_PREFERENCE |
					 SSL_OP_PRIORITIZE_CHACHA);
	SSL_CTX_set_mode(ssl,
		SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	/* Tickets let a session be resumed without our keeping anything. */
	SSL_CTX_set_session_cache_mode(ssl, SSL_SESS_CACHE_OFF);
	return SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION) == 1;
}

static struct tls_context *
new_context(const SSL_METHOD *method, struct tls_error *error)
{
	struct tls_context *context = calloc(1, sizeof(*context));

	error->text[0] = '\0';
	ERR_clear_error();
	if (context) {
		atomic_init(&context->n_references, 1);
		context->ssl = SSL_CTX_new(method);
	}
	if (context && context->ssl && set_options(context->ssl))
		return context;
	tell(error, "OpenSSL");
	tls_context_free(context);
	return NULL;
}

struct tls_context *
tls_context_share(struct tls_context *context)
{
	atomic_fetch_add(&context->n_references, 1);
	return context;
}

void
tls_context_free(struct tls_context *context)
{
	if (!context || atomic_fetch_sub(&context->n_references, 1) > 1)
		return;
	SSL_CTX_free(context->ssl);
	BIO_free(context->pem);
	free(context);
}

/* --- servers ------------------------------------------------------------ */

/* RFC 7301, section 3.2: the one protocol that we speak, or a fatal alert. */
static int
select_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_len,
	const unsigned char *in, unsigned in_len, void *unused)
{
	unsigned char *chosen;

	(void)ssl;
	(void)unused;
	if (SSL_select_next_proto(&chosen, out_len, protocols, PROTOCOLS_LEN,
		    in, in_len) != OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_ALERT_FATAL;
	*out = chosen;
	return SSL_TLSEXT_ERR_OK;
}

static bool
keep_pem(struct tls_context *context)
{
	context->pem = BIO_new(BIO_s_mem());
	return context->pem &&
	       PEM_write_bio_X509(context->pem,
		       SSL_CTX_get0_certificate(context->ssl)) == 1;
}

static bool
set_server(struct tls_context *context)
{
	SSL_CTX_set_alpn_select_cb(context->ssl, select_protocol, NULL);
	return SSL_CTX_set_cipher_list(context->ssl, SUITES_TLS12) == 1 &&
	       keep_pem(context);
}

struct tls_context *
tls_context_server(const char *certificate_file, const char *key_file,
	struct tls_error *error)
{
	struct tls_context *context = new_context(TLS_server_method(), error);

	if (!context)
		return NULL;
	if (tls_certificate_load(context->ssl, certificate_file, key_file,
		    error)) {
		if (set_server(context))
			return context;
		tell(error, "OpenSSL");
	}
	tls_context_free(context);
	return NULL;
}

static bool
use_new_certificate(SSL_CTX *ssl, unsigned days)
{
	const struct tls_certificate_wish wish = {
		.name = "localhost",
		.hosts = "DNS:localhost,IP:127.0.0.1,IP:::1",
		.from_s = -DAY_S,
		.until_s = DAY_S * (days < MOST_DAYS ? days : MOST_DAYS),
	};
	X509 *certificate;
	EVP_PKEY *key;
	bool done;

	if (!tls_certificate_make(&certificate, &key, &wish))
		return false;
	done = SSL_CTX_use_certificate(ssl, certificate) == 1 &&
	       SSL_CTX_use_PrivateKey(ssl, key) == 1;
	X509_free(certificate);
	EVP_PKEY_free(key);
	return done;
}

struct tls_context *
tls_context_self_signed(unsigned days, struct tls_error *error)
{
	struct tls_context *context = new_context(TLS_server_method(), error);

	if (!context)
		return NULL;
	if (use_new_certificate(context->ssl, days) && set_server(context))
		return context;
	tell(error, "self-signed certificate");
	tls_context_free(context);
	return NULL;
}

struct h1_span
tls_context_certificate(const struct tls_context *context)
{
	char *at = NULL;
	long len = context->pem ? BIO_get_mem_data(context->pem, &at) : 0;

	return (struct h1_span){(const uint8_t *)at, (size_t)len};
}

/* --- clients ------------------------------------------------------------ */

static bool
set_trust(struct tls_context *context, const struct tls_trust *trust,
	struct tls_error *error)
{
	X509_VERIFY_PARAM *param = SSL_CTX_get0_param(context->ssl);

	context->verifying = !trust->anybody;
	if (trust->anybody)
		return true;
	if (trust->file) {
		/* Whatever stands in the file is trusted, root or not. */
		X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
		return tls_certificate_trust(context->ssl, trust->file, error);
	}
	if (SSL_CTX_set_default_verify_paths(context->ssl) == 1)
		return true;
	tell(error, "certificates of the system");
	return false;
}

struct tls_context *
tls_context_client(const struct tls_trust *trust, struct tls_error *error)
{
	struct tls_context *context = new_context(TLS_client_method(), error);

	if (!context)
		return NULL;
	if (!set_trust(context, trust, error)) {
		tls_context_free(context);
		return NULL;
	}
	/* Unlike most of OpenSSL, this one gives 0 when it is done. */
	if (SSL_CTX_set_alpn_protos(context->ssl, protocols, PROTOCOLS_LEN) ==
		0)
		return context;
	tell(error, "OpenSSL");
	tls_context_free(context);
	return NULL;
}
