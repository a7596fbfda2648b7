#ifndef BENCH_H
#define BENCH_H

/*
 * The words that all parts of the comparison share: what is read (an input of a
 * workload), who reads it (a peer), and what was understood (an answer).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bench_kind {
	BENCH_REQUEST,
	BENCH_RESPONSE
};

/* Octets from the first of the message. */
struct bench_part {
	uint32_t off;
	uint32_t len;
};

struct bench_field {
	struct bench_part name;
	struct bench_part value;
};

/* Room for field lines in an answer; the curves need 1000. */
#define BENCH_FIELDS_MAX 1024

/*
 * What a peer understood of one message. Each peer fills all of it, libh1 from
 * its own structures too, so that nobody has an advantage by its form.
 */
struct bench_answer {
	struct bench_part method; /* requests */
	struct bench_part target; /* requests */
	unsigned status;	  /* responses */
	unsigned minor;
	size_t n_fields;
	uint64_t content; /* octets */
	size_t consumed;
	struct bench_field fields[BENCH_FIELDS_MAX];
};

/* One message in an allocation of exactly its size. */
struct bench_input {
	uint8_t *octets;
	size_t len;
};

/*
 * Inputs that are read one after the other, as on a persistent connection; time
 * is told per message.
 */
struct bench_workload {
	const char *name;
	const char *text;
	enum bench_kind kind;
	bool chunked;	/* has content */
	bool unlimited; /* is to be read with limits raised */
	size_t piece;	/* octets that arrive at a time; SIZE_MAX: all */
	size_t n;
	struct bench_input *inputs;
	const struct bench_input *originals; /* where peers write into the
						input: what it was */
};

enum bench_role {
	BENCH_OURS,
	BENCH_PEER,
	BENCH_LIMIT /* does less than reading: a bound from below */
};

struct bench_peer {
	const char *id;	  /* in goals and JSON */
	const char *name; /* in the table */
	enum bench_role role;
	bool in_place; /* writes into the input when it has content */

	/* Whether this machine can run it; NULL: every machine can. */
	bool (*available)(void);

	/* Begins a connection with messages of that workload. */
	void (*start)(const struct bench_workload *workload);

	/* Reads one message; false: refused, incomplete, or cannot. */
	bool (*read)(struct bench_answer *answer,
		const struct bench_input *input,
		const struct bench_workload *workload);
};

#endif
