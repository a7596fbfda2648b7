/*
 * What is wrong with a file, and where.
 */
#ifndef ASSAY_CASE_DIAGNOSTICS_H
#define ASSAY_CASE_DIAGNOSTICS_H

#include <stddef.h>
#include <stdio.h>

/* Lines and columns count from 1, columns in octets; line 0: the whole file. */
struct diagnostic {
	char *file;
	char *text;
	unsigned line;
	unsigned column;
};

/* Zero-initialised is empty and valid. The list is owned; what is added when
 * memory ran out is counted in `n_lost`. */
struct diagnostics {
	struct diagnostic *list;
	size_t n;
	size_t room;
	size_t n_lost;
};

/* The most octets of a text, with its NUL; what is longer is cut. */
#define DIAGNOSTIC_MAX 512

/* Adds one; `file` and the formatted text are copied, and what is not printable
 * ASCII in the text becomes \xNN. */
void diagnostics_add(struct diagnostics *d, const char *file, unsigned line,
	unsigned column, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* How many there are, with those that were lost. */
size_t diagnostics_count(const struct diagnostics *d);

/* Writes each as one line, "file:line:column: text". */
void diagnostics_print(const struct diagnostics *d, FILE *out);

void diagnostics_free(struct diagnostics *d);

#endif
