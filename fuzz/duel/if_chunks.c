/* Conditions of permitted.def about chunks. */

#include "duel/permitted_if.h"

#include "duel/grammar.h"
#include "duel/octets.h"

/* The line of the place that we refuse does not end in a chunk-ext. */
bool
if_chunk_ext_invalid(const struct duel *duel)
{
	size_t off = duel->walk.error.off;
	struct h1_span line;

	while (off > 0 && duel->rest.at[off - 1] != '\n')
		off--;
	line = span_from(duel->rest, off);
	line.len = span_find(line, '\n');
	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	while (line.len > 0 && is_hex(line.at[0]))
		line = span_from(line, 1);
	return !grammar_chunk_ext(line);
}

bool
if_high_octet(const struct duel *duel)
{
	return duel_octet(duel, 0) > 0x7F;
}

bool
if_no_crlf(const struct duel *duel)
{
	return duel_octet(duel, 0) != '\r' || duel_octet(duel, 1) != '\n';
}

/* Whether a chunk extension of this complete message is such a one. */
static bool
some_ext(const struct duel *duel, bool (*such)(struct h1_span ext))
{
	const struct h1_head *head = &duel->walk.head;
	struct h1_span in = {head->base + head->len, 0}, ext;
	size_t size = 1;

	if (head->framing.kind != H1_FRAMING_CHUNKED)
		return false;
	in.len = (size_t)(duel->rest.at + duel->rest.len - in.at);
	while (size > 0 && in.len > 0) {
		for (size = 0; in.len > 0 && is_hex(in.at[0]);
			in = span_from(in, 1))
			size = 16 * size + hex_value(in.at[0]);
		ext = (struct h1_span){in.at, span_find(in, '\r')};
		if (such(ext))
			return true;
		in = span_from(span_from(in, ext.len + 2), size + 2);
	}
	return false;
}

static bool
has_blank(struct h1_span ext)
{
	return span_find(ext, ' ') < ext.len || span_find(ext, '\t') < ext.len;
}

bool
if_chunk_ext_blank(const struct duel *duel)
{
	return some_ext(duel, has_blank);
}

/* Behind an extension with a token as value, another one. */
static bool
has_second(struct h1_span ext)
{
	bool quoted = false, token = false;
	size_t i;

	for (i = 0; i < ext.len; i++) {
		if (ext.at[i] == '"')
			quoted = !quoted;
		else if (quoted)
			i += ext.at[i] == '\\';
		else if (ext.at[i] == '=')
			token = i + 1 < ext.len && ext.at[i + 1] != '"';
		else if (ext.at[i] == ';' && token)
			return true;
	}
	return false;
}

bool
if_chunk_ext_second(const struct duel *duel)
{
	return some_ext(duel, has_second);
}

static bool
has_backslash(struct h1_span ext)
{
	return span_find(ext, '\\') < ext.len;
}

bool
if_chunk_ext_quoted_pair(const struct duel *duel)
{
	return some_ext(duel, has_backslash);
}

static bool
begins_with_tab(struct h1_span ext)
{
	while (ext.len > 0 && ext.at[0] == ' ')
		ext = span_from(ext, 1);
	return ext.len > 0 && ext.at[0] == '\t';
}

bool
if_chunk_size_tab(const struct duel *duel)
{
	return some_ext(duel, begins_with_tab);
}
