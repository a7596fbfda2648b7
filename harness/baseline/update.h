/*
 * A baseline brought to what a run gave.
 */
#ifndef ASSAY_BASELINE_UPDATE_H
#define ASSAY_BASELINE_UPDATE_H

#include "baseline/baseline.h"
#include "baseline/observed.h"

/* One entry as it shall be written. */
struct planned_entry {
	const struct baseline_entry *old; /* NULL: it is new */
	bool is_whole;			  /* `old`, as it is */
	struct known_deviation known;	  /* `reason` NULL: a placeholder */
	const char **patterns;
	size_t n_patterns;
	size_t room;
};

struct update {
	const struct baseline *old; /* NULL: there is none yet */
	const char *target;
	const char *version; /* "" unknown */
	struct planned_entry *entries;
	size_t n_entries;
	size_t n_kept;	  /* cases and variants that still deviate so */
	size_t n_dropped; /* that do not, and ids that no case has */
	size_t n_new;
};

/*
 * Plans the update: what the run did not judge stays as it is; what it gave
 * otherwise goes; a new deviation gets an entry with its case, or with its
 * variants where not all of them deviate so. False: out of memory.
 */
bool
update_plan(struct update *u, struct arena *arena, const struct baseline *old,
	const struct observations *observed, const struct case_set *cases);

/*
 * Writes it. Entries that still hold stay as they were, with the comments in
 * and before them, those of which only some ids hold keep their reason, and new
 * ones get a placeholder. False: out of memory.
 */
bool update_write(const struct update *u, struct octets *out);

#endif
