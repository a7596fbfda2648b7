#include "cli/fuzz_report.h"

#include <inttypes.h>
#include <string.h>

#include "draft/draft.h"
#include "h1/error.h"
#include "report/prose.h"

/* So long a line of progress stands, on a terminal and elsewhere. */
#define TERMINAL_NS UINT64_C(200000000)
#define PLAIN_NS UINT64_C(10000000000)

/* Octets of a message that are shown; its file has all. */
#define SHOWN_MAX 600

static void
clear_line(const struct fuzz_report *r)
{
	if (r->terminal && r->shown_ns > 0)
		(void)fputs("\r\033[K", r->out);
}

/* ---- a find ---- */

static uint32_t
number_of(const struct octets *o)
{
	uint32_t hash = 2166136261U;

	for (size_t i = 0; i < o->len; i++)
		hash = (hash ^ o->at[i]) * 16777619U;
	return hash;
}

/* As names of files have it. */
static void
lower(char *c)
{
	static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	static const char small[] = "abcdefghijklmnopqrstuvwxyz-";
	const char *found = *c != '\0' ? strchr(upper, *c) : NULL;

	if (found != NULL)
		*c = small[found - upper];
}

/* "accepted-host-missing-0123abcd" */
static void
name_find(const struct find *f, char *name, size_t size)
{
	const char *code = h1_code_name(f->finding.code);
	int len;

	len = snprintf(name, size, "%s%s%s-%08" PRIx32,
		wrong_name(f->finding.wrong),
		f->finding.code == H1_E_NONE ? "" : "-",
		f->finding.code == H1_E_NONE ? "" : code, number_of(&f->sent));
	for (int i = 0; i < len && (size_t)i < size; i++)
		lower(&name[i]);
}

static bool
write_file(const char *path, const struct octets *octets)
{
	FILE *f = fopen(path, "wb");
	bool written;

	if (f == NULL)
		return false;
	written = fwrite(octets->at, 1, octets->len, f) == octets->len;
	return fclose(f) == 0 && written;
}

/* "DIR/NAME.bin" */
static void
keep(struct fuzz_report *r, const char *name, const char *ending,
	const struct octets *octets)
{
	struct octets path = {0};

	if (!octets_format(&path, "%s/%s.%s%c", r->folder, name, ending,
		    '\0') ||
		!write_file((const char *)path.at, octets)) {
		(void)fprintf(stderr, "assay fuzz: ");
		perror(path.len > 0 ? (const char *)path.at : r->folder);
		r->failed = true;
	}
	octets_free(&path);
}

/* What is too large for a case is kept as it is alone. */
static void
keep_draft(struct fuzz_report *r, const char *name, const struct octets *sent)
{
	struct subject subject = {.requirements = r->requirements};
	struct octets yaml = {0}, id = {0};

	if (draft_write(&subject, &yaml, &id, sent) == DRAFT_DONE)
		keep(r, name, "yaml", &yaml);
	octets_free(&yaml);
	octets_free(&id);
}

static void
print_octets(const struct fuzz_report *r, const struct octets *sent)
{
	struct octets text = {0};
	size_t len = sent->len < SHOWN_MAX ? sent->len : SHOWN_MAX;

	prose_octets(&text, sent->at, len);
	(void)fprintf(r->out, "      sent: %s%s\n", prose_string(&text),
		len < sent->len ? " ..." : "");
	octets_free(&text);
}

static void
print_rule(const struct fuzz_report *r, enum h1_code code)
{
	const char *id = h1_code_requirement(code);
	const struct requirement *rule =
		*id != '\0' ? requirements_find(r->requirements, id) : NULL;

	if (code == H1_E_NONE)
		return;
	(void)fprintf(r->out, "      %s%s%s\n", h1_code_text(code),
		*id != '\0' ? ": " : "", id);
	if (rule != NULL && rule->summary[0] != '\0')
		(void)fprintf(r->out, "      %s\n", rule->summary);
}

