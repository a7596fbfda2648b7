#ifndef CLIENT_PROGRESS_H
#define CLIENT_PROGRESS_H

/* A bar on a terminal. */

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool shown;
	bool drawn;
	bool total_known;
	uint64_t total; /* octets */
	uint64_t from;	/* octets that were there before */
	uint64_t at;
	uint64_t began_ms;
	uint64_t drawn_ms;
};

/* Begins at `from` octets of `total`. */
void progress_begin(struct progress *progress, uint64_t from, bool total_known,
	uint64_t total, uint64_t now_ms);

/* So much more; draws from time to time. */
void progress_add(struct progress *progress, uint64_t len, uint64_t now_ms);

/* Draws what it came to, and ends the line. */
void progress_end(struct progress *progress, uint64_t now_ms);

#endif
