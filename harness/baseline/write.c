#include "baseline/update.h"

#include <string.h>

/* ---- lines of the file that there was ---- */

/* The line, counted from 1, with its line end; empty behind the last. */
static struct octets
line_of(const struct octets *source, unsigned line)
{
	size_t at = 0;
	size_t end;

	for (; line > 1 && at < source->len; line--) {
		end = octets_find(source, at, "\n", 1);
		at = end == SIZE_MAX ? source->len : end + 1;
	}
	end = octets_find(source, at, "\n", 1);
	end = end == SIZE_MAX ? source->len : end + 1;
	return (struct octets){.at = source->at + at, .len = end - at};
}

/* The first octet that is no space; 0: there is none. */
static char
first_of(const struct octets *line)
{
	for (size_t i = 0; i < line->len; i++)
		if (line->at[i] != ' ' && line->at[i] != '\n')
			return (char)line->at[i];
	return 0;
}

/* An entry begins with the comments and empty lines before it. */
static unsigned
first_line(const struct baseline *b, size_t i)
{
	unsigned line = b->entries[i].line;

	while (line - 1 > b->entries_line) {
		struct octets before = line_of(&b->source, line - 1);
		char c = first_of(&before);

		if (c != '#' && c != 0)
			break;
		line--;
	}
	return line;
}

static unsigned
end_line(const struct baseline *b, size_t i)
{
	return i + 1 < b->n_entries ? first_line(b, i + 1) : (unsigned)-1;
}

static bool
copy_lines(const struct baseline *b, unsigned from, unsigned to,
	struct octets *out)
{
	for (unsigned line = from; line < to; line++) {
		struct octets text = line_of(&b->source, line);

		if (text.len == 0)
			break;
		if (!octets_append(out, text.at, text.len))
			return false;
	}
	return out->len == 0 || out->at[out->len - 1] == '\n' ||
	       octets_text(out, "\n");
}

/* Whether each entry has lines of its own, as people write them. */
static bool
is_in_lines(const struct baseline *b)
{
	unsigned last = b->entries_line;

	for (size_t i = 0; i < b->n_entries; i++) {
		struct octets line = line_of(&b->source, b->entries[i].line);

		if (b->entries[i].line <= last || first_of(&line) != '-')
			return false;
		last = b->entries[i].line;
	}
	return true;
}

/* ---- texts ---- */

static bool
put_quoted(struct octets *out, const char *text)
{
	bool ok = octets_text(out, "\"");

	for (; ok && *text != '\0'; text++)
		ok = (*text != '"' && *text != '\\') || octets_text(out, "\\")
			     ? octets_append(out, text, 1)
			     : false;
	return ok && octets_text(out, "\"");
}

static bool
put_entry(const struct planned_entry *e, struct octets *out)
{
	static const char placeholder[] =
		BASELINE_PLACEHOLDER ": say what the target does, and why";
	const char *reason =
		e->known.reason != NULL ? e->known.reason : placeholder;
	bool ok = octets_text(out, "  - cases:\n");

	for (size_t i = 0; ok && i < e->n_patterns; i++)
		ok = octets_text(out, "      - ") &&
		     put_quoted(out, e->patterns[i]) && octets_text(out, "\n");
	return ok &&
	       octets_format(out, "    verdict: %s\n    reason: ",
		       known_deviation_name(&e->known)) &&
	       put_quoted(out, reason) && octets_text(out, "\n");
}

static bool
put_text(struct octets *out, const char *key, const char *value)
{
	return octets_format(out, "%s: ", key) && put_quoted(out, value) &&
	       octets_text(out, "\n");
}

/* ---- the head ---- */

static bool
put_new_head(const struct update *u, struct octets *out)
{
	return put_text(out, "target",
		       u->target == NULL ? "unnamed" : u->target) &&
	       (u->version[0] == '\0' || put_text(out, "version", u->version));
}

/* All before `deviations`, with the version that the target has now. */
static bool
put_old_head(const struct update *u, struct octets *out)
{
	const struct baseline *b = u->old;
	bool stays = baseline_is_for(b, u->version) || u->version[0] == '\0';
	unsigned end = b->version_line;

	if (stays || b->version_line == 0)
		return copy_lines(b, 1, b->entries_line, out);
	for (end++; end < b->entries_line; end++) {
		struct octets line = line_of(&b->source, end);

		if (line.at[0] != ' ' && line.at[0] != '-')
			break;
	}
	return copy_lines(b, 1, b->version_line, out) &&
	       put_text(out, "version", u->version) &&
	       copy_lines(b, end, b->entries_line, out);
}

bool
update_write(const struct update *u, struct octets *out)
{
	const struct baseline *b = u->old;
	bool in_lines = b != NULL && is_in_lines(b);
	bool ok = b != NULL && b->entries_line > 1 ? put_old_head(u, out)
						   : put_new_head(u, out);

	ok = ok && octets_text(out, u->n_entries == 0 ? "deviations: []\n"
						      : "deviations:\n");
	for (size_t i = 0; ok && i < u->n_entries; i++) {
		const struct planned_entry *e = &u->entries[i];
		size_t k;

		if (e->old == NULL || !in_lines) {
			ok = put_entry(e, out);
			continue;
		}
		k = (size_t)(e->old - b->entries);
		if (e->is_whole)
			ok = copy_lines(b, first_line(b, k), end_line(b, k),
				out);
		else
			ok = copy_lines(b, first_line(b, k), e->old->line,
				     out) &&
			     put_entry(e, out);
	}
	return ok;
}
