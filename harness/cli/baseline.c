#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baseline/baseline.h"
#include "baseline/observed.h"
#include "baseline/update.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/suite.h"
#include "report/whole_file.h"

struct words {
	const char *cases;
	const char *target;
	const char *report;
};

static int
fail(int status, const char *what, const char *why)
{
	(void)fprintf(stderr, "assay baseline: %s: %s\n", what, why);
	return status;
}

/* ---- check ---- */

static int
print_stale(const struct baseline *b, const struct suite *suite)
{
	struct stale *stale =
		calloc(baseline_count_patterns(b) + 1, sizeof(*stale));
	size_t n = 0;

	if (stale == NULL)
		return fail(STATUS_HARNESS, b->file, "out of memory");
	n = baseline_find_stale(b, &suite->set, stale);
	for (size_t i = 0; i < n; i++)
		(void)printf("%s:%u: no case has the id `%s`\n", b->file,
			stale[i].line, stale[i].pattern);
	free(stale);
	return n > 0 ? STATUS_DEVIATES : STATUS_OK;
}

static int
print_renamed(const struct baseline *b)
{
	int status = STATUS_OK;

	for (size_t i = 0; i < b->n_entries; i++) {
		const struct baseline_entry *e = &b->entries[i];

		for (size_t k = 0; k < e->n_patterns; k++) {
			const struct baseline_pattern *p = &e->patterns[k];

			if (p->old == NULL)
				continue;
			(void)printf("%s:%u: `%s` is `%s` now\n", b->file,
				p->line, p->old, p->text);
			status = STATUS_DEVIATES;
		}
	}
	return status;
}

static int
check_one(const char *path, const struct suite *suite)
{
	struct diagnostics d = {0};
	struct baseline *b = baseline_read(path, &d);
	bool ok = b != NULL && baseline_rename(b, &suite->files, &d) &&
		  baseline_check(b, &suite->set, &d);
	int worst = ok ? STATUS_OK : STATUS_USAGE;

	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	if (b != NULL) {
		int renamed = print_renamed(b);
		int stale = print_stale(b, suite);

		worst = renamed > worst ? renamed : worst;
		worst = stale > worst ? stale : worst;
	}
	baseline_free(b);
	return worst;
}

static int
check(const struct words *w, int n, char **paths)
{
	struct suite suite = {0};
	int worst = STATUS_OK;

	if (n == 0)
		return fail(STATUS_USAGE, "check", "expected a file");
	if (w->target != NULL || w->report != NULL)
		return fail(STATUS_USAGE, "check",
			"expected no --target or --report");
	if (!suite_read(&suite, w->cases))
		worst = STATUS_USAGE;
	for (int i = 0; worst != STATUS_USAGE && i < n; i++) {
		int status = check_one(paths[i], &suite);

		worst = status > worst ? status : worst;
	}
	suite_close(&suite);
	return worst;
}

/* ---- a run, for its report ---- */

/* Its own report at the end is nothing that was asked for. */
static int
run_in_silence(int argc, char **argv)
{
	int out = dup(STDOUT_FILENO);
	int status = STATUS_HARNESS;

	(void)fflush(stdout);
	if (out >= 0 && freopen("/dev/null", "w", stdout) != NULL) {
		status = command_run(argc, argv);
		(void)fflush(stdout);
		(void)dup2(out, STDOUT_FILENO);
	}
	if (out >= 0)
		(void)close(out);
	return status;
}

/* False: it was told why. Options are only read by whoever gets them. */
static bool
play(const struct words *w, char *report)
{
	char run[] = "run";
	char quiet[] = "--quiet";
	char json[] = "--json";
	struct octets target = {0};
	struct octets cases = {0};
	char *argv[] = {run, quiet, json, report, NULL, NULL, NULL};
	int argc = 5;
	int status = STATUS_HARNESS;

	if (octets_format(&target, "--target=%s%c", w->target, '\0') &&
		octets_format(&cases, "--cases=%s%c",
			w->cases == NULL ? "" : w->cases, '\0')) {
		argv[4] = (char *)target.at;
		if (w->cases != NULL)
			argv[argc++] = (char *)cases.at;
		status = run_in_silence(argc, argv);
	}
	octets_free(&target);
	octets_free(&cases);
	return status == STATUS_OK || status == STATUS_DEVIATES;
}

/* ---- update ---- */

static void
tell_update(const struct update *u, const char *path)
{
	(void)printf("%s: %zu known, %zu new, %zu taken out\n", path, u->n_kept,
		u->n_new, u->n_dropped);
}

