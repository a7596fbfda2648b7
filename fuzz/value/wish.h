#ifndef FUZZ_VALUE_WISH_H
#define FUZZ_VALUE_WISH_H

#include "engine/entry.h"
#include "h1/field.h"
#include "http/preference.h"

/* The elements of Accept and its like, all of them kept. */
struct wish {
	struct h1_span name;
	struct h1_span parameters; /* the weight too */
	unsigned preference;
};

/* More than inputs of VALUE_MAX octets can have. */
#define WISHES_MAX 1100

struct wishes {
	size_t n;
	size_t n_unsound; /* elements that are none */
	struct wish at[WISHES_MAX];
};

/* Reads the fields of that name, a C string. */
void wishes_read(struct wishes *wishes, const struct h1_fields *fields,
	const char *name);

/* The one that ranks highest; of several, that which wants most. Begins with
 * rank 0, and what is preferred without any. */
struct wish_best {
	size_t rank;
	unsigned preference;
};

void
wish_consider(struct wish_best *best, size_t rank, const struct wish *wish);

/* Against C strings, letters in both cases alike. */
bool span_is(struct h1_span span, const char *text);

/* Whether `front` is all of `text`, or a part of it in front of "-". */
bool wish_filters(struct h1_span front, struct h1_span text);

/* A C string. */
struct h1_span span_of(const char *text);

#endif
