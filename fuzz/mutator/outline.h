#ifndef FUZZ_OUTLINE_H
#define FUZZ_OUTLINE_H

#include "mutator/draft.h"

/*
 * Where the parts of messages are in any octets, found without refusing
 * anything: LF ends a line, what does not fit is content. The parts follow each
 * other without a gap and cover all of the input.
 */

enum part_kind {
	PART_START_LINE,
	PART_FIELD,
	PART_EMPTY_LINE, /* ends the header section, or a chunked message */
	PART_CONTENT,
	PART_CHUNK_LINE, /* chunk-size and chunk-ext */
	PART_CHUNK_DATA, /* and the line end behind it */
	PART_TRAILER	 /* a trailer field */
};

#define PART_BIT(kind) (1U << (kind))
#define PART_FIELDS (PART_BIT(PART_FIELD) | PART_BIT(PART_TRAILER))
#define PART_LINES                                                             \
	(PART_FIELDS | PART_BIT(PART_START_LINE) | PART_BIT(PART_EMPTY_LINE) | \
		PART_BIT(PART_CHUNK_LINE))
#define PART_ANY (~0U)

struct part {
	enum part_kind kind;
	size_t message;	    /* number of the message it belongs to */
	struct range range; /* all of it */
	struct range text;  /* without its line end */
};

#define OUTLINE_PARTS 256

struct outline {
	struct part parts[OUTLINE_PARTS];
	size_t n;
	size_t n_messages;
};

/* What is behind the last part that there is room for becomes content. */
void outline_find(struct outline *outline, const struct draft *draft);

/* One of the parts whose kinds are in `kinds`, which the dice of `draft` choose;
 * NULL if there is none. */
const struct part *outline_pick(const struct outline *outline,
	struct draft *draft, unsigned kinds);

/* The same, but a field line with the name, in any case. */
const struct part *outline_pick_field(const struct outline *outline,
	struct draft *draft, struct text name);

/* All of a message; its content: what is behind its first empty line. */
struct range outline_message(const struct outline *outline, size_t message);
struct range outline_content(const struct outline *outline, size_t message);

/* Of a field line: the name; the value without white space around it. Where
 * there is no colon, all is name. */
struct range field_name(const struct draft *draft, const struct part *field);
struct range field_value(const struct draft *draft, const struct part *field);

bool
field_is(const struct draft *draft, const struct part *field, struct text name);

/* The three parts of a start-line, found at its first and its last SP; any may
 * be empty. */
void start_line_parts(const struct draft *draft, const struct part *line,
	struct range parts[3]);

/* The number that the digits of `range` begin with; capped at UINT32_MAX. */
size_t number_at(const struct draft *draft, struct range range, unsigned base);

/* The value of a digit, 16 and more if it is none. */
unsigned digit_value(uint8_t octet);

#endif
