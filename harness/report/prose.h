/*
 * Text for people at 80 columns. Everything that is not printable ASCII leaves
 * as an escape, so that no target can write to the reader's terminal.
 */
#ifndef ASSAY_REPORT_PROSE_H
#define ASSAY_REPORT_PROSE_H

#include "case/octets.h"

#define PROSE_WIDTH 80

/* Appends one octet as people read it: itself, \r, \n, \t, \\ or \xNN. */
void prose_octet(struct octets *out, uint8_t octet);

/* Appends `len` octets in that form. */
void prose_octets(struct octets *out, const void *at, size_t len);

/*
 * Appends `text` wrapped between words; each line but the first is indented by
 * `indent`, the first begins where `out` now ends. Ends the line. A word that
 * is longer than a line stays whole.
 */
void prose_wrap(struct octets *out, unsigned indent, const char *text);

/* Appends "  label    text\n", the text wrapped beside its label. */
void prose_item(struct octets *out, const char *label, const char *text);
#define PROSE_LABEL 11

/* How far the last line of `out` has come. */
size_t prose_column(const struct octets *out);

/* `o` as a C string: appends a NUL that is not counted. "" without memory. */
const char *prose_string(struct octets *o);

#endif
