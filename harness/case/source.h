/*
 * The octets of a file that somebody else wrote.
 */
#ifndef ASSAY_CASE_SOURCE_H
#define ASSAY_CASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "case/diagnostics.h"
#include "case/octets.h"

/*
 * Appends the content of `path` to `out`. False, and a diagnostic: it cannot
 * be opened or read, is not a regular file, or is larger than `max` octets,
 * which is known before anything is read.
 */
bool source_read(const char *path, size_t max, struct octets *out,
	struct diagnostics *d);

#endif
