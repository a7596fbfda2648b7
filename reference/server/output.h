#ifndef SERVER_OUTPUT_H
#define SERVER_OUTPUT_H

/*
 * Octets on their way out. What has been given to be sent stays where it is
 * until it is sent, while more is put behind it.
 */

#include "server/buffer.h"

/* Members are for the functions below alone. */
struct output {
	struct buffer sides[2];
	unsigned filling; /* the side that is put into */
	bool sending;	  /* the other side has been given */
};

/* `max` is for each of the two sides. */
void output_init(struct output *output, size_t max);

/* Gives back all memory. */
void output_free(struct output *output);

/* Octets that are not known to be sent. */
size_t output_pending(const struct output *output);

/* The buffer to put into. */
static inline struct buffer *
output_buffer(struct output *output)
{
	return &output->sides[output->filling];
}

/*
 * Gives what is there to be sent; false if there is nothing, or if what was
 * given before has not been sent. The octets are borrowed until output_sent().
 */
bool output_give(struct output *output, struct h1_span *span);

/* All that was given is sent. */
void output_sent(struct output *output);

#endif
