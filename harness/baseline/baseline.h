/*
 * Baselines: the deviations that a target is known to have, each with a reason
 * (cases/known/FORMAT.md).
 */
#ifndef ASSAY_BASELINE_BASELINE_H
#define ASSAY_BASELINE_BASELINE_H

#include "case/arena.h"
#include "case/diagnostics.h"
#include "case/load.h"
#include "report/report.h"

/* The most octets of a file. */
#define BASELINE_FILE_MAX ((size_t)64 << 10)

/* An id, or one with * and ? in it. Lines and columns count from 1. */
struct baseline_pattern {
	const char *text;
	const char
		*old; /* as it was written, if it has been renamed; or NULL */
	unsigned line;
	unsigned column;
};

struct baseline_entry {
	struct known_deviation known; /* the verdict, and why */
	struct baseline_pattern *patterns;
	size_t n_patterns;
	unsigned line;	      /* of the entry */
	unsigned reason_line; /* of its reason */
	unsigned reason_column;
};

/* All of it lives in the arena, `source` excepted. */
struct baseline {
	const char *file;
	const char *target;    /* its name */
	const char **versions; /* that it is for, as patterns */
	size_t n_versions;     /* 0: any */
	unsigned version_line; /* 0: there is none */
	unsigned entries_line; /* of the key `deviations` */
	struct baseline_entry *entries;
	size_t n_entries;
	struct arena *arena;
	struct octets source; /* the file as it is */
};

/*
 * Reads a baseline. NULL, and diagnostics with file:line:col: it cannot be read
 * or is not what FORMAT.md describes. A reason that nobody has written yet is
 * read all the same (baseline_check). Freed by baseline_free().
 */
struct baseline *baseline_read(const char *path, struct diagnostics *d);
void baseline_free(struct baseline *b);

/*
 * Gives each id that a case had before the id that it has now (`RENAMED` of the
 * suite); patterns are left as they are. False: told in the diagnostics.
 */
bool baseline_rename(struct baseline *b, const struct files *files,
	struct diagnostics *d);

/* What stands for a reason until somebody writes one begins so. */
#define BASELINE_PLACEHOLDER "TODO"
bool baseline_is_placeholder(const struct baseline_entry *e);

/* Whether the baseline is for a target that says `version` of itself. */
bool baseline_is_for(const struct baseline *b, const char *version);

/*
 * Looks for what makes a baseline useless, with file:line:col for each: a
 * reason that is a placeholder; a case or variant that two entries claim.
 * False: there is some.
 */
bool baseline_check(const struct baseline *b, const struct case_set *cases,
	struct diagnostics *d);

/* Tells the patterns that no case has; gives their number. */
size_t baseline_find_stale(const struct baseline *b,
	const struct case_set *cases, struct stale *out);

/* How many patterns there are in all entries. */
size_t baseline_count_patterns(const struct baseline *b);

/* The entry that claims the case or its variant; NULL: none. */
const struct baseline_entry *baseline_find(const struct baseline *b,
	const struct test_case *c, const struct variant *variant);

/* Which cases are played only if they are asked for. */
struct baseline_asked {
	bool dos;
	bool slow;
};

/*
 * Gives each result what the baseline says of it; cases that were not asked for
 * are left out, as if they were not selected. Borrows from the baseline.
 */
void baseline_bind(const struct baseline *b, struct baseline_asked asked,
	struct run *run);

#endif
