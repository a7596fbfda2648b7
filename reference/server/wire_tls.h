#ifndef SERVER_WIRE_TLS_H
#define SERVER_WIRE_TLS_H

/* The TLS of a wire that has a session, for wire.c; and what wire.c has for
 * both. */

#include "server/wire.h"

static inline size_t
wire_lesser(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* What errno means after a call on the socket. */
enum wire_status wire_failed(void);

/* Gets up to *len octets from the socket, and tells how many. */
enum wire_status wire_socket_receive(struct wire *wire, uint8_t *out,
	size_t *len, struct wire_means *means);

/* As the functions without _tls. */
enum wire_status wire_tls_flush(struct wire *wire);
enum wire_status wire_tls_receive(struct wire *wire, uint8_t *out, size_t *len,
	struct wire_means *means);
enum wire_status
wire_tls_send(struct wire *wire, struct connection_output *output,
	size_t *n_file, struct wire_means *means);

#endif
