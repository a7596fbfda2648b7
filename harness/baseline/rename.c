#include "baseline/baseline.h"

#include <string.h>

#include "compare/renamed.h"

/* False: out of memory. */
static bool
rename_pattern(struct baseline_pattern *p, const struct renamed *names,
	struct arena *arena)
{
	const char *now;

	if (strpbrk(p->text, "*?") != NULL)
		return true;
	now = renamed_find(names, p->text, arena);
	if (now == NULL)
		return false;
	if (strcmp(now, p->text) != 0) {
		p->old = p->text;
		p->text = now;
	}
	return true;
}

bool
baseline_rename(struct baseline *b, const struct files *files,
	struct diagnostics *d)
{
	struct renamed *names = renamed_read(files, d);
	bool done = names != NULL;

	for (size_t i = 0; done && i < b->n_entries; i++) {
		struct baseline_entry *e = &b->entries[i];

		for (size_t k = 0; done && k < e->n_patterns; k++)
			done = rename_pattern(&e->patterns[k], names, b->arena);
	}
	if (names != NULL && !done)
		diagnostics_add(d, b->file, 0, 0, "out of memory");
	renamed_free(names);
	return done;
}
