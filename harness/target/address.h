/*
 * Where a target is: addresses of its URL's host, or what the user names in their
 * place.
 */
#ifndef ASSAY_TARGET_ADDRESS_H
#define ASSAY_TARGET_ADDRESS_H

#include <stddef.h>
#include <sys/socket.h>

#include "target/url.h"

/* A name can have several. */
#define TARGET_ADDRESSES_MAX 8
struct target_addresses {
	struct sockaddr_storage at[TARGET_ADDRESSES_MAX];
	size_t n;
};

/* Finds the addresses, the one to be tried first in front; of more than
 * TARGET_ADDRESSES_MAX the first. False: *message says why not (static). */
bool target_address_find(const struct target_url *url,
	struct target_addresses *out, const char **message);

/*
 * Takes the address from `HOST:PORT:ADDRESS` instead, with host and port of the
 * URL; an IPv6 address stands in brackets. False: *message says what was
 * expected (static).
 */
bool target_address_take(const struct target_url *url, const char *text,
	struct target_addresses *out, const char **message);

/* Takes the path of a Unix socket instead. False: it is empty, or too long for
 * an address (107 octets on Linux). */
bool target_address_unix(const char *path, struct target_addresses *out);

/* Whether it is on this machine: 127.0.0.0/8, ::1, 0.0.0.0, ::, what is mapped
 * into IPv6 of these, or a Unix socket; and whether all are. */
bool target_address_is_loopback(const struct sockaddr_storage *address);
bool target_addresses_are_loopback(const struct target_addresses *addresses);

/* Whether a host is an address already, rather than a name. */
bool target_host_is_address(const char *host);

/* Numeric, without brackets and port; of a Unix socket its path. */
#define TARGET_ADDRESS_TEXT_MAX 112
void target_address_text(const struct sockaddr_storage *address,
	char out[TARGET_ADDRESS_TEXT_MAX]);

#endif
