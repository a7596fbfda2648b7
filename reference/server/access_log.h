#ifndef SERVER_ACCESS_LOG_H
#define SERVER_ACCESS_LOG_H

/*
 * The access log, in Common Log Format:
 *
 *	client - - [10/Oct/2000:13:55:36 +0000] "request-line" status octets
 *
 * Times are in UTC. What is not printable ASCII, and `"` and `\`, stands as \xHH
 * in the request-line, so that a line is always one line. The status is "-" if
 * no answer was begun. Octets are those of the content that was sent, "-" for
 * none.
 *
 * Lines are collected, from all threads, and written by a thread of its own, at
 * least once a second. Nobody waits for the disk: lines that cannot be kept or
 * written are lost, and standard error tells so.
 */

#include "h1/base.h"

struct access_log;

/* What is told of one answer; all is borrowed. */
struct access_log_line {
	const char *client;
	int64_t time; /* seconds since 1970 */
	struct h1_span request_line;
	unsigned status; /* 0: none */
	uint64_t n_octets;
};

/*
 * Opens the file to add to it; "-" is standard output. Borrows `file`, and
 * `program` for messages. NULL with errno set.
 */
struct access_log *access_log_open(const char *file, const char *program);

/* Writes what there is, for a second at most if nobody takes it. */
void access_log_close(struct access_log *log);

/* From any thread. */
void access_log_put(struct access_log *log, const struct access_log_line *line);

/* Writes what there is, and opens the file anew: it may have been moved. */
void access_log_reopen(struct access_log *log);

#endif
