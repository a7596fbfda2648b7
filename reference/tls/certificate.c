#include "tls/certificate.h"

#include <errno.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#include "tls/failure.h"

/* --- made --------------------------------------------------------------- */

/* Two certificates of one issuer with one number would be taken for one. */
static bool
set_number(X509 *certificate)
{
	BIGNUM *number = BN_new();
	bool done =
		number &&
		BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) &&
		BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));

	BN_free(number);
	return done;
}

static bool
set_extension(X509 *certificate, int nid, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;
	bool done;

	X509V3_set_ctx_nodb(&context);
	X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	done = extension && X509_add_ext(certificate, extension, -1);
	X509_EXTENSION_free(extension);
	return done;
}

static bool
set_name(X509 *certificate, const char *text)
{
	X509_NAME *name = X509_get_subject_name(certificate);

	return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
		       (const unsigned char *)text, -1, -1, 0) &&
	       X509_set_issuer_name(certificate, name);
}

static bool
set_time(ASN1_TIME *time, int64_t from_now_s)
{
	return X509_time_adj_ex(time, (int)(from_now_s / 86400),
		       (long)(from_now_s % 86400), NULL) != NULL;
}

static bool
fill(X509 *certificate, EVP_PKEY *key, const struct tls_certificate_wish *wish)
{
	return X509_set_version(certificate, X509_VERSION_3) &&
	       set_number(certificate) && set_name(certificate, wish->name) &&
	       set_time(X509_getm_notBefore(certificate), wish->from_s) &&
	       set_time(X509_getm_notAfter(certificate), wish->until_s) &&
	       X509_set_pubkey(certificate, key) &&
	       set_extension(certificate, NID_basic_constraints,
		       "critical,CA:FALSE") &&
	       set_extension(certificate, NID_key_usage,
		       "critical,digitalSignature") &&
	       set_extension(certificate, NID_ext_key_usage, "serverAuth") &&
	       set_extension(certificate, NID_subject_alt_name, wish->hosts) &&
	       X509_sign(certificate, key, EVP_sha256()) > 0;
}

bool
tls_certificate_make(X509 **certificate, EVP_PKEY **key,
	const struct tls_certificate_wish *wish)
{
	*key = EVP_EC_gen("P-256");
	*certificate = X509_new();
	if (*key && *certificate && fill(*certificate, *key, wish))
		return true;
	X509_free(*certificate);
	EVP_PKEY_free(*key);
	return false;
}

/* --- from files --------------------------------------------------------- */

/* OpenSSL tells no better than the system why a file cannot be read. */
static bool
readable(const char *file, const char *what, struct tls_error *error)
{
	FILE *stream = fopen(file, "rb");
	/* A folder can be opened, but not read. */
	bool good = stream && (fgetc(stream) != EOF || !ferror(stream));

	if (!good)
		snprintf(error->text, sizeof(error->text), "%s %.160s: %s",
			what, file, strerror(errno));
	if (stream)
		fclose(stream);
	return good;
}

/* What OpenSSL did not like in a file, in its words where they are clear. */
static void
tell(struct tls_error *error, const char *what, const char *file)
{
	unsigned long first = ERR_peek_error();
	unsigned long last = ERR_peek_last_error();
	char why[TLS_TEXT_MAX];

	if (ERR_GET_LIB(last) == ERR_LIB_X509 &&
		ERR_GET_REASON(last) == X509_R_KEY_VALUES_MISMATCH)
		strcpy(why, "it does not belong to the certificate");
	else if (ERR_GET_REASON(first) == ERR_R_UNSUPPORTED ||
		 (ERR_GET_LIB(first) == ERR_LIB_PEM &&
			 ERR_GET_REASON(first) == PEM_R_NO_START_LINE))
		strcpy(why, "there is none in PEM form in it");
	else
		tls_failure_text(why, "it cannot be used");
	ERR_clear_error();
	snprintf(error->text, sizeof(error->text), "%s %.128s: %.100s", what,
		file, why);
}

/* Nobody is asked for a password: a server has no terminal. */
static int
no_password(char *out, int len, int writing, void *context)
{
	bool *asked = context;

	(void)out;
	(void)len;
	(void)writing;
	*asked = true;
	return -1;
}

static bool
load_key(SSL_CTX *context, const char *file, struct tls_error *error)
{
	bool asked = false;
	bool done;

	SSL_CTX_set_default_passwd_cb(context, no_password);
	SSL_CTX_set_default_passwd_cb_userdata(context, &asked);
	done = SSL_CTX_use_PrivateKey_file(context, file, SSL_FILETYPE_PEM) ==
	       1;
	SSL_CTX_set_default_passwd_cb_userdata(context, NULL);
	if (asked)
		snprintf(error->text, sizeof(error->text),
			"key %.128s: it is protected by a password", file);
	else if (!done)
		tell(error, "key", file);
	ERR_clear_error();
	return done;
}

bool
tls_certificate_load(SSL_CTX *context, const char *certificate_file,
	const char *key_file, struct tls_error *error)
{
	if (!readable(certificate_file, "certificate", error) ||
		!readable(key_file, "key", error))
		return false;
	ERR_clear_error();
	if (SSL_CTX_use_certificate_chain_file(context, certificate_file) == 1)
		return load_key(context, key_file, error);
	tell(error, "certificate", certificate_file);
	return false;
}

bool
tls_certificate_trust(SSL_CTX *context, const char *file,
	struct tls_error *error)
{
	if (!readable(file, "certificates to trust", error))
		return false;
	ERR_clear_error();
	if (SSL_CTX_load_verify_file(context, file) == 1)
		return true;
	tell(error, "certificates to trust", file);
	return false;
}
