#ifndef SERVER_ACCESS_LOG_LINE_H
#define SERVER_ACCESS_LOG_LINE_H

/* A line of the access log as text. */

#include "server/access_log.h"

/* Octets of a line at most, the line end included. */
#define ACCESS_LOG_LINE_MAX 8448

/* The time that was told last, as text: most lines are of the same second as
 * the one before. Zero-initialised it tells none. */
struct access_log_clock {
	int64_t time;
	char text[32];
};

/* Writes it with LF at `out`, where ACCESS_LOG_LINE_MAX octets have room. Gives
 * how many. */
size_t access_log_line_write(char *out, struct access_log_clock *clock,
	const struct access_log_line *line);

#endif
