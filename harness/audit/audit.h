/*
 * An audit: many targets judged, each by a run of its own, and what is told of
 * all of them together.
 */
#ifndef ASSAY_AUDIT_AUDIT_H
#define ASSAY_AUDIT_AUDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "case/case.h"
#include "case/octets.h"

/* How far a target has come. */
enum audit_end {
	AUDIT_WAITS,
	AUDIT_RUNS,
	AUDIT_HOLDS,	/* it was judged, and its gates hold */
	AUDIT_DEVIATES, /* it was judged, and something is at a gate */
	/* it could not be judged: */
	AUDIT_NOT_INSTALLED,
	AUDIT_FAILED, /* the target or the run did */
	AUDIT_TOO_LONG,
	AUDIT_CRASHED, /* the run itself */
	AUDIT_INTERRUPTED,
};

struct audit_target {
	const char *name; /* a file name; borrowed */
	const char *path; /* of the target file; borrowed */
	enum audit_end end;
	char reason[300];  /* why it could not be judged; or "" */
	char version[300]; /* what its version command printed; or "" */
	bool has_report;   /* the rest is known */
	bool is_partial;   /* and of the part that was played */
	size_t counts[N_VERDICTS];
	size_t n_flaky;
	double seconds; /* with start and stop */
};

struct audit {
	struct audit_target *targets; /* borrowed */
	size_t n;
	const char *folder;  /* of the reports; borrowed */
	const char *started; /* RFC 3339, UTC */
	bool interrupted;
	bool has_matrix;
	double seconds;
};

/* ---- what a run leaves behind (outcome.c) ---- */

/*
 * What became of a target, whose run ended with this status, by this signal (0:
 * none), and wrote this report and these messages. `t->end` is AUDIT_RUNS unless
 * it was ended for a reason that is known.
 */
void audit_take(struct audit_target *t, long status, int signal,
	const char *report, const char *messages);

/* Whether it could be judged. */
bool audit_is_judged(const struct audit_target *t);

/* ---- what is told (summary.c) ---- */

/* Appends the head of the table, or the row of a target, for a terminal. */
void audit_put_head(const struct audit *a, struct octets *out);
void audit_put_row(const struct audit *a, const struct audit_target *t,
	struct octets *out);

/* Appends the lines below the table. */
void audit_put_foot(const struct audit *a, struct octets *out);

/* Appends all of it as Markdown, with links to the files of the folder. */
void audit_put_markdown(const struct audit *a, struct octets *out);

#endif
