#ifndef H1_KNOWN_H
#define H1_KNOWN_H

#include "h1/base.h"
#include "h1/field.h"

#include <string.h>

/*
 * The fields that the wire layer reads itself are found while the lines are
 * read, so that the section need not be searched for each of them.
 */
enum h1_known_name {
#define H1_ROW(id, letter, name) H1_KNOWN_##id,
#include "h1/known.def"
#undef H1_ROW
	H1_KNOWN_COUNT
};

/* The field lines of one such name. */
struct h1_named {
	uint32_t first; /* index of the first one */
	uint32_t n;
};

struct h1_known {
	struct h1_named at[H1_KNOWN_COUNT];
};

/* A name, all of tchar, that may be one of them. */
#define H1_KNOWN_LEN_MAX 31

struct h1_known_row {
	uint8_t id;
	uint8_t text[18]; /* in lower case */
};

/*
 * By length: the name, and its first letter; 0 if there is none. The letter of
 * the empty name is the colon, so that who asks for letters meets that, too.
 */
extern const struct h1_known_row h1_known_rows[H1_KNOWN_LEN_MAX + 1];
extern const uint8_t h1_known_letters[H1_KNOWN_LEN_MAX + 1];

/* Whether n octets of tchar, 4 or 8, are those letters and hyphens, in any
 * case: there the bit that tells the cases apart tells nothing else apart. */
static inline bool
h1_known_same8(const uint8_t *at, const uint8_t *lower)
{
	uint64_t a, b;

	memcpy(&a, at, 8);
	memcpy(&b, lower, 8);
	return (a | 0x2020202020202020) == b;
}

static inline bool
h1_known_same4(const uint8_t *at, const uint8_t *lower)
{
	uint32_t a, b;

	memcpy(&a, at, 4);
	memcpy(&b, lower, 4);
	return (a | 0x20202020) == b;
}

/* Whether `name`, of that row's length, is the row's name in any case. */
static inline bool
h1_known_is(const struct h1_known_row *row, struct h1_span name)
{
	size_t n = name.len;

	if (n < 8)
		return h1_known_same4(name.at, row->text) &&
		       h1_known_same4(name.at + n - 4, row->text + n - 4);
	if (n > 16 && !h1_known_same8(name.at + n - 16, row->text + n - 16))
		return false;
	return h1_known_same8(name.at, row->text) &&
	       h1_known_same8(name.at + n - 8, row->text + n - 8);
}

/* Counts the i-th field line, if it has one of those names. */
static inline void
h1_known_note(struct h1_known *known, struct h1_span name, size_t i)
{
	const struct h1_known_row *row;

	if (name.len > H1_KNOWN_LEN_MAX)
		return;
	row = &h1_known_rows[name.len];
	if ((*name.at | 0x20) == h1_known_letters[name.len] &&
		h1_known_is(row, name) && known->at[row->id].n++ == 0)
		known->at[row->id].first = (uint32_t)i;
}

/* Index of the first field line of that name, or fields->n. */
static inline size_t
h1_known_first(const struct h1_known *known, const struct h1_fields *fields,
	enum h1_known_name name)
{
	return known->at[name].n ? known->at[name].first : fields->n;
}

#endif
