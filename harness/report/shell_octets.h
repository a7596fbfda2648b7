/*
 * Octets as commands of a shell that write them.
 */
#ifndef ASSAY_REPORT_SHELL_OCTETS_H
#define ASSAY_REPORT_SHELL_OCTETS_H

#include "case/octets.h"

/* What each of the commands begins with. */
#define SHELL_INDENT "      "

/* Appends commands, a line or more each, that write the `len` octets at `at`:
 * what repeats itself in one of its own. */
void shell_octets(struct octets *out, const uint8_t *at, size_t len);

#endif
