/*
 * Makes manual pages, in the language of mdoc(7), from templates and from the
 * tables that --help prints. A part of the build.
 */
#ifndef MAN_MDOC_H
#define MAN_MDOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Prose: one sentence or about 70 octets a line, what is special in mdoc escaped, and
 * what stands between backquotes bold. White space of any kind separates words.
 */
void mdoc_prose(FILE *out, const char *text, size_t len);

/* Octets as they are, in a display. */
void mdoc_literal(FILE *out, const char *text, size_t len);

/* The head of a list entry: "-o, --output FILE". Of a word with a dash the rest
 * is a flag; all other words of a term that begins with one are arguments. */
void mdoc_item(FILE *out, const char *term, size_t len);

/* What is put in the place of a line that is `line`. */
struct mdoc_part {
	const char *line; /* "@OPTIONS@" */
	void (*write)(FILE *out);
};

/*
 * The program: TEMPLATE OUTPUT VERSION. Copies the template with the parts in
 * their places and the version in that of @VERSION@. Gives the exit status; a
 * file that fails is told on stderr, and a part that the template does not have
 * is an error.
 */
int
mdoc_main(int argc, char **argv, const struct mdoc_part *parts, size_t n_parts);

#endif
