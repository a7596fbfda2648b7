/*
 * Which normative statements the cases cover: the requirement tables joined
 * with what answers break and with the faults of the reference.
 *
 * A statement is covered if an answer of a case breaks it, or a named fault
 * for it is caught by a case. To be cited is not enough.
 */
#ifndef ASSAY_COVERAGE_COVERAGE_H
#define ASSAY_COVERAGE_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "case/load.h"
#include "case/requirements.h"
#include "coverage/faults.h"

/* As seen from the role that was asked for. */
enum coverage_state {
	COVERAGE_COVERED,
	COVERAGE_ARGUED,    /* not covered, and a reason says why */
	COVERAGE_MISSING,   /* neither */
	COVERAGE_ELSEWHERE, /* can be seen from other roles alone */
	COVERAGE_UNSEEN,    /* can be seen from no role */
	N_COVERAGE_STATES
};

/* "covered", "argued", "missing", "elsewhere", "unseen" */
const char *coverage_state_name(enum coverage_state s);

/* Groups of keywords: MUST takes in MUST NOT, REQUIRED and SHALL. */
enum coverage_group {
	COVERAGE_MUST,
	COVERAGE_SHOULD,
	COVERAGE_MAY,
	COVERAGE_ABNF,
	N_COVERAGE_GROUPS
};

const char *coverage_group_name(enum coverage_group g);

/* A case, and an answer of it that breaks the statement. */
struct coverage_witness {
	const struct test_case *test_case;
	const struct answer *answer;
	struct coverage_witness *next;
};

/* A fault that breaks the statement, and a case that catches it. */
struct coverage_catch {
	const struct fault_row *fault;
	const struct test_case *test_case;
	struct coverage_catch *next;
};

struct coverage_statement {
	const struct requirement *row;
	enum coverage_state state;
	enum coverage_group group;
	bool visible; /* from the role */
	bool gated;   /* visible, and neither MAY nor ABNF */
	struct coverage_witness *witnesses; /* sorted by case */
	struct coverage_catch *catches;	    /* sorted by fault, then case */
};

/* Each statement is counted once: by its state, and in `statements`. */
struct coverage_count {
	size_t statements;
	size_t visible;
	size_t states[N_COVERAGE_STATES];
};

/* A run of statements with the same section. */
struct coverage_section {
	const char *number; /* "7.1" */
	const char *title;
	const struct coverage_statement *statements;
	struct coverage_count count;
};

/* A run of sections. */
struct coverage_document {
	const char *number; /* "9112" */
	const char *title;  /* "HTTP/1.1" */
	const struct coverage_section *sections;
	size_t n_sections;
	struct coverage_count count;
	struct coverage_count groups[N_COVERAGE_GROUPS];
};

/* What is wrong, or looks so. */
struct coverage_finding {
	bool is_error; /* else a warning */
	const char *id;
	const char *text;
	struct coverage_finding *next;
};

/* Borrows requirements and cases; the rest lives in the arena. */
struct coverage {
	const char *role;
	struct coverage_statement *statements; /* in the order of the RFCs */
	size_t n_statements;
	struct coverage_document *documents;
	size_t n_documents;
	struct coverage_count count;
	struct coverage_count groups[N_COVERAGE_GROUPS];
	struct coverage_finding *findings;
	size_t n_errors;
	size_t n_warnings;
	bool has_cases; /* there are cases for the role */
	struct arena *arena;
};

/* What is joined. */
struct coverage_input {
	const struct requirements *requirements;
	const struct case_set *cases;
	const char *role;
	const char *section; /* "9112", "9112-7.1" and all below; NULL: all */
};

/*
 * Joins. No statements: there is no such section. NULL: out of memory. Freed by
 * coverage_free().
 */
struct coverage *coverage_join(const struct coverage_input *in);
void coverage_free(struct coverage *c);

/* NULL: it is not among the statements. */
struct coverage_statement *
coverage_find(const struct coverage *c, const char *id);

/*
 * Fills in the findings; part of coverage_join(). An error is a statement that
 * is gated and missing, has no summary, has words that are not printable ASCII,
 * or can be seen from no role without a reason; and a fault for an unknown id,
 * or with a glob that matches no case. False: out of memory.
 */
bool coverage_check(struct coverage *c, const struct coverage_input *in);

/* ---- reports ---- */

/* Text at 80 columns; with `each`, every statement and what covers it. */
void coverage_text(const struct coverage *c, bool each, struct octets *out);

/* The findings, errors first, each with the summary of the statement, and a
 * last line that counts. */
void coverage_findings_text(const struct coverage *c, struct octets *out);

/* Coverage format 1, as FORMAT.md describes it. */
bool coverage_json(const struct coverage *c, const char *version,
	struct octets *out);

/* One page that needs nothing else. */
void coverage_html(const struct coverage *c, const char *version,
	struct octets *out);

#endif