/* Reads what was written, which also shows that it can be read. */
static int
tell_placeholders(const char *path)
{
	struct diagnostics d = {0};
	struct baseline *b = baseline_read(path, &d);
	int status = b == NULL ? STATUS_HARNESS : STATUS_OK;

	for (size_t i = 0; b != NULL && i < b->n_entries; i++) {
		const struct baseline_entry *e = &b->entries[i];

		if (!baseline_is_placeholder(e))
			continue;
		(void)printf("%s:%u: a reason is due: %s of %s%s\n", path,
			e->reason_line, known_deviation_name(&e->known),
			e->patterns[0].text,
			e->n_patterns > 1 ? " and others" : "");
		status = STATUS_DEVIATES;
	}
	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	baseline_free(b);
	return status;
}

static bool
write_whole(const char *path, const struct octets *text)
{
	struct whole_file f;
	bool written;

	if (!whole_file_open(&f, path))
		return false;
	written = fwrite(text->at, 1, text->len, f.out) == text->len;
	return whole_file_close(&f, written) && written;
}

static int
write_update(const struct update *u, const char *path)
{
	struct octets text = {0};
	int status = STATUS_OK;

	if (!update_write(u, &text))
		status = fail(STATUS_HARNESS, path, "out of memory");
	else if (text.len > BASELINE_FILE_MAX)
		status = fail(STATUS_HARNESS, path,
			"larger than a baseline may be");
	else if (!write_whole(path, &text))
		status = fail(STATUS_HARNESS, path, strerror(errno));
	octets_free(&text);
	if (status != STATUS_OK)
		return status;
	tell_update(u, path);
	return tell_placeholders(path);
}

/* A baseline that is not there is an empty one. False: it is refused. */
static bool
read_old(const char *path, const struct suite *suite, struct baseline **old,
	struct diagnostics *d)
{
	struct stat st;

	*old = NULL;
	if (stat(path, &st) != 0 && errno == ENOENT)
		return true;
	*old = baseline_read(path, d);
	return *old != NULL && baseline_rename(*old, &suite->files, d);
}

/* All that is read lives in the arena, or is given to `old`. */
static int
plan_and_write(const struct suite *suite, struct arena *arena,
	const char *report, const char *path, struct baseline **old)
{
	struct diagnostics d = {0};
	struct observations observed;
	struct update u;
	bool read = read_old(path, suite, old, &d) &&
		    observed_read(&observed, arena, report, &d);

	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	if (!read)
		return STATUS_USAGE;
	if (!update_plan(&u, arena, *old, &observed, &suite->set))
		return fail(STATUS_HARNESS, path, "out of memory");
	return write_update(&u, path);
}

static int
update_from(const struct suite *suite, const char *report, const char *path)
{
	struct arena *arena = arena_new();
	struct baseline *old = NULL;
	int status;

	if (arena == NULL)
		return fail(STATUS_HARNESS, path, "out of memory");
	status = plan_and_write(suite, arena, report, path, &old);
	baseline_free(old);
	arena_free(arena);
	return status;
}

static int
update_by_run(const struct words *w, const struct suite *suite,
	const char *path)
{
	char report[] = "/tmp/assay-baseline-XXXXXX";
	int fd = mkstemp(report);
	int status = STATUS_HARNESS;

	if (fd < 0)
		return fail(STATUS_HARNESS, report, strerror(errno));
	(void)close(fd);
	if (play(w, report))
		status = update_from(suite, report, path);
	(void)unlink(report);
	return status;
}

static int
update(const struct words *w, int n, char **paths)
{
	struct suite suite = {0};
	int status = STATUS_USAGE;

	if (n != 1)
		return fail(STATUS_USAGE, "update", "expected one file");
	if ((w->target == NULL) == (w->report == NULL))
		return fail(STATUS_USAGE, "update",
			"expected either --target FILE or --report FILE");
	if (suite_read(&suite, w->cases))
		status = w->report != NULL
				 ? update_from(&suite, w->report, paths[0])
				 : update_by_run(w, &suite, paths[0]);
	suite_close(&suite);
	return status;
}

int
command_baseline(int argc, char **argv)
{
	struct words w = {0};
	const struct option options[] = {
		{"cases", NULL, &w.cases},
		{"report", NULL, &w.report},
		{"target", NULL, &w.target},
	};
	int status;

	argc = options_take(argc, argv, options,
		sizeof(options) / sizeof(*options), &status);
	if (argc < 0)
		return status;
	if (argc >= 2 && strcmp(argv[1], "check") == 0)
		return check(&w, argc - 2, argv + 2);
	if (argc >= 2 && strcmp(argv[1], "update") == 0)
		return update(&w, argc - 2, argv + 2);
	return fail(STATUS_USAGE, argc < 2 ? "nothing" : argv[1],
		"expected check or update");
}
