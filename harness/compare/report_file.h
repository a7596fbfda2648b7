/*
 * Reports of earlier runs, read again (harness/report/FORMAT.md).
 */
#ifndef ASSAY_COMPARE_REPORT_FILE_H
#define ASSAY_COMPARE_REPORT_FILE_H

#include "case/arena.h"
#include "case/case.h"
#include "case/diagnostics.h"
#include "compare/renamed.h"

/* A read or a write. `octets` is UTF-8, its characters U+0000 to U+00FF are the
 * octets of the wire; `len` counts what is at `octets`. */
struct compare_segment {
	double ms;
	bool out;
	const char *octets;
	size_t len;
	size_t total; /* octets there were */
};

/* A result. Strings end with a NUL, and "" is what the report does not tell. */
struct compare_result {
	const char *id;	     /* as it is named now: "server/a/b[variant]" */
	const char *case_id; /* "server/a/b" */
	const char *variant; /* "variant", or "" */
	const char *area;
	const char *title;
	const char *reason;
	const char *outcome;
	const char *events;
	const char *known; /* reason of a baseline */
	const char **tags;
	size_t n_tags;
	const char **requires;
	size_t n_requires;
	enum verdict verdict;
	enum level level;
	bool flaky;
	/* Of a fail, warn, error or inconclusive, if wires are kept. */
	const char *text; /* "" otherwise */
	const struct compare_segment *segments;
	size_t n_segments;
	size_t trace_total; /* segments there were */
};

/* How a run was made: "options.repeat", "3". */
struct compare_fact {
	const char *name;
	const char *value;
};

struct compare_report {
	const char *path;
	const char *suite; /* its version */
	const char *url;
	const char *name;    /* of the target file; "" */
	const char *version; /* of the target, by its version command; "" */
	const char *server;  /* what it says of itself; "" */
	const char *started;
	double seconds;
	bool interrupted;
	struct compare_fact *facts; /* in the order of the report */
	size_t n_facts;
	struct compare_result *results; /* sorted by id, each once */
	size_t n_results;
	size_t counts[N_VERDICTS];
	size_t n_flaky;
	struct arena *arena; /* holds all of it */
};

#define REPORT_FILE_MAX ((size_t)256 << 20)
#define REPORT_RESULTS_MAX ((size_t)100000)

/*
 * Reads the report at `path`. `renamed` gives old ids their new names. False,
 * and diagnostics: the file cannot be read, is larger than REPORT_FILE_MAX, is no
 * JSON, is no report of format 1, has more than REPORT_RESULTS_MAX results or one
 * of them twice, or a key of it is missing or of another type.
 * Keys that are not known are ignored. compare_report_free() is due in any case.
 */
bool compare_report_read(const char *path, const struct renamed *renamed,
	bool keep_wires, struct compare_report *out, struct diagnostics *d);
void compare_report_free(struct compare_report *r);

/* Whether the file is JSON, but tells no results: it is then something else that
 * lies beside reports. */
bool compare_is_no_report(const char *path);

/* NULL: it has no such result. */
const struct compare_result *
compare_report_find(const struct compare_report *r, const char *id);

#endif
