#ifndef SERVER_CERTIFICATE_H
#define SERVER_CERTIFICATE_H

/* The certificate that a server shows, which may be changed while it runs. */

#include <uv.h>

#include "tls/tls.h"

/* Used by all threads. Members are for the functions below alone. */
struct certificate {
	uv_mutex_t lock;
	struct tls_context *context; /* owned */
	const char *file;	     /* borrowed; NULL: self-signed */
	const char *key_file;
};

/* Reads both files, or makes a self-signed one if `file` is NULL; borrows the
 * names. False with *error written, and there is nothing to be closed. */
bool certificate_open(struct certificate *certificate, const char *file,
	const char *key_file, struct tls_error *error);
void certificate_close(struct certificate *certificate);

/* Reads the files again, for new connections. False with *error written: the
 * old one stays. */
bool
certificate_reload(struct certificate *certificate, struct tls_error *error);

/* Writes it to a file as PEM; false with errno set. */
bool certificate_write(const struct certificate *certificate, const char *file);

/* A server's side of a new connection; NULL without memory. */
struct tls_session *certificate_accept(struct certificate *certificate);

#endif
