#include "tests/play/trace_items.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
add_octets(struct octets *out, const char *around, const uint8_t *at,
	size_t len)
{
	assert_true(octets_append(out, &around[0], 1));
	assert_true(octets_append(out, at, len));
	assert_true(octets_append(out, &around[1], 1));
}

static void
add_item(const struct trace *t, size_t i, struct octets *out)
{
	const struct trace_item *item = &t->items[i];
	bool incomplete = item->kind == ITEM_INCOMPLETE;

	if (i > 0)
		assert_true(octets_text(out, "; "));
	if (item->kind == ITEM_GARBAGE) {
		assert_true(octets_format(out, "garbage %s@%zu ",
			h1_code_name(item->error.code), item->error.off));
		add_octets(out, "<>", t->in.at + item->off, item->len);
		return;
	}
	if (incomplete)
		assert_true(octets_text(out, "incomplete "));
	if (!item->has_head) {
		add_octets(out, "<>", t->in.at + item->off, item->len);
		return;
	}
	assert_true(octets_format(out, "%u ", trace_head(t, i)->status));
	add_octets(out, "[]", item->content.at, item->content.len);
}

void
trace_items(const struct trace *t, struct octets *out)
{
	for (size_t i = 0; i < t->n_items; i++)
		add_item(t, i, out);
}

void
trace_items_are(const struct trace *t, const char *wanted)
{
	struct octets got = {0};

	trace_items(t, &got);
	assert_true(octets_append(&got, "", 1));
	assert_string_equal((const char *)got.at, wanted);
	octets_free(&got);
}

void
trace_items_sent(struct trace *t, const char *text)
{
	assert_true(trace_sent(t, text, strlen(text), true, 0));
}

void
trace_items_came(struct trace *t, const char *at, size_t len, size_t step)
{
	while (len > 0) {
		size_t n = len < step ? len : step;

		assert_true(trace_received(t, at, n, 0));
		at += n;
		len -= n;
	}
}
