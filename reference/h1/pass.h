#ifndef H1_PASS_H
#define H1_PASS_H

#include "h1/base.h"
#include "h1/reader.h"

#include <stdatomic.h>

/*
 * The fast pass: takes as many complete lines of a head as it can prove to be
 * good at a glance, and leaves the rest, whatever is wrong with it or missing,
 * to the states of line.h. What it takes it understands as they do. For the
 * library alone.
 */

/* One run of it. */
struct h1_pass {
	const uint8_t *base; /* offsets count from here */
	const uint8_t *at;   /* in: a line begins; out: the next one does */
	const uint8_t *end;  /* behind what may be taken; no field line that
				fits before it is too long */
	struct h1_reader *reader;
	struct h1_head *head;
	bool ended; /* out: the empty line was taken */
};

/* What a kernel can do; scan.h names them. */
struct h1_kernel {
	/*
	 * Goes on from reader->state, START or FIELDS. When the start-line was
	 * taken, that is FIELDS, and reader->section is set. The line and the
	 * number of field lines are the caller's to set right.
	 */
	void (*pass)(struct h1_pass *pass);

	/* The first octet in [at, end) not of field-content, or `end`. */
	const uint8_t *(*text)(const uint8_t *at, const uint8_t *end);
};

extern const struct h1_kernel h1_kernel_plain;
extern const struct h1_kernel h1_kernel_sse42;
extern const struct h1_kernel h1_kernel_avx2;
extern const struct h1_kernel h1_kernel_avx512;
extern const struct h1_kernel h1_kernel_neon;

/* The one in use; at first one that chooses. */
extern _Atomic(const struct h1_kernel *) h1_kernel_used;

static inline const struct h1_kernel *
h1_kernel(void)
{
	return atomic_load_explicit(&h1_kernel_used, memory_order_relaxed);
}

#endif
