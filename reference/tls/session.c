#include "tls/session.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "tls/context.h"
#include "tls/failure.h"

/* Records that are no application data (key updates, tickets, requests to
 * negotiate again) which a peer may send between two that are. */
#define CONTROL_RECORDS_MAX 64

/* Names are in the subjectAltName (RFC 9110, section 4.3.4), and "*" stands for
 * a whole label (RFC 9525, section 6.3). */
#define HOST_FLAGS                             \
	(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | \
		X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)

/* The longest host that can be in a certificate. */
#define HOST_MAX 255

/* --- failures ----------------------------------------------------------- */

void
tls_session_explain(struct tls_session *session, const char *text)
{
	if (!session->failure)
		session->failure = strdup(text);
}

void
tls_session_fail(struct tls_session *session)
{
	char text[TLS_TEXT_MAX];

	if (session->wire.refused)
		tls_session_explain(session, session->wire.refused);
	tls_failure_text(text, "OpenSSL does not say why");
	tls_session_explain(session, text);
	session->state = TLS_FAILED;
	octet_queue_free(&session->wire.in);
	octet_queue_free(&session->early);
}

const char *
tls_failure(const struct tls_session *session)
{
	if (session->state != TLS_FAILED)
		return "";
	return session->failure ? session->failure : "out of memory";
}

/* --- what OpenSSL calls ------------------------------------------------- */

/* Called for each certificate that is not believed, and those that are. */
static int
on_verified(int good, X509_STORE_CTX *store)
{
	SSL *ssl = X509_STORE_CTX_get_ex_data(store,
		SSL_get_ex_data_X509_STORE_CTX_idx());
	struct tls_session *session = SSL_get_app_data(ssl);
	char text[TLS_TEXT_MAX];

	if (good)
		return 1;
	tls_failure_verify(text, store, session->host);
	tls_session_explain(session, text);
	return 0;
}

/*
 * Called for each record. A peer can send key updates and the like without end,
 * each of which costs us more than it costs the peer; they must be few beside
 * the data. (What comes inside a handshake OpenSSL limits.)
 */
static void
on_record(int writing, int version, int type, const void *octets, size_t len,
	SSL *ssl, void *context)
{
	struct tls_session *session = context;
	const uint8_t *first = octets;

	(void)version;
	(void)ssl;
	if (writing || session->state != TLS_OPEN || len == 0)
		return;
	if (type != SSL3_RT_HEADER && type != SSL3_RT_INNER_CONTENT_TYPE)
		return;
	if (first[0] == SSL3_RT_APPLICATION_DATA)
		return;
	if (++session->n_control > CONTROL_RECORDS_MAX)
		session->wire.refused = "too many records without data";
}

/* --- new sessions ------------------------------------------------------- */

static bool
init(struct tls_session *session, struct tls_context *context)
{
	BIO *bio;

	session->ssl = SSL_new(context->ssl);
	bio = session->ssl ? tls_wire_bio(&session->wire) : NULL;
	if (!bio)
		return false;
	SSL_set_bio(session->ssl, bio, bio);
	SSL_set_app_data(session->ssl, session);
	SSL_set_msg_callback(session->ssl, on_record);
	SSL_set_msg_callback_arg(session->ssl, session);
	return true;
}

static struct tls_session *
new_session(struct tls_context *context)
{
	struct tls_session *session = calloc(1, sizeof(*session));

	ERR_clear_error();
	if (session && init(session, context))
		return session;
	tls_session_free(session);
	return NULL;
}

void
tls_session_free(struct tls_session *session)
{
	if (!session)
		return;
	SSL_free(session->ssl);
	tls_wire_free(&session->wire);
	octet_queue_free(&session->early);
	free(session->host);
	free(session->failure);
	free(session);
}

struct tls_session *
tls_session_accept(struct tls_context *context)
{
	struct tls_session *session = new_session(context);

	if (session)
		SSL_set_accept_state(session->ssl);
	return session;
}

