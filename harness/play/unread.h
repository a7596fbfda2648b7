/*
 * Whether what was sent has been read by the peer. Its own socket tells, where
 * the kernel lets us look at it: on Linux, if the peer is on this machine.
 */
#ifndef ASSAY_PLAY_UNREAD_H
#define ASSAY_PLAY_UNREAD_H

#include <stdbool.h>
#include <uv.h>

struct unread;

/* NULL: the kernel cannot be asked. */
struct unread *unread_new(void);
void unread_free(struct unread *u);

enum unread_state {
	UNREAD_NONE,	/* the peer has read all */
	UNREAD_SOME,	/* it has not, or not all has arrived */
	UNREAD_UNKNOWN, /* all has arrived as far as we know */
};

/* Of TCP (also below TLS) or a Unix socket. `u` may be NULL: then of TCP only
 * what was acknowledged is known. */
enum unread_state
unread_look(const struct unread *u, const uv_stream_t *socket);

#endif
