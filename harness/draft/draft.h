/*
 * The draft of a case, made of octets that a client sends. What has to be
 * judged by a person is marked FILL IN.
 */
#ifndef ASSAY_DRAFT_DRAFT_H
#define ASSAY_DRAFT_DRAFT_H

#include "case/requirements.h"
#include "draft/reading.h"

/* What the draft is about; see cases/FORMAT.md, section 4, for the outcomes. */
struct subject {
	const char *id;	   /* NULL: made of what is found */
	const char *title; /* NULL: likewise */
	const struct requirements *requirements;
	/* found by draft_write() */
	enum level level;
	const char *requires[2];
	size_t n_requires;
	unsigned needs;
	size_t n_before; /* complete messages before the one that counts */
	enum h1_status end;
	enum h1_code code;
	unsigned status; /* that the reference answers it with */
	bool whole;	 /* complete in the laxest reading */
	bool persists;	 /* the last complete message allows another */
	bool tunnels;	 /* a message is CONNECT */
};

enum draft_result {
	DRAFT_DONE,
	DRAFT_EMPTY, /* there are no octets */
	DRAFT_MANY,  /* more than READING_MESSAGES_MAX messages */
	DRAFT_LARGE, /* the draft is larger than a case may be */
	DRAFT_NO_MEMORY,
};

/* Appends the draft to `yaml`, and the id to `id` with a NUL behind it. */
enum draft_result draft_write(struct subject *subject, struct octets *yaml,
	struct octets *id, const struct octets *octets);

/* ---- expect.c ---- */

/* Appends `  - expect:` with its outcomes; and the `answers`. */
bool draft_expect(const struct subject *s, struct octets *yaml);
bool draft_answers(const struct subject *s, struct octets *yaml);

#endif
