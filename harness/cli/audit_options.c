#include "cli/audit_options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/run_options.h"
#include "cli/run_selection.h"

#define JOBS_MAX 64
#define LIMIT_DEFAULT_S 900
#define LIMIT_MAX_S 86400

static bool
refuse(const char *option, const char *expected, const char *found)
{
	(void)fprintf(stderr, "assay audit: %s: expected %s, found %s\n",
		option, expected, found);
	return false;
}

/* False, and told: not a number from 1 to `max`. NULL: not given. */
static bool
read_number(const char *option, const char *text, uint32_t max, uint32_t *n)
{
	if (text == NULL || options_number(text, strlen(text), 1, max, n))
		return true;
	(void)fprintf(stderr,
		"assay audit: %s: expected a number from 1 to %" PRIu32
		", found %s\n",
		option, max, text);
	return false;
}

/* ---- what is for the runs ---- */

/* An audit names these files itself. */
static bool
check_files(const struct run_options *run, const char *target_file)
{
	bool ours = run->target_file == target_file && run->log == NULL;

	for (int f = 0; f < N_REPORT_FORMATS; f++)
		ours &= run->reports[f] == NULL;
	return ours || refuse("--", "no target, log or report", "one");
}

/* Standard input can be read once. */
static bool
check_input(const struct audit_options *o)
{
	for (int i = 0; i < o->n_more; i++)
		if (strcmp(o->more[i], "--cases-from=-") == 0 ||
			(strcmp(o->more[i], "--cases-from") == 0 &&
				i + 1 < o->n_more &&
				strcmp(o->more[i + 1], "-") == 0))
			return refuse("--cases-from", "a file", "-");
	return true;
}

static bool
check_selection(const struct run_options *run)
{
	struct suite suite = {0};
	bool ok = suite_read(&suite, run->cases) &&
		  run_selection_check(run, &suite) == STATUS_OK;

	suite_close(&suite);
	return ok;
}

/* What all runs would refuse is refused before the first. */
static bool
check_more(const struct audit_options *o, int *status)
{
	char run_name[] = "run";
	char option[] = "--target";
	char target_file[] = "target.yaml";
	char *ours[] = {run_name, option, target_file};
	const int n_ours = sizeof(ours) / sizeof(*ours);
	const size_t n_more = (size_t)o->n_more;
	char **argv = calloc((size_t)n_ours + n_more + 1, sizeof(*argv));
	struct run_options run = {0};
	bool ok;

	*status = STATUS_HARNESS;
	if (argv == NULL)
		return false;
	memcpy(argv, ours, sizeof(ours));
	memcpy(argv + n_ours, o->more, n_more * sizeof(*argv));
	ok = run_options_read(&run, n_ours + o->n_more, argv, status);
	if (ok) {
		*status = STATUS_USAGE;
		ok = check_files(&run, target_file) && check_selection(&run);
	}
	run_options_free(&run);
	free(argv);
	return ok;
}

/* ---- all of them ---- */

static int
find_more(int argc, char **argv)
{
	int i = 1;

	while (i < argc && strcmp(argv[i], "--") != 0)
		i++;
	return i;
}

bool
audit_options_read(struct audit_options *o, int argc, char **argv, int *status)
{
	const char *jobs = NULL;
	const char *limit = NULL;
	const struct option options[] = {
		{"jobs", NULL, &jobs},
		{"limit", NULL, &limit},
		{"out", NULL, &o->folder},
		{"targets", NULL, &o->targets},
	};
	int end = find_more(argc, argv);

	*o = (struct audit_options){
		.folder = "audit",
		.jobs = 1,
		.limit_s = LIMIT_DEFAULT_S,
		.words = argv + 1,
		.more = argv + end + (end < argc),
		.n_more = argc - end - (end < argc),
	};
	o->n_words = options_take(end, argv, options,
			     sizeof(options) / sizeof(*options), status) -
		     1;
	if (o->n_words < 0)
		return false;
	*status = STATUS_USAGE;
	if (o->n_words == 0)
		return refuse("arguments", "SET, NAME or FILE", "none");
	if (*o->folder == '\0')
		return refuse("--out", "a folder", "none");
	return read_number("--jobs", jobs, JOBS_MAX, &o->jobs) &&
	       read_number("--limit", limit, LIMIT_MAX_S, &o->limit_s) &&
	       check_input(o) && check_more(o, status);
}
