#include "audit/audit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define VERSION_SHOWN 28

/* Of flaky results and of verdicts; the others tell nothing of a target. */
static const struct {
	const char *title;
	enum verdict verdict;
	bool flaky;
} columns[] = {
	{"pass", VERDICT_PASS, false},
	{"warn", VERDICT_WARN, false},
	{"fail", VERDICT_FAIL, false},
	{"note", VERDICT_NOTE, false},
	{"skip", VERDICT_SKIP, false},
	{"flaky", VERDICT_PASS, true},
	{"inconclusive", VERDICT_INCONCLUSIVE, false},
};
#define N_COLUMNS (sizeof(columns) / sizeof(columns[0]))

static const char *const words[] = {
	[AUDIT_WAITS] = "waits",
	[AUDIT_RUNS] = "runs",
	[AUDIT_HOLDS] = "ok",
	[AUDIT_DEVIATES] = "deviates",
	[AUDIT_NOT_INSTALLED] = "not installed",
	[AUDIT_FAILED] = "failed",
	[AUDIT_TOO_LONG] = "too long",
	[AUDIT_CRASHED] = "crashed",
	[AUDIT_INTERRUPTED] = "interrupted",
};

static size_t
count_of(const struct audit_target *t, size_t column)
{
	return columns[column].flaky ? t->n_flaky
				     : t->counts[columns[column].verdict];
}

/* ---- for a terminal ---- */

static int
name_width(const struct audit *a)
{
	size_t width = strlen("target");

	for (size_t i = 0; i < a->n; i++)
		if (strlen(a->targets[i].name) > width)
			width = strlen(a->targets[i].name);
	return (int)width;
}

static int
width_of(size_t column)
{
	int width = (int)strlen(columns[column].title);

	return width < 5 ? 5 : width;
}

void
audit_put_head(const struct audit *a, struct octets *out)
{
	octets_format(out, "%-*s  %-*s", name_width(a), "target", VERSION_SHOWN,
		"version");
	for (size_t i = 0; i < N_COLUMNS; i++)
		octets_format(out, " %*s", width_of(i), columns[i].title);
	octets_format(out, "  seconds  status\n");
}

void
audit_put_row(const struct audit *a, const struct audit_target *t,
	struct octets *out)
{
	octets_format(out, "%-*s  %-*.*s", name_width(a), t->name,
		VERSION_SHOWN, VERSION_SHOWN, t->version);
	for (size_t i = 0; i < N_COLUMNS; i++)
		if (t->has_report)
			octets_format(out, " %*zu", width_of(i),
				count_of(t, i));
		else
			octets_format(out, " %*s", width_of(i), "-");
	octets_format(out, "  %7.1f  %s%s%s\n", t->seconds, words[t->end],
		t->reason[0] != '\0' ? ": " : "", t->reason);
}

/* ---- counts ---- */

static size_t
count_ends(const struct audit *a, enum audit_end end)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n += a->targets[i].end == end;
	return n;
}

static void
put_counts(const struct audit *a, struct octets *out)
{
	size_t n_ok = count_ends(a, AUDIT_HOLDS);
	size_t n_deviate = count_ends(a, AUDIT_DEVIATES);

	octets_format(out, "%zu ok, %zu deviating, %zu not judged", n_ok,
		n_deviate, a->n - n_ok - n_deviate);
}

void
audit_put_foot(const struct audit *a, struct octets *out)
{
	if (a->interrupted)
		octets_text(out, "interrupted\n");
	octets_format(out, "%zu targets in %.1f s: ", a->n, a->seconds);
	put_counts(a, out);
	octets_format(out, "; reports in %s\n", a->folder);
}

/* ---- Markdown ---- */

/* What targets print may hold anything. */
static void
put_escaped(struct octets *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("\\`*_{}[]<>()#+!|~&", *text) != NULL)
			octets_text(out, "\\");
		octets_append(out, text, 1);
	}
}

static bool
has_file(const struct audit *a, const char *name, const char *suffix)
{
	struct octets path = {0};
	bool found = octets_format(&path, "%s/%s.%s%c", a->folder, name, suffix,
			     '\0') &&
		     access((const char *)path.at, F_OK) == 0;

	octets_free(&path);
	return found;
}

/* The name, as a link to its page if there is one. */
static void
put_name(const struct audit *a, const char *name, struct octets *out)
{
	bool has_page = has_file(a, name, "html");

	if (has_page)
		octets_text(out, "[");
	put_escaped(out, name);
	if (has_page)
		octets_format(out, "](%s.html)", name);
}

static void
put_files(const struct audit *a, const char *name, struct octets *out)
{
	static const char *const suffixes[] = {"json", "log"};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (has_file(a, name, suffixes[i]))
			octets_format(out, " [%s](%s.%s)", suffixes[i], name,
				suffixes[i]);
}

static void
put_markdown_head(struct octets *out)
{
	octets_text(out, "| target | version |");
	for (size_t i = 0; i < N_COLUMNS; i++)
		octets_format(out, " %s |", columns[i].title);
	octets_text(out, " seconds | status | files |\n| --- | --- |");
	for (size_t i = 0; i < N_COLUMNS; i++)
		octets_text(out, " ---: |");
	octets_text(out, " ---: | --- | --- |\n");
}

static void
put_markdown_row(const struct audit *a, const struct audit_target *t,
	struct octets *out)
{
	octets_text(out, "| ");
	put_name(a, t->name, out);
	octets_text(out, " | ");
	put_escaped(out, t->version);
	octets_text(out, " |");
	for (size_t i = 0; i < N_COLUMNS; i++)
		if (t->has_report)
			octets_format(out, " %zu |", count_of(t, i));
		else
			octets_text(out, " |");
	octets_format(out, " %.1f | %s%s", t->seconds, words[t->end],
		t->reason[0] != '\0' ? ": " : "");
	put_escaped(out, t->reason);
	octets_text(out, " |");
	put_files(a, t->name, out);
	octets_text(out, " |\n");
}

void
audit_put_markdown(const struct audit *a, struct octets *out)
{
	octets_format(out, "# Audit\n\nassay %s, %s, %.1f s: ", ASSAY_VERSION,
		a->started, a->seconds);
	put_counts(a, out);
	octets_format(out, "%s.\n\n", a->interrupted ? "; interrupted" : "");
	if (a->has_matrix)
		octets_text(out, "[![What they agree about]"
				 "(matrix.svg)](matrix.html)\n\n");
	put_markdown_head(out);
	for (size_t i = 0; i < a->n; i++)
		put_markdown_row(a, &a->targets[i], out);
}
