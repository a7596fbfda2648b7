#ifndef SERVER_OUTPUT_H
#define SERVER_OUTPUT_H

/*
 * What is on its way out: octets, and behind them a file. What has been given
 * to be sent stays where it is until it is sent, while more octets are put
 * behind it; behind a file nothing is put until it is sent.
 */

#include "server/connection.h"

/* Members are for the functions below alone. */
struct output {
	struct buffer sides[2];
	unsigned filling; /* the side that is put into */
	bool sending;	  /* the other side, or the file, has been given */
	int file;	  /* owned, or -1 */
	uint64_t file_at;
	uint64_t file_left;
};

/* `max` is for each of the two sides. Borrows `workspace`. */
void
output_init(struct output *output, size_t max, struct workspace *workspace);

/* Gives back all memory, and closes the file. */
void output_free(struct output *output);

/* Gives back memory that nothing is in. */
void output_shrink(struct output *output);

/* Octets, those of a file aside, that are not known to be sent. */
size_t output_pending(const struct output *output);

/* Whether nothing at all is on its way. */
bool output_empty(const struct output *output);

/* The buffer to put into. */
static inline struct buffer *
output_buffer(struct output *output)
{
	return &output->sides[output->filling];
}

/* `len` octets of a file from `at` come next; takes the descriptor. */
void
output_file(struct output *output, int descriptor, uint64_t at, uint64_t len);

/*
 * Gives what is there to be sent; false if there is nothing, or if what was
 * given before has not been sent. The octets are borrowed until output_sent().
 */
bool output_give(struct output *output, struct connection_output *given);

/* All octets that were given are sent, and `n_file` of the file. */
void output_sent(struct output *output, size_t n_file);

#endif
