/*
 * Which cases are selected by what they say of themselves. Pure.
 */
#ifndef ASSAY_CASE_FILTER_H
#define ASSAY_CASE_FILTER_H

#include "case/case.h"

enum filter_kind {
#define FILTER(name, option, fits, leaves_out) FILTER_##name,
#include "case/filters.def"
#undef FILTER
	N_FILTERS
};

/* "section", "level" ... */
const char *filter_name(enum filter_kind k);

/* Zero-initialised takes every case. */
struct filter {
	const char *words[N_FILTERS]; /* by commas; NULL: any case; borrowed */
	unsigned shard;		      /* 1 to n_shards */
	unsigned n_shards;	      /* 0: not cut into shards */
};

/*
 * Gives the next of the words in *list and moves it on. False: there is none.
 * Words may be empty: "a,,b" has three.
 */
bool filter_next(const char **list, const char **word, size_t *len);

/* Whether the case fits that one word. */
bool filter_fits(enum filter_kind k, const struct test_case *c,
	const char *word, size_t len);

/*
 * Whether the requirement lies in the section or below it: "9112-7.1-3" and
 * "9112-7.1.2-1" lie in "9112-7.1", and each requirement of RFC 9112 in "9112".
 */
bool
filter_is_in_section(const char *requirement, const char *section, size_t len);

/* Whether it fits one word of each kind that has any, and none of those that
 * leave out; the shard does not count. */
bool filter_takes(const struct filter *f, const struct test_case *c);

/*
 * Whether the case is in the filter's shard. The shards together are all
 * cases, each is in one of them, and which that is depends on its id alone.
 */
bool filter_is_in_shard(const struct filter *f, const struct test_case *c);

#endif
