/*
 * The messages that are sent: those of the cases, changed.
 */
#ifndef ASSAY_FUZZ_MESSAGES_H
#define ASSAY_FUZZ_MESSAGES_H

#include "case/case.h"

/* The longest message. */
#define MESSAGE_MAX 8192

/* Zero-initialised is empty. */
struct messages {
	struct octets *seeds; /* owned */
	size_t n, room;
	bool harmless; /* only methods that are meant to change nothing */
};

/*
 * Takes what the cases send for a seed each: those of a server, whose needs the
 * capabilities meet, and which are not too long or dangerous. False: there is
 * none.
 */
bool messages_take(struct messages *m, const struct test_case *const *cases,
	size_t n_cases, const struct wire_values *values,
	unsigned capabilities);

void messages_free(struct messages *m);

/*
 * Writes the message with a number: the same seed and number, and the same
 * values and cases, give the same. Some numbers have none, and *out is then
 * empty. False: memory.
 */
bool messages_make(const struct messages *m, uint32_t seed, uint64_t number,
	struct octets *out);

/* There is no word in it that could be a method which changes something. */
bool message_is_harmless(const struct octets *o);

#endif
