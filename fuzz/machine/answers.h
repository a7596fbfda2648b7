#ifndef FUZZ_ANSWERS_H
#define FUZZ_ANSWERS_H

/* What a server said on one connection, read strictly by the response reader
 * of libh1, which is told what was asked. */

#include "machine/asked.h"

/* A final response, or 101, and what came before it. */
struct answer {
	struct h1_head head;   /* its field lines owned, octets borrowed */
	struct h1_span octets; /* of its head */
	struct pile content;
	size_t n_trailers;
	size_t n_continue; /* 100 before it */
	size_t n_interim;  /* other 1xx before it */
	bool complete;
	bool to_head; /* as far as the server can know */
};

struct answers {
	struct answer *at; /* owned */
	size_t n;
	size_t n_complete;
	size_t n_continue; /* 100 behind the last of them */
	size_t n_interim;
	/* What came behind the last one: octets of a protocol behind 101, and
	 * else of a head that is not whole. */
	struct h1_span behind;
};

/* `n_in_time`: octets of what was asked that came before a time-out. `closed`:
 * the server has closed behind `octets`, and nothing was lost. Checks that all
 * of it can be read, and that a 1xx has no framing. */
void answers_read(struct answers *answers, struct h1_span octets,
	const struct asking *asking, size_t n_in_time, bool closed);
void answers_free(struct answers *answers);

/* Whether it says that the connection ends with it. */
bool answer_closes(const struct answer *answer);

#endif
