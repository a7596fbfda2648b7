#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#include "audit/crew.h"
#include "audit/folder.h"
#include "audit/matrix.h"
#include "cli/audit_options.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/targets_named.h"
#include "target/scratch.h"

struct audit_command {
	struct audit_options options;
	struct targets_named named;
	struct audit audit;
	struct audit_target *targets; /* owned */
	size_t n_done;
	bool live; /* a counter may be shown */
	char program[PATH_MAX];
	char scratch[PATH_MAX];
	char started[32];
	uint64_t start_ns;
};

static int
fail(int status, const char *what, const char *why)
{
	(void)fprintf(stderr, "assay audit: %s: %s\n", what, why);
	return status;
}

/* ---- the targets ---- */

/* Reports are named for their targets. */
static bool
is_file_name(const char *name)
{
	for (const char *c = name; *c != '\0'; c++)
		if (*c < '-' || *c > 'z' ||
			strchr("/:;<=>?@[\\]^`", *c) != NULL)
			return false;
	return name[0] != '.' && name[0] != '-' && strlen(name) < 100;
}

static int
check_name(const struct audit_command *c, size_t i)
{
	const char *name = c->named.at[i]->file.name;

	if (!is_file_name(name) || strcmp(name, "matrix") == 0)
		return fail(STATUS_USAGE, c->named.at[i]->path,
			"expected a name that a file can have (letters, "
			"digits, . _ -), found another");
	for (size_t k = 0; k < i; k++)
		if (strcmp(c->named.at[k]->file.name, name) == 0)
			return fail(STATUS_USAGE, c->named.at[i]->path,
				"expected a name of its own, found that of "
				"another target");
	return STATUS_OK;
}

static void
describe(struct audit_target *t, const struct target_entry *entry)
{
	char *lacks = target_lacks(&entry->file);

	t->name = entry->file.name;
	t->path = entry->path;
	if (lacks == NULL)
		return;
	t->end = AUDIT_NOT_INSTALLED;
	(void)snprintf(t->reason, sizeof(t->reason), "needs %s", lacks);
	free(lacks);
}

static int
find_targets(struct audit_command *c)
{
	int status = targets_named_find(&c->named, "audit", c->options.targets,
		c->options.words, c->options.n_words);

	if (status != STATUS_OK)
		return status;
	c->targets = calloc(c->named.n + 1, sizeof(*c->targets));
	if (c->targets == NULL)
		return fail(STATUS_HARNESS, "targets", "out of memory");
	for (size_t i = 0; status == STATUS_OK && i < c->named.n; i++) {
		describe(&c->targets[i], c->named.at[i]);
		status = check_name(c, i);
	}
	c->audit.targets = c->targets;
	c->audit.n = c->named.n;
	return status;
}

static int
prepare(struct audit_command *c)
{
	size_t room = sizeof(c->program);

	c->audit.folder = c->options.folder;
	if (!folder_make(c->options.folder))
		return fail(STATUS_USAGE, c->options.folder, strerror(errno));
	if (uv_exepath(c->program, &room) != 0)
		return fail(STATUS_HARNESS, "assay", "its path is not known");
	if (!scratch_make(c->scratch, sizeof(c->scratch), "assay-audit"))
		return fail(STATUS_HARNESS, "scratch folder", strerror(errno));
	return STATUS_OK;
}

/* ---- what is told ---- */

static void
print(struct octets *text)
{
	(void)fwrite(text->at, 1, text->len, stdout);
	(void)fflush(stdout);
	octets_free(text);
}

/* The next row is longer, and takes its place. */
static void
show_counter(const struct audit_command *c)
{
	if (!c->live)
		return;
	(void)printf("%zu of %zu\r", c->n_done, c->audit.n);
	(void)fflush(stdout);
}

static void
show_row(const struct audit_target *t, void *data)
{
	struct audit_command *c = data;
	struct octets row = {0};

	c->n_done++;
	audit_put_row(&c->audit, t, &row);
	print(&row);
	show_counter(c);
}

static int
write_summary(const struct audit_command *c)
{
	struct octets path = {0};
	struct octets text = {0};
	int status = STATUS_OK;

	audit_put_markdown(&c->audit, &text);
	if (!octets_format(&path, "%s/summary.md%c", c->options.folder, '\0'))
		status = fail(STATUS_HARNESS, "summary.md", "out of memory");
	else if (!output_octets((const char *)path.at, &text))
		status = fail(STATUS_HARNESS, (const char *)path.at,
			strerror(errno));
	octets_free(&path);
	octets_free(&text);
	return status;
}

static int
report(struct audit_command *c)
{
	struct octets text = {0};
	char problem[300];
	int status = STATUS_OK;

	if (!matrix_write(&c->audit, c->program, c->scratch, problem,
		    sizeof(problem)))
		status = fail(STATUS_HARNESS, "matrix", problem);
	c->audit.seconds = (double)(uv_hrtime() - c->start_ns) / 1e9;
	if (write_summary(c) != STATUS_OK)
		status = STATUS_HARNESS;
	audit_put_foot(&c->audit, &text);
	print(&text);
	return status;
}

static int
status_of(const struct audit_command *c)
{
	int status = c->audit.interrupted ? STATUS_HARNESS : STATUS_OK;

	for (size_t i = 0; i < c->audit.n; i++) {
		if (!audit_is_judged(&c->targets[i]))
			return STATUS_HARNESS;
		if (c->targets[i].end == AUDIT_DEVIATES && status == STATUS_OK)
			status = STATUS_DEVIATES;
	}
	return status;
}

/* ---- all of it ---- */

static int
conduct(struct audit_command *c)
{
	const struct crew crew = {
		.audit = &c->audit,
		.program = c->program,
		.more = c->options.more,
		.n_more = (size_t)c->options.n_more,
		.scratch = c->scratch,
		.jobs = c->options.jobs,
		.limit_s = c->options.limit_s,
		.stop = &interrupt_seen,
		.hurry = &interrupt_repeated,
		.done = show_row,
		.data = c,
	};
	struct octets head = {0};
	const char *term = getenv("TERM");
	int status;

	c->live = isatty(STDOUT_FILENO) == 1 &&
		  (term == NULL || strcmp(term, "dumb") != 0);
	audit_put_head(&c->audit, &head);
	print(&head);
	show_counter(c);
	if (!crew_run(&crew))
		return fail(STATUS_HARNESS, "targets", "out of memory");
	status = report(c);
	return status != STATUS_OK ? status : status_of(c);
}

static void
note_start(struct audit_command *c)
{
	time_t now = time(NULL);
	struct tm utc;

	c->start_ns = uv_hrtime();
	gmtime_r(&now, &utc);
	strftime(c->started, sizeof(c->started), "%Y-%m-%dT%H:%M:%SZ", &utc);
	c->audit.started = c->started;
}

int
command_audit(int argc, char **argv)
{
	struct audit_command c = {.scratch = ""};
	int status;

	interrupt_catch_both();
	note_start(&c);
	if (audit_options_read(&c.options, argc, argv, &status)) {
		status = find_targets(&c);
		if (status == STATUS_OK)
			status = prepare(&c);
		if (status == STATUS_OK)
			status = conduct(&c);
	}
	scratch_remove(c.scratch);
	free(c.targets);
	targets_named_free(&c.named);
	return status;
}
