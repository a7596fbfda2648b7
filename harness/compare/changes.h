/*
 * What differs between two reports. Pure.
 */
#ifndef ASSAY_COMPARE_CHANGES_H
#define ASSAY_COMPARE_CHANGES_H

#include "compare/report_file.h"

enum change_kind {
	CHANGE_REGRESSION, /* pass or note, warn, fail: further to the right */
	CHANGE_FIX,	   /* further to the left */
	CHANGE_OTHER,	   /* between pass and note; to or from skip,
			    * inconclusive, error; flaky or not any more */
	CHANGE_NEW,	   /* a result that the older report has not */
	CHANGE_REMOVED,
	N_CHANGE_KINDS
};

/* "regression", "fix" ... */
const char *change_kind_name(enum change_kind k);

/* Borrowed from the reports; NULL where it is new, or removed. */
struct change {
	enum change_kind kind;
	const struct compare_result *before;
	const struct compare_result *after;
};

struct changes {
	struct change *list; /* by kind, then level, then id */
	size_t n;
	size_t counts[N_CHANGE_KINDS];
	size_t n_same;	 /* the same verdict */
	size_t n_events; /* of these, by other events */
};

/* False: out of memory. changes_free() is due in any case. */
bool changes_find(const struct compare_report *before,
	const struct compare_report *after, struct changes *out);
void changes_free(struct changes *c);

/* The result that is there: the later one, if both are. */
const struct compare_result *change_result(const struct change *c);

/* How results are written in one word: "fail", or "fail, flaky"; "-" for NULL.
 * Static. */
const char *change_verdict(const struct compare_result *r);

/* Something that was told of both runs, and was not the same. NULL: one does
 * not tell it. */
struct fact_difference {
	const char
		*name; /* "version", "options.repeat", "capability store" ... */
	const char *before;
	const char *after;
};

/*
 * Gives the next difference at or after *i, which begins with 0, and moves it
 * on. False: there is none left.
 */
bool fact_difference_next(const struct compare_report *before,
	const struct compare_report *after, size_t *i,
	struct fact_difference *out);

#endif
