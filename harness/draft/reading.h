/*
 * How the reference reads octets that a client sends: message after message,
 * strictly, and where their parts stand.
 */
#ifndef ASSAY_DRAFT_READING_H
#define ASSAY_DRAFT_READING_H

#include "case/octets.h"
#include "h1/h1.h"

/* Octets of the input. */
struct place {
	size_t off;
	size_t len;
};

/* A chunk whose data is there. */
struct read_chunk {
	struct place size; /* its digits */
	struct place data;
};

struct read_message {
	struct place octets; /* to where it was read */
	bool has_head;	     /* `head` is valid */
	bool complete;
	struct h1_head head;  /* borrows the input; its field lines are owned */
	struct place content; /* with a length, and complete */
	struct octets decoded;	   /* the content, as far as it was read */
	struct read_chunk *chunks; /* owned */
	size_t n_chunks;
};

/* The most messages and chunks that are looked at. */
#define READING_MESSAGES_MAX 32
#define READING_CHUNKS_MAX 64

struct reading {
	struct read_message messages[READING_MESSAGES_MAX];
	size_t n; /* with one that is not complete */
	size_t n_complete;
	/* H1_OK: all is read. H1_MORE: the last message goes on. H1_ERROR: it
	 * is refused. */
	enum h1_status end;
	struct h1_error error; /* its off from the start of the message */
	bool too_many;	       /* messages: the rest was not read */
};

/*
 * Reads the octets, which the reading borrows. `lenient`: what is tolerated
 * (H1_LENIENT_*). False: out of memory. In any case reading_free() is due.
 */
bool
reading_read(struct reading *r, const struct octets *octets, unsigned lenient);

/* The message that was refused or is not complete; NULL: there is none. */
const struct read_message *reading_last(const struct reading *r);

void reading_free(struct reading *r);

#endif
