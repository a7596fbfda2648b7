#ifndef FUZZ_WORDS_H
#define FUZZ_WORDS_H

#include "mutator/draft.h"

/*
 * What stands in messages, and what should not: the words that the mutator puts
 * in, and the dictionary of the engines is made of. Methods, status codes,
 * codings, media types and the fields of the wire layer come from the tables of
 * the reference.
 */

enum word_kind {
	WORD_METHOD,
	WORD_TARGET,
	WORD_VERSION,
	WORD_STATUS, /* status-code SP reason-phrase */
	WORD_NAME,   /* field-name */
	WORD_FIELD,  /* field-name ":" SP field-value */
	WORD_VALUE,  /* a value, or a part of one, of many fields */
	WORD_NUMBER,
	WORD_CHUNK_EXT,
	WORD_SEPARATOR, /* what is taken for SP, or might be */
	WORD_LINE_END,	/* what is taken for CRLF, or might be */
	WORD_OCTET,	/* one of each class of octets */
	WORD_MESSAGE,
	WORD_KINDS
};

struct words {
	const struct text *at;
	size_t n;
};

struct words words_of(enum word_kind kind);

struct text word_any(struct dice *dice, enum word_kind kind);

#endif
