/*
 * The rows of a table by case, and the cases by the section of the RFC whose
 * requirement they test.
 */
#ifndef ASSAY_COMPARE_MATRIX_SECTIONS_H
#define ASSAY_COMPARE_MATRIX_SECTIONS_H

#include "case/requirements.h"
#include "compare/table.h"

/* Strings live as long as the table and the requirements. */
struct matrix_section {
	const char *id;	   /* "9112-7.1"; "": without a requirement */
	const char *title; /* "Chunked Transfer Coding", or "" */
	const char *link;  /* "https://...", or "" */
};

/* A case: its variants stand beside each other in the table. */
struct matrix_case {
	const struct compare_row *rows;
	size_t n_rows;
	const char *section_id;
	size_t section; /* index */
};

struct matrix_sections {
	struct matrix_section *list;
	size_t n;
	struct matrix_case *cases; /* by section, then id */
	size_t n_cases;
	struct arena *arena;
};

/* RFC 9112 comes first, the other RFCs by number, what has no requirement last.
 * False: out of memory; matrix_sections_free() is due in any case. */
bool matrix_sections_make(const struct compare_table *t,
	const struct requirements *requirements, struct matrix_sections *out);
void matrix_sections_free(struct matrix_sections *s);

#endif
