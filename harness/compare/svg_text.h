/*
 * Text in a picture, in which nothing is taken for markup.
 */
#ifndef ASSAY_COMPARE_SVG_TEXT_H
#define ASSAY_COMPARE_SVG_TEXT_H

#include "case/octets.h"

/* How many characters the UTF-8 text has. */
size_t svg_columns(const char *text);

/* Appends at most `most` characters of the text; if it has more, an ellipsis
 * behind them. */
void svg_short(struct octets *out, const char *text, size_t most);

/* Appends the text as an element of that class, at a place in pixels. */
void svg_label(struct octets *out, const char *class, double x, double y,
	const char *text);

#endif
