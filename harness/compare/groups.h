/*
 * Changes of one kind, counted by level and by tag.
 */
#ifndef ASSAY_COMPARE_GROUPS_H
#define ASSAY_COMPARE_GROUPS_H

#include "compare/changes.h"

/* Appends "must 3, should 1; tags: smuggling 2, cve-2020-1 1"; nothing if there
 * are none. The names are printable ASCII. */
void
groups_text(const struct changes *c, enum change_kind kind, struct octets *out);

#endif
