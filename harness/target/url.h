/*
 * The URL of a target, taken apart and resolved.
 */
#ifndef ASSAY_TARGET_URL_H
#define ASSAY_TARGET_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

/* The longest URL that is taken. */
#define TARGET_URL_MAX 2048

/* All texts are owned by the struct itself. */
struct target_url {
	char host[256];		   /* without brackets, for resolving */
	char port[6];		   /* decimal */
	char authority[272];	   /* as a Host field has it */
	char path[TARGET_URL_MAX]; /* path and query; "/" if empty */
};

/*
 * Reads `http://host[:port][/path][?query]`. False: *message says what was
 * expected (static).
 */
bool
target_url_read(struct target_url *url, const char *text, const char **message);

/* Finds the address. False: *message says why not (static). */
bool target_url_resolve(const struct target_url *url,
	struct sockaddr_storage *address, const char **message);

/* Whether the address is on this machine: 127.0.0.0/8 or ::1. */
bool target_address_is_loopback(const struct sockaddr_storage *address);

#endif
