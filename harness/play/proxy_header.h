/*
 * The header with which a proxy tells whom it connects for: HAProxy's PROXY
 * protocol, versions 1 and 2 (doc/proxy-protocol.txt of HAProxy). Pure.
 */
#ifndef ASSAY_PLAY_PROXY_HEADER_H
#define ASSAY_PLAY_PROXY_HEADER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* The longest: version 1 with two IPv6 addresses. */
#define PROXY_HEADER_MAX 108

/*
 * Writes the header of `version` (1 or 2) for a connection over TCP from one
 * address to the other, both AF_INET or both AF_INET6, and gives its length.
 * Of any other family nothing is told: "PROXY UNKNOWN" in version 1, the
 * command LOCAL in version 2.
 */
size_t proxy_header(uint8_t out[PROXY_HEADER_MAX], unsigned version,
	const struct sockaddr_storage *from, const struct sockaddr_storage *to);

#endif
