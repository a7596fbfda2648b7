/*
 * Which targets may be sent anything, and how they are reached.
 */
#ifndef ASSAY_CLI_REACH_H
#define ASSAY_CLI_REACH_H

#include "cli/reach_options.h"
#include "target/address.h"
#include "target/calibrate.h"

/* Zero-initialised is empty. */
struct reach {
	struct target_url url;
	struct target_addresses addresses;
	bool is_here; /* all of them are on this machine */
	unsigned proxy_protocol;
	struct tls_context *tls; /* owned; NULL: no TLS */
	const char *server_name; /* borrowed from options, or of the URL */
	char *host_lines;	 /* owned */
	const char *headers[OPTION_TIMES_MAX + 1]; /* borrowed */
	size_t n_headers;
	char *marker; /* owned: one of these, or NULL */
};

/*
 * Takes the URL apart, finds its addresses and reads the options. Only this
 * machine is allowed, unless the user is authorised. Gives STATUS_OK; else it
 * has been told on stderr, for the command of that name. reach_close() is due
 * in any case.
 */
int reach_open(struct reach *r, const char *command, const char *text,
	const struct reach_options *options);

/* Lets the context speak to it, and calibration try its addresses; both borrow
 * from `r`. */
void reach_prepare(const struct reach *r, struct play_context *context,
	struct calibration_options *options);

void reach_close(struct reach *r);

#endif
