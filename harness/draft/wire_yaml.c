#include "draft/wire_yaml.h"

#include <stdlib.h>
#include <string.h>

/* ---- edits ---- */

bool
edits_add(struct edits *e, const struct edit *edit)
{
	struct edit *all = realloc(e->list, (e->n + 1) * sizeof(*all));

	if (all == NULL)
		return false;
	e->list = all;
	all[e->n++] = *edit;
	return true;
}

void
edits_free(struct edits *e)
{
	free(e->list);
	*e = (struct edits){0};
}

/* ---- strings ---- */

static bool
add_octet(struct octets *yaml, uint8_t octet)
{
	switch (octet) {
	case '\r':
		return octets_text(yaml, "\\r");
	case '\n':
		return octets_text(yaml, "\\n");
	case '\t':
		return octets_text(yaml, "\\t");
	case '"':
		return octets_text(yaml, "\\\"");
	case '\\':
		return octets_text(yaml, "\\\\");
	default:
		break;
	}
	if (octet < 0x20 || octet > 0x7E)
		return octets_format(yaml, "\\x%02X", octet);
	return octets_append(yaml, &octet, 1);
}

bool
wire_yaml_string(struct octets *yaml, const void *at, size_t len)
{
	const uint8_t *octets = at;
	bool ok = octets_text(yaml, "\"");

	for (size_t i = 0; i < len && ok; i++)
		ok = add_octet(yaml, octets[i]) &&
		     (i == 0 || octets[i] != '{' || octets[i - 1] != '{');
	return ok && octets_text(yaml, "\"");
}

/* ---- items ---- */

struct writer {
	struct octets *yaml;
	struct octets *rendered;
	const char *indent;
	const struct octets *octets;
	bool in_list;	/* of a label: on one line, with commas */
	bool in_string; /* its quote is open */
	bool is_first;	/* item of that list */
	uint8_t last;	/* octet in the open string */
	bool ok;
};

static void
text(struct writer *w, const char *what)
{
	w->ok = w->ok && octets_text(w->yaml, what);
}

static void
begin_item(struct writer *w)
{
	if (w->in_list) {
		text(w, w->is_first ? "" : ", ");
		w->is_first = false;
		return;
	}
	text(w, w->indent);
	text(w, "- ");
}

static void
end_item(struct writer *w)
{
	if (!w->in_list)
		text(w, "\n");
}

static void
end_string(struct writer *w)
{
	if (!w->in_string)
		return;
	text(w, "\"");
	end_item(w);
	w->in_string = false;
	w->last = 0;
}

static void
begin_string(struct writer *w)
{
	if (w->in_string)
		return;
	begin_item(w);
	text(w, "\"");
	w->in_string = true;
}

static void
render(struct writer *w, const void *at, size_t len)
{
	w->ok = w->ok && octets_append(w->rendered, at, len);
}

/* "{{" would be read as a placeholder, so the string ends between them. */
static void
octet(struct writer *w, uint8_t c)
{
	if (c == '{' && w->last == '{')
		end_string(w);
	begin_string(w);
	w->ok = w->ok && add_octet(w->yaml, c);
	w->last = c;
	render(w, &c, 1);
}

static void
repeat(struct writer *w, const uint8_t *at, size_t len, size_t times)
{
	end_string(w);
	begin_item(w);
	text(w, "{repeat: ");
	w->ok = w->ok && wire_yaml_string(w->yaml, at, len) &&
		octets_format(w->yaml, ", times: %zu}", times) &&
		octets_repeat(w->rendered, at, len, times);
	end_item(w);
}

/* ---- what repeats ---- */

/* How often the `len` octets come one behind the other. */
static size_t
count_times(const uint8_t *at, size_t left, size_t len)
{
	size_t times = 1;

	while (len > 0 && (times + 1) * len <= left &&
		memcmp(at, at + times * len, len) == 0)
		times++;
	return times;
}

static bool
has_braces(const uint8_t *at, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++)
		if (at[i] == '{' && at[i + 1] == '{')
			return true;
	return false;
}

/* Writes a repetition that begins here, if there is one worth it: of the line
 * at its start, or of one to four octets. Gives its length, or 0. */
static size_t
try_repeat(struct writer *w, size_t off, size_t end, bool line_start)
{
	const uint8_t *at = w->octets->at + off;
	size_t left = end - off;
	size_t lens[5] = {1, 2, 3, 4, line_start ? octets_line(at, left) : 0};

	for (size_t i = 0; i < 5; i++) {
		size_t times = count_times(at, left, lens[i]);

		if (times < 3 || times * lens[i] < REPEAT_FROM ||
			has_braces(at, lens[i]))
			continue;
		repeat(w, at, lens[i], times);
		return times * lens[i];
	}
	return 0;
}

/* ---- the list ---- */

/* Octets without an edit. */
static void
plain(struct writer *w, size_t off, size_t end)
{
	bool line_start = true;

	while (off < end && w->ok) {
		size_t len = try_repeat(w, off, end, line_start);

		line_start = len > 0;
		if (len == 0) {
			octet(w, w->octets->at[off]);
			line_start = w->octets->at[off] == '\n';
			if (line_start)
				end_string(w);
			len = 1;
		}
		off += len;
	}
}

static void
label(struct writer *w, const struct edit *e)
{
	end_string(w);
	begin_item(w);
	w->ok = w->ok && octets_format(w->yaml, "{label: %s, of: [", e->text);
	w->in_list = w->is_first = true;
	plain(w, e->place.off, e->place.off + e->place.len);
	end_string(w);
	text(w, "]}");
	w->in_list = false;
	end_item(w);
}

static void
placeholder(struct writer *w, const struct edit *e)
{
	if (w->last == '{')
		end_string(w);
	begin_string(w);
	text(w, e->text);
	w->last = 0;
	render(w, e->value, strlen(e->value));
}

bool
wire_yaml_list(struct octets *yaml, struct octets *rendered, const char *indent,
	const struct octets *octets, const struct edits *edits)
{
	struct writer w = {
		.yaml = yaml,
		.rendered = rendered,
		.indent = indent,
		.octets = octets,
		.ok = true,
	};
	size_t off = 0;

	for (size_t i = 0; i < edits->n; i++) {
		const struct edit *e = &edits->list[i];

		plain(&w, off, e->place.off);
		if (e->kind == EDIT_LABEL)
			label(&w, e);
		else
			placeholder(&w, e);
		off = e->place.off + e->place.len;
	}
	plain(&w, off, octets->len);
	end_string(&w);
	return w.ok;
}
