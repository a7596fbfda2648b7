#ifndef CLIENT_TRANSFER_H
#define CLIENT_TRANSFER_H

/* All that it takes to get, or to send to, one URL. */

#include "client/failure.h"
#include "client/link.h"
#include "client/options.h"
#include "client/output.h"

/* What several transfers share. */
struct program {
	struct options options;
	struct runtime runtime;
	struct wire wire;
	struct output heads;	 /* standard output, for -i */
	struct tls_context *tls; /* owned; NULL until it is needed */
	struct link *link;	 /* owned; the one that may be used again */
};

/* `last`: no other URL of that origin follows. Prints what went wrong. */
enum client_failure
transfer_run(struct program *program, const char *url, bool last);

#endif
