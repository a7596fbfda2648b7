/*
 * Finds out what a target can do, and how fast it is, with a few dozen
 * well-formed requests (cases/FORMAT.md, section 7).
 */
#ifndef ASSAY_TARGET_CALIBRATE_H
#define ASSAY_TARGET_CALIBRATE_H

#include "play/play.h"

/* What calibration is told. Borrows everything. */
struct calibration_options {
	const char *routes[N_ROUTES]; /* what the user named; NULL: look */
	const char *path;	      /* the URL's, the ok route by default */
	bool may_change;	      /* state, at routes that nobody named */
	unsigned jobs;		      /* the most that are wanted */
	const struct sockaddr_storage *addresses; /* to be tried in turn */
	size_t n_addresses;			  /* 0: only the context's */
	const volatile bool *stop;		  /* NULL: none */
};

/* What it found. Give it back with calibration_free(). */
struct calibration {
	char *routes[N_ROUTES]; /* NULL: there is none */
	char *known[N_KNOWN];	/* NULL: the static route lacks it */
	unsigned capabilities;
	struct canary canary;
	struct effect effect; /* with that capability */
	bool has_canary;
	unsigned median_us;   /* from request to first octet */
	unsigned jobs;	      /* that the target bears */
	char server[160];     /* its Server field, printable; or "" */
	char tls_version[16]; /* "TLSv1.3"; "" without TLS */
	char problem[TLS_TEXT_MAX + 128]; /* why it cannot be judged; or "" */
};

/*
 * Calibrates the target of `context`, whose loop, address, host and port are
 * set and whose timing.connect_ms bounds the first wait. On success the rest
 * of the context is filled in; it borrows from `out`. False: out->problem is
 * one sentence.
 */
bool calibrate(struct play_context *context,
	const struct calibration_options *options, struct calibration *out);

void calibration_free(struct calibration *c);

#endif
