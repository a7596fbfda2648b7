/*
 * The URL of a target, taken apart.
 */
#ifndef ASSAY_TARGET_URL_H
#define ASSAY_TARGET_URL_H

#include <stdbool.h>

/* The longest URL that is taken. */
#define TARGET_URL_MAX 2048

/* All texts are owned by the struct itself. */
struct target_url {
	bool tls;		   /* https */
	char host[256];		   /* without brackets, for resolving */
	char port[6];		   /* decimal */
	char authority[272];	   /* as a Host field has it */
	char path[TARGET_URL_MAX]; /* path and query; "/" if empty */
};

/*
 * Reads `http://host[:port][/path][?query]`, or the same with https. False:
 * *message says what was expected (static).
 */
bool
target_url_read(struct target_url *url, const char *text, const char **message);

/* "http" or "https" */
const char *target_url_scheme(const struct target_url *url);

#endif
