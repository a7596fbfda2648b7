/*
 * Octets as a wire list of a case (cases/FORMAT.md, section 3): one string for
 * each line, what repeats as a repetition, and placeholders where they are told
 * to be.
 */
#ifndef ASSAY_DRAFT_WIRE_YAML_H
#define ASSAY_DRAFT_WIRE_YAML_H

#include "draft/reading.h"

enum edit_kind {
	EDIT_PLACEHOLDER, /* `text` stands for the octets */
	EDIT_LABEL,	  /* the octets are the labelled list `text` */
};

/* One change to the octets at `place`. */
struct edit {
	enum edit_kind kind;
	struct place place;
	char text[48];
	char value[40]; /* what a placeholder becomes; of labels: empty */
};

/* Ascending, none over another. Zero-initialised is empty. */
struct edits {
	struct edit *list; /* owned */
	size_t n;
};

/* False: out of memory. */
bool edits_add(struct edits *e, const struct edit *edit);
void edits_free(struct edits *e);

/* What is shorter than this in all is written out rather than repeated. */
#define REPEAT_FROM 64

/*
 * Appends the octets as items, each on a line of its own behind `indent` and
 * "- "; and to `rendered` what they become with the placeholders' values.
 * False: out of memory.
 */
bool
wire_yaml_list(struct octets *yaml, struct octets *rendered, const char *indent,
	const struct octets *octets, const struct edits *edits);

/* Appends one double-quoted string. False also: it would hold "{{", which
 * only placeholders do. */
bool wire_yaml_string(struct octets *yaml, const void *at, size_t len);

#endif
