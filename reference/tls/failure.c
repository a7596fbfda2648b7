#include "tls/failure.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tls/tls.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* A text that grows; what does not fit is left out. */
struct text {
	char *at;
	size_t len;
};

__attribute__((format(printf, 2, 3))) static void
add(struct text *text, const char *format, ...)
{
	va_list arguments;
	int len;

	va_start(arguments, format);
	len = vsnprintf(text->at + text->len, TLS_TEXT_MAX - text->len, format,
		arguments);
	va_end(arguments);
	if (len > 0)
		text->len += (size_t)len;
	if (text->len > TLS_TEXT_MAX - 1)
		text->len = TLS_TEXT_MAX - 1;
}

/* An octet of somebody else. */
static void
add_octet(struct text *text, unsigned char octet)
{
	add(text, "%c", octet >= ' ' && octet <= '~' ? octet : '?');
}

static void
add_octets(struct text *text, const unsigned char *octets, size_t len)
{
	size_t i;

	for (i = 0; i < len && text->len < TLS_TEXT_MAX - 1; i++)
		add_octet(text, octets[i]);
}

/* --- OpenSSL's queue ---------------------------------------------------- */

/* Where OpenSSL's own words would not help. */
static const struct {
	int reason;
	const char *text;
} reasons[] = {
	{SSL_R_WRONG_VERSION_NUMBER,
		"the peer does not speak TLS (wrong version number)"},
	{SSL_R_HTTP_REQUEST, "the peer speaks HTTP without TLS"},
	{SSL_R_HTTPS_PROXY_REQUEST, "the peer speaks HTTP without TLS"},
	{SSL_R_UNSUPPORTED_PROTOCOL, "the peer speaks neither TLS 1.2 nor 1.3"},
	{SSL_R_NO_SHARED_CIPHER, "no cipher suite in common with the peer"},
	{SSL_R_NO_APPLICATION_PROTOCOL,
		"the peer offers no protocol that is spoken here (ALPN)"},
	{SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC,
		"a record of the peer is broken or forged"},
	{SSL_R_BAD_RECORD_TYPE, "the peer does not speak TLS (no such record)"},
};

/* RFC 8446, section 6; OpenSSL 3.0 has no words for it. */
#define CERTIFICATE_REQUIRED 116

static void
add_alert(struct text *text, int alert)
{
	if (alert == CERTIFICATE_REQUIRED)
		add(text, "the peer refused: it demands a certificate");
	else if (alert == SSL_AD_NO_APPLICATION_PROTOCOL)
		add(text, "the peer refused: no application protocol (ALPN)");
	else
		add(text, "the peer refused: %s",
			SSL_alert_desc_string_long(alert));
}

static void
add_reason(struct text *text, unsigned long error)
{
	int reason = ERR_GET_REASON(error);
	const char *own = ERR_reason_error_string(error);
	size_t i;

	if (ERR_GET_LIB(error) == ERR_LIB_SSL) {
		/* Alerts of the peer are counted from there on. */
		if (reason > SSL_AD_REASON_OFFSET) {
			add_alert(text, reason - SSL_AD_REASON_OFFSET);
			return;
		}
		for (i = 0; i < N(reasons); i++)
			if (reasons[i].reason == reason)
				own = reasons[i].text;
	}
	add(text, "%s", own ? own : "OpenSSL does not say why");
}

void
tls_failure_text(char *at, const char *otherwise)
{
	struct text text = {at, 0};
	unsigned long error = ERR_peek_error();

	at[0] = '\0';
	if (error)
		add_reason(&text, error);
	else
		add(&text, "%s", otherwise);
	ERR_clear_error();
}

/* --- certificates ------------------------------------------------------- */

static void
add_time(struct text *text, const ASN1_TIME *time)
{
	struct tm tm;

	if (!ASN1_TIME_to_tm(time, &tm))
		return;
	add(text, " %04d-%02d-%02d %02d:%02d:%02d UTC", tm.tm_year + 1900,
		tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* The most telling part of a name, which may be any octets. */
static void
add_name(struct text *text, const X509_NAME *name)
{
	static const int parts[] = {NID_commonName, NID_organizationName};
	const ASN1_STRING *string;
	size_t i;
	int at = -1;

	for (i = 0; i < N(parts) && at < 0; i++)
		at = X509_NAME_get_index_by_NID(name, parts[i], -1);
	if (at < 0) {
		add(text, "(without a name)");
		return;
	}
	string = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
	add_octets(text, ASN1_STRING_get0_data(string),
		(size_t)ASN1_STRING_length(string));
}

static void
add_address(struct text *text, const ASN1_OCTET_STRING *address)
{
	char name[INET6_ADDRSTRLEN];
	int family = ASN1_STRING_length(address) == 4 ? AF_INET : AF_INET6;

	if (family == AF_INET6 && ASN1_STRING_length(address) != 16)
		return;
	if (inet_ntop(family, ASN1_STRING_get0_data(address), name,
		    sizeof(name)))
		add(text, "%s", name);
}

/* A name or address that a certificate is for. */
static bool
add_subject(struct text *text, const GENERAL_NAME *name, const char *comma)
{
	int type;
	const void *value = GENERAL_NAME_get0_value(name, &type);

	if (type != GEN_DNS && type != GEN_IPADD)
		return false;
	add(text, "%s", comma);
	if (type == GEN_IPADD)
		add_address(text, value);
	else
		add_octets(text, ASN1_STRING_get0_data(value),
			(size_t)ASN1_STRING_length(value));
	return true;
}

static void
add_subjects(struct text *text, const X509 *certificate)
{
	GENERAL_NAMES *names =
		X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
	const char *comma = "";
	int i;

	for (i = 0; i < sk_GENERAL_NAME_num(names); i++)
		if (add_subject(text, sk_GENERAL_NAME_value(names, i), comma))
			comma = ", ";
	if (comma[0] == '\0')
		add(text, "nobody");
	GENERAL_NAMES_free(names);
}

static void
add_mismatch(struct text *text, const X509 *certificate, const char *host)
{
	/* The host first: the list may be longer than the text. */
	add(text,
		"hostname mismatch: the certificate is not for %.64s, "
		"but for ",
		host);
	add_subjects(text, certificate);
}

void
tls_failure_verify(char *at, X509_STORE_CTX *store, const char *host)
{
	struct text text = {at, 0};
	const X509 *certificate = X509_STORE_CTX_get_current_cert(store);
	int error = X509_STORE_CTX_get_error(store);

	at[0] = '\0';
	if (!certificate) {
		add(&text, "%s", X509_verify_cert_error_string(error));
	} else if (error == X509_V_ERR_CERT_HAS_EXPIRED) {
		add(&text, "certificate has expired: it was valid until");
		add_time(&text, X509_get0_notAfter(certificate));
	} else if (error == X509_V_ERR_CERT_NOT_YET_VALID) {
		add(&text, "certificate is not valid yet: it will be from");
		add_time(&text, X509_get0_notBefore(certificate));
	} else if (error == X509_V_ERR_HOSTNAME_MISMATCH ||
		   error == X509_V_ERR_IP_ADDRESS_MISMATCH) {
		add_mismatch(&text, certificate, host);
	} else if (error == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) {
		add(&text, "self-signed certificate, which is not trusted: ");
		add_name(&text, X509_get_subject_name(certificate));
	} else if (error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
		   error == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN) {
		add(&text, "certificate of an issuer that is not trusted: ");
		add_name(&text, X509_get_issuer_name(certificate));
	} else {
		add(&text, "certificate: %s",
			X509_verify_cert_error_string(error));
	}
}
