#ifndef TESTS_MEMORY_CLIENT_H
#define TESTS_MEMORY_CLIENT_H

/* A client of a connection in memory: what it got so far, and the clock. */

#include "server/connection.h"

#define MEMORY_UNIX_S 784111777 /* Sun, 06 Nov 1994 08:49:37 GMT */
#define MEMORY_OUT_MAX ((size_t)1 << 20)
#define MEMORY_LOG_MAX 4096
#define MEMORY_BUDGET 1000000

/* Not to be moved while it is open. */
struct memory_client {
	struct connection *connection;
	struct workspace workspace;
	struct connection_environment environment;
	struct connection_client client; /* may be changed before the opening */
	struct instant now;
	uint8_t *out; /* MEMORY_OUT_MAX octets, and a NUL */
	size_t out_len;
	/* "line status n_content complete\n"; of an explanation the length
	 * counts as 1 */
	char log[MEMORY_LOG_MAX];
	unsigned n_resumed; /* calls of resumed() */
};

/* Opens a connection; both are borrowed. */
void memory_open(struct memory_client *client, const struct settings *settings,
	const struct http_handler *handler);

/* Closes it; checks that all of the budget has been given back. */
void memory_close(struct memory_client *client);

/* Takes one run of output, files too, of which at most `file_max` octets; false
 * if there is none. */
bool memory_take(struct memory_client *client, size_t file_max);
void memory_take_all(struct memory_client *client);

/* Sends as much as is wanted; gives how much that was. */
size_t memory_feed(struct memory_client *client, const uint8_t *at, size_t len);

/* Sends all of it while taking what comes, until no more is wanted; gives how
 * much was. */
size_t memory_feed_all(struct memory_client *client, struct h1_span octets);
size_t memory_send(struct memory_client *client, const char *text);

/* Sends it in pieces of `first` octets, then of `rest`. */
void memory_send_pieces(struct memory_client *client, const char *text,
	size_t first, size_t rest);

/* The client says no more. */
void memory_end_input(struct memory_client *client);

#endif
