#ifndef CLIENT_LINK_INSIDE_H
#define CLIENT_LINK_INSIDE_H

/* What link.c and link_tls.c share: the inside of a link. */

#include "client/dial.h"
#include "client/link.h"
#include "tls/tls.h"

/* Octets that are read at once under TLS. */
#define LINK_WIRE_MAX 65536
#define LINK_WHY_MAX (TLS_TEXT_MAX + 32)

struct link {
	struct runtime *runtime;
	const struct wire *wire;
	struct client_url url;
	char host[CLIENT_URL_MAX];
	enum link_state state;
	enum client_failure failure;
	char why[LINK_WHY_MAX];
	uint64_t open_at; /* when opening took too long */

	struct dial *dial; /* owned while opening */
	uv_tcp_t *tcp;	   /* owned when connected */
	uv_write_t write;
	bool writing;
	bool given; /* what is being written ends what the machine gave */
	bool ended; /* nothing more comes from the socket */

	struct tls_session *tls; /* owned; NULL for http */
	struct client_connection *connection;
	uint8_t from_wire[LINK_WIRE_MAX]; /* under TLS */
	uint8_t *to_wire;		  /* the same, while writing; owned */
};

void link_fail(struct link *link, enum client_failure failure, const char *why);
uint64_t link_now(struct link *link);

/* Begins to write; `octets` stay where they are until they are written. */
void link_write(struct link *link, struct h1_span octets);

/* How far TLS is, after octets came or at their end. */
void link_tls_look(struct link *link);

/* Writes what TLS made; copied, so that it can go on meanwhile. */
void link_tls_write(struct link *link);

/* close_notify, or the alert of a failure, as much as goes without waiting (RFC 9112, section 9.8). */
void link_tls_end(struct link *link);

#endif
