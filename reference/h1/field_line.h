#ifndef H1_FIELD_LINE_H
#define H1_FIELD_LINE_H

#include "h1/line.h"

/*
 * The states of a line of a field section, which is a field line or the empty
 * line (RFC 9112, sections 2.1, 5 and 7.1.2); for the library alone. A field
 * line is put into line->fields.
 */
extern const h1_line_state h1_field_line_states[];

/* Begins the next line of the section at `off`, with the limits of it. */
void h1_field_line_begin(struct h1_reader *reader, size_t off);

/* Whether the line that was taken last is the empty one. */
bool h1_field_line_empty(const struct h1_line *line);

#endif
