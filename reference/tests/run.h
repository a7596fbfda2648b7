#ifndef RUN_H
#define RUN_H

#include "trace.h"
#include "vectors.h"

/*
 * One reader, fed step by step. What it has not consumed is kept in an
 * allocation of exactly that size, and moved at each step.
 */
struct run {
	struct h1_reader reader;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field fields[128];
	struct h1_field trailers[128];
	struct h1_error err;
	struct trace trace;
	uint8_t *kept; /* owned */
	size_t n_kept;
	enum h1_status status; /* of the last call */
	bool in_body;
};

void run_init(struct run *run, const struct vector *v);

void run_free(struct run *run);

/* Adds octets and reads until H1_MORE or H1_ERROR. */
void run_feed(struct run *run, const uint8_t *octets, size_t len);

/* Reads straight from `octets`, which must be all; nothing is copied. */
void run_in_place(struct run *run, const uint8_t *octets, size_t len);

/* The peer closes. */
void run_eof(struct run *run);

#endif
