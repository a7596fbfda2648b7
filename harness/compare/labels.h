/*
 * Short names for reports that stand beside each other.
 */
#ifndef ASSAY_COMPARE_LABELS_H
#define ASSAY_COMPARE_LABELS_H

#include "compare/report_file.h"

/* What a report is called. Both lie in the arena of the labels. */
struct compare_label {
	const char *name;    /* "nginx"; no two are the same */
	const char *version; /* "1.22.1", or "" */
};

/*
 * Gives each of the `n` reports a name: that of its target, or without one the
 * name of the file; where this names two alike, the name of the file for all,
 * then with its folder, and as a last resort their paths. NULL: out of memory.
 */
const struct compare_label *compare_labels(const struct compare_report *reports,
	size_t n, struct arena *arena);

/* "a/nginx.json" is called "nginx". In `arena`; NULL: out of memory. */
const char *compare_stem(const char *path, struct arena *arena);

#endif
