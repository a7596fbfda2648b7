/*
 * Writes manual pages in the language of mdoc(7). A part of the build.
 */
#ifndef MAN_MDOC_H
#define MAN_MDOC_H

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

#endif