/* OpenSSL would take no name for any name, and ".example" for all below it. */
static bool
host_is_sane(const char *host)
{
	return host[0] != '\0' && host[0] != '.' && !strchr(host, ':');
}

/* A name, or an address: what the certificate must be for, and SNI, which is
 * for names alone (RFC 6066, section 3). */
static bool
set_host(struct tls_session *session, bool verifying)
{
	X509_VERIFY_PARAM *param = SSL_get0_param(session->ssl);
	bool address = X509_VERIFY_PARAM_set1_ip_asc(param, session->host) == 1;

	ERR_clear_error();
	if (!address &&
		(!host_is_sane(session->host) ||
			!X509_VERIFY_PARAM_set1_host(param, session->host, 0) ||
			!SSL_set_tlsext_host_name(session->ssl, session->host)))
		return false;
	X509_VERIFY_PARAM_set_hostflags(param, HOST_FLAGS);
	if (verifying)
		SSL_set_verify(session->ssl, SSL_VERIFY_PEER, on_verified);
	return true;
}

/* As certificates have it: "example.com" for "example.com.", and an address
 * without the zone in which it is to be reached. */
static char *
copy_host(const char *host)
{
	char *copy = strdup(host);
	size_t len = copy ? strlen(copy) : 0;

	if (!copy)
		return NULL;
	if (strchr(copy, ':'))
		copy[strcspn(copy, "%")] = '\0';
	else if (len > 1 && copy[len - 1] == '.')
		copy[len - 1] = '\0';
	return copy;
}

struct tls_session *
tls_session_connect(struct tls_context *context, const char *host)
{
	struct tls_session *session = new_session(context);

	if (!session)
		return NULL;
	session->host = copy_host(host);
	if (!session->host) {
		tls_session_free(session);
		return NULL;
	}
	if (!set_host(session, context->verifying)) {
		ERR_clear_error();
		tls_session_explain(session,
			"neither a host name nor an IP address");
		tls_session_fail(session);
		return session;
	}
	SSL_set_connect_state(session->ssl);
	tls_session_shake_hands(session);
	return session;
}

/* --- what was agreed on ------------------------------------------------- */

enum tls_state
tls_state(const struct tls_session *session)
{
	return session->state;
}

const char *
tls_version(const struct tls_session *session)
{
	return SSL_is_init_finished(session->ssl)
		       ? SSL_get_version(session->ssl)
		       : "";
}

const char *
tls_cipher(const struct tls_session *session)
{
	return SSL_is_init_finished(session->ssl)
		       ? SSL_get_cipher_name(session->ssl)
		       : "";
}

struct h1_span
tls_protocol(const struct tls_session *session)
{
	const unsigned char *at;
	unsigned len;

	SSL_get0_alpn_selected(session->ssl, &at, &len);
	return at ? (struct h1_span){at, len} : H1_SPAN("");
}

static bool
is_for_address(X509 *certificate, struct h1_span host)
{
	char text[HOST_MAX + 1];
	size_t brackets = host.len > 2 && host.at[0] == '[' ? 1 : 0;

	memcpy(text, host.at + brackets, host.len - 2 * brackets);
	text[host.len - 2 * brackets] = '\0';
	return X509_check_ip_asc(certificate, text, 0) == 1;
}

static bool
is_for_name(X509 *certificate, struct h1_span host)
{
	/* A dot in front would stand for anything before it. */
	if (host.at[0] == '.')
		return false;
	if (host.len > 1 && host.at[host.len - 1] == '.')
		host.len--;
	return X509_check_host(certificate, (const char *)host.at, host.len,
		       HOST_FLAGS, NULL) == 1;
}

bool
tls_serves(const struct tls_session *session, struct h1_span host)
{
	X509 *certificate = SSL_get_certificate(session->ssl);
	bool serves;

	if (!certificate || host.len == 0 || host.len > HOST_MAX)
		return false;
	serves = is_for_name(certificate, host) ||
		 is_for_address(certificate, host);
	ERR_clear_error();
	return serves;
}
