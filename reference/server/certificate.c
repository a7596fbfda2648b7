#include "server/certificate.h"

#include <errno.h>
#include <stdio.h>

#define SELF_SIGNED_DAYS 30

static struct tls_context *
read_files(const struct certificate *certificate, struct tls_error *error)
{
	if (!certificate->file)
		return tls_context_self_signed(SELF_SIGNED_DAYS, error);
	return tls_context_server(certificate->file, certificate->key_file,
		error);
}

bool
certificate_open(struct certificate *certificate, const char *file,
	const char *key_file, struct tls_error *error)
{
	certificate->file = file;
	certificate->key_file = key_file;
	certificate->context = read_files(certificate, error);
	if (!certificate->context)
		return false;
	uv_mutex_init(&certificate->lock);
	return true;
}

void
certificate_close(struct certificate *certificate)
{
	tls_context_free(certificate->context);
	uv_mutex_destroy(&certificate->lock);
}

bool
certificate_reload(struct certificate *certificate, struct tls_error *error)
{
	struct tls_context *old, *context;

	/* Who was told to trust a self-signed one would not trust another. */
	if (!certificate->file)
		return true;
	context = read_files(certificate, error);
	if (!context)
		return false;
	uv_mutex_lock(&certificate->lock);
	old = certificate->context;
	certificate->context = context;
	uv_mutex_unlock(&certificate->lock);
	tls_context_free(old);
	return true;
}

bool
certificate_write(const struct certificate *certificate, const char *file)
{
	struct h1_span pem = tls_context_certificate(certificate->context);
	FILE *out = fopen(file, "w");
	bool written;
	int error;

	if (!out)
		return false;
	written = fwrite(pem.at, 1, pem.len, out) == pem.len;
	error = errno;
	if (fclose(out) != 0)
		return false;
	errno = error;
	return written;
}

struct tls_session *
certificate_accept(struct certificate *certificate)
{
	struct tls_session *session;

	uv_mutex_lock(&certificate->lock);
	session = tls_session_accept(certificate->context);
	uv_mutex_unlock(&certificate->lock);
	return session;
}
