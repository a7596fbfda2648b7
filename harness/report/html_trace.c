#include "report/html_trace.h"

#include "report/json_fill.h"
#include "report/pieces.h"

#define ENTRIES_MAX 256
#define ITEMS_MAX 64
#define LITERALS_MAX 4096 /* octets of one entry */
#define TOKENS_MAX 512	  /* of one entry */

/* ---- octets ---- */

/* The tokens of one entry. */
struct tokens {
	json_t *array;
	struct string_table *strings;
	size_t most;
	size_t literals; /* octets so far */
	bool full;	 /* something was left out, or will be */
	bool failed;
};

static bool
put(struct tokens *t, json_t *token)
{
	if (token == NULL || json_array_size(t->array) == t->most)
		t->full = true;
	if (t->full)
		json_decref(token);
	else if (!json_fill_append(t->array, token))
		t->failed = true;
	return !t->full && !t->failed;
}

static void
put_literal(struct tokens *t, const uint8_t *at, size_t len)
{
	size_t most = LITERALS_MAX - t->literals;
	size_t left = len < most ? len : most;

	t->literals += left;
	while (left > 0) {
		size_t n = octets_line(at, left);

		if (!put(t, string_table_number(t->strings, at, n)))
			return;
		at += n;
		left -= n;
	}
	t->full = len > most;
}

static void
put_run(struct tokens *t, const uint8_t *at, size_t len, size_t times)
{
	json_t *number = string_table_number(t->strings, at, len);

	put(t, number == NULL ? NULL
			      : json_pack("[oI]", number, (json_int_t)times));
}

static json_t *
tokens_json(const uint8_t *at, size_t len, struct string_table *strings)
{
	struct tokens t = {json_array(), strings, TOKENS_MAX, 0, false, false};
	size_t pos = 0;
	struct piece p;

	while (!t.full && !t.failed && pieces_next(at, len, &pos, &p)) {
		if (p.times == 1)
			put_literal(&t, at + p.off, p.len);
		else
			put_run(&t, at + p.off, p.len, p.times);
	}
	return json_fill_array(t.array, !t.failed);
}

/* ---- what happened ---- */

static json_t *
entry_json(const struct trace *t, const struct trace_segment *s,
	struct string_table *strings)
{
	const struct octets *all = s->out ? &t->out : &t->in;

	return json_pack("[fbIo]", (double)s->at_us / 1000, (int)s->out,
		(json_int_t)s->len,
		tokens_json(all->at + s->off, s->len, strings));
}

static json_t *
entries_json(const struct trace *t, struct string_table *strings)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n_segments && i < ENTRIES_MAX; i++)
		ok &= json_fill_append(array,
			entry_json(t, &t->segments[i], strings));
	return json_fill_array(array, ok);
}

/* The canary is the last that is sent. */
static json_t *
canary_json(const struct trace *t)
{
	for (size_t i = t->n_segments; i > 0 && t->canary_sent; i--)
		if (t->segments[i - 1].out)
			return json_integer((json_int_t)i - 1);
	return json_null();
}

static const char *
kind_name(enum item_kind k)
{
	switch (k) {
	case ITEM_RESPONSE:
		return "response";
	case ITEM_INCOMPLETE:
		return "incomplete";
	case ITEM_GARBAGE:
		return "garbage";
	}
	return "";
}

static json_t *
items_json(const struct trace *t)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n_items && i < ITEMS_MAX; i++) {
		const struct trace_item *item = &t->items[i];

		ok &= json_fill_append(array,
			json_pack("[IsiIb]", (json_int_t)item->off,
				kind_name(item->kind),
				item->has_head ? (int)trace_head(t, i)->status
					       : 0,
				(json_int_t)item->expect, (int)item->early));
	}
	return json_fill_array(array, ok);
}

json_t *
html_trace(const struct trace *t, struct string_table *strings)
{
	struct json_fill f;

	if (t == NULL)
		return json_null();
	f = (struct json_fill){json_object(), false};
	json_fill_put(&f, "entries", entries_json(t, strings));
	json_fill_put(&f, "total", json_integer((json_int_t)t->n_segments));
	json_fill_put(&f, "canary", canary_json(t));
	json_fill_put(&f, "items", items_json(t));
	json_fill_put(&f, "end", json_fill_text(trace_end_name(t->end)));
	json_fill_put(&f, "end_ms", json_real((double)t->end_us / 1000));
	json_fill_put(&f, "half_closed", json_boolean(t->half_closed));
	json_fill_put(&f, "flooded", json_boolean(t->flooded));
	return json_fill_end(&f);
}

/* ---- text ---- */

static size_t
without_end(const uint8_t *at, size_t len)
{
	return len > 0 && at[len - 1] == '\n' ? len - 1 : len;
}

static size_t
blanks(const uint8_t *at, size_t len, size_t most)
{
	size_t n = 0;

	while (n < len && n < most && at[n] == ' ')
		n++;
	return n;
}

json_t *
html_lines(const struct octets *text, size_t indent,
	struct string_table *strings)
{
	struct tokens t = {json_array(), strings, SIZE_MAX, 0, false, false};
	size_t pos = 0;

	while (pos < text->len && !t.full && !t.failed) {
		const uint8_t *at = text->at + pos;
		size_t n = octets_line(at, text->len - pos);
		size_t skip = blanks(at, n, indent);

		put(&t, string_table_number(strings, at + skip,
				without_end(at + skip, n - skip)));
		pos += n;
	}
	if (!t.full)
		return json_fill_array(t.array, !t.failed);
	json_decref(t.array);
	return json_null();
}