static void
print_find(const struct fuzz_report *r, const struct find *f, const char *name)
{
	(void)fprintf(r->out, "%s  %s\n      %s%s\n",
		wrong_is_find(f->finding.wrong) ? "find" : "note", name,
		f->is_suspect ? "perhaps: " : "", wrong_text(f->finding.wrong));
	print_rule(r, f->finding.code);
	if (f->finding.status > 0)
		(void)fprintf(r->out, "      answered: %uxx\n",
			f->finding.status);
	(void)fprintf(r->out,
		"      message %" PRIu64 ", %zu of its %zu octets matter\n",
		f->number, f->sent.len, f->first_len);
	print_octets(r, &f->sent);
}

void
fuzz_report_find(const struct find *find, void *report)
{
	struct fuzz_report *r = report;
	char name[128];

	name_find(find, name, sizeof(name));
	if (r->folder != NULL) {
		keep(r, name, "bin", &find->sent);
		keep_draft(r, name, &find->sent);
	}
	if (r->quiet)
		return;
	clear_line(r);
	print_find(r, find, name);
	(void)fflush(r->out);
}

/* ---- progress ---- */

static double
seconds_since(uint64_t start_ns)
{
	return (double)(uv_hrtime() - start_ns) / 1e9;
}

void
fuzz_report_progress(const struct campaign *c, void *report)
{
	struct fuzz_report *r = report;
	uint64_t now = uv_hrtime();
	double seconds = seconds_since(c->start_ns);

	if (r->shown_ns == 0)
		r->shown_ns = c->start_ns;
	if (r->quiet ||
		now - r->shown_ns < (r->terminal ? TERMINAL_NS : PLAIN_NS))
		return;
	clear_line(r);
	(void)fprintf(r->out,
		"%.0f s: %" PRIu64 " messages, %.0f a second, %zu finds, "
		"%zu notes%s",
		seconds, c->n_sent, (double)c->n_sent / seconds, c->n_finds,
		c->n_notes, r->terminal ? "" : "\n");
	(void)fflush(r->out);
	r->shown_ns = now;
}

/* ---- the end ---- */

static const char *
end_text(enum campaign_end end)
{
	switch (end) {
	case CAMPAIGN_TIME:
		return "the time is over";
	case CAMPAIGN_MESSAGES:
		return "all messages were sent";
	case CAMPAIGN_FINDS:
		return "so many finds are enough";
	case CAMPAIGN_STOPPED:
		return "interrupted";
	case CAMPAIGN_DEAD:
		return "the target is gone";
	case CAMPAIGN_NO_MEMORY:
		return "out of memory";
	}
	return "";
}

static void
print_row(const struct fuzz_report *r, const struct find *f)
{
	char name[128];

	name_find(f, name, sizeof(name));
	(void)fprintf(r->out, "%8zu  %s  %s%s\n", f->n_times,
		wrong_is_find(f->finding.wrong) ? "find" : "note", name,
		f->is_suspect ? " (suspect)" : "");
}

void
fuzz_report_end(struct fuzz_report *r, const struct campaign *c,
	enum campaign_end end)
{
	size_t n_doubtful = 0;

	clear_line(r);
	for (size_t i = 0; i < c->n_known; i++)
		if (c->finds[i].is_sure)
			print_row(r, &c->finds[i]);
		else
			n_doubtful++;
	if (n_doubtful > 0)
		(void)fprintf(r->out,
			"%8zu  looked wrong once, and not when tried again\n",
			n_doubtful);
	(void)fprintf(r->out,
		"%" PRIu64 " messages (%" PRIu64
		" answered) in %.1f s with seed %" PRIu32
		": %zu finds, %zu notes; %s\n",
		c->n_sent, c->n_answered, seconds_since(c->start_ns), c->seed,
		c->n_finds, c->n_notes, end_text(end));
}
