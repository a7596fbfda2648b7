#include "cli/run_baseline.h"

#include <stdlib.h>

#include "cli/commands.h"

static bool
read_and_check(struct held_baseline *h, const char *path,
	const struct suite *suite)
{
	struct diagnostics d = {0};
	bool usable;

	h->baseline = baseline_read(path, &d);
	usable = h->baseline != NULL &&
		 baseline_rename(h->baseline, &suite->files, &d) &&
		 baseline_check(h->baseline, &suite->set, &d);
	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	return usable;
}

int
held_baseline_open(struct held_baseline *h, const char *path,
	const struct suite *suite, bool strict)
{
	if (!read_and_check(h, path, suite))
		return STATUS_USAGE;
	h->stale = calloc(baseline_count_patterns(h->baseline) + 1,
		sizeof(*h->stale));
	if (h->stale == NULL) {
		(void)fprintf(stderr, "assay run: out of memory\n");
		return STATUS_HARNESS;
	}
	h->run = (struct run_baseline){
		.file = h->baseline->file,
		.versions = h->baseline->versions,
		.n_versions = h->baseline->n_versions,
		.strict = strict,
		.stale = h->stale,
		.n_stale =
			baseline_find_stale(h->baseline, &suite->set, h->stale),
	};
	return STATUS_OK;
}

void
held_baseline_bind(struct held_baseline *h, struct baseline_asked asked,
	struct run *run)
{
	const char *version = run->target_version[0] != '\0'
				      ? run->target_version
				      : run->server;

	if (h->baseline == NULL)
		return;
	h->run.is_other = !baseline_is_for(h->baseline, version);
	run->baseline = &h->run;
	baseline_bind(h->baseline, asked, run);
}

void
held_baseline_close(struct held_baseline *h)
{
	baseline_free(h->baseline);
	free(h->stale);
	*h = (struct held_baseline){0};
}
