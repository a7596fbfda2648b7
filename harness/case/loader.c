#include "case/loader.h"

#include <stdarg.h>
#include <string.h>

#define SHOWN_MAX 40

void
loader_refuse(struct loader *l, const struct tree_node *at, const char *format,
	...)
{
	char text[DIAGNOSTIC_MAX];
	va_list args;

	if (l->n_refused++ >= LOADER_TOLD_MAX)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	diagnostics_add(l->diagnostics, l->file, at->line, at->column, "%s",
		text);
}

/* The scalar as a person would write it, cut where it gets long. */
static void
describe_scalar(const struct tree_node *node, char *out, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < node->len && n + 8 < room; i++) {
		unsigned char c = (unsigned char)node->text[i];

		if (c < 0x20 || c > 0x7E)
			n += (size_t)snprintf(out + n, room - n, "\\x%02X", c);
		else
			out[n++] = (char)c;
		if (i + 1 == SHOWN_MAX && i + 1 < node->len) {
			n += (size_t)snprintf(out + n, room - n, "...");
			break;
		}
	}
	out[n] = '\0';
}

void
loader_expected(struct loader *l, const struct tree_node *at, const char *what)
{
	char shown[SHOWN_MAX * 4 + 16];

	if (at->kind == TREE_SEQUENCE) {
		loader_refuse(l, at, "expected %s, found %s", what,
			at->n_children == 0 ? "an empty list" : "a list");
	} else if (at->kind == TREE_MAPPING) {
		loader_refuse(l, at, "expected %s, found %s", what,
			at->n_children == 0 ? "an empty map" : "a map");
	} else if (at->len == 0 && !at->quoted) {
		loader_refuse(l, at, "expected %s, found nothing", what);
	} else {
		describe_scalar(at, shown, sizeof(shown));
		loader_refuse(l, at, "expected %s, found %s%s%s", what,
			at->quoted ? "\"" : "`", shown,
			at->quoted ? "\"" : "`");
	}
}

void *
loader_alloc(struct loader *l, const struct tree_node *at, size_t n,
	size_t size)
{
	void *memory = arena_alloc(l->arena, n, size);

	if (memory == NULL)
		loader_refuse(l, at, "out of memory");
	return memory;
}

/* ---- maps ---- */

static size_t
find_key(const struct loader_keys *keys, const struct tree_node *name)
{
	size_t i = 0;

	while (i < keys->n && !yaml_tree_is(name, keys->list[i].name))
		i++;
	return i;
}

static void
refuse_key(struct loader *l, const struct tree_node *key,
	const struct loader_keys *keys)
{
	char list[300] = "";
	size_t n = 0;

	for (size_t i = 0; i < keys->n && n + 40 < sizeof(list); i++)
		n += (size_t)snprintf(list + n, sizeof(list) - n, "%s`%s`",
			i == 0 ? "" : ", ", keys->list[i].name);
	loader_refuse(l, key, "expected a key of %s (%s), found `%s`",
		keys->what, list, key->text);
}

static void
refuse_missing(struct loader *l, const struct tree_node *map,
	const struct loader_keys *keys)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->list[i].required &&
			yaml_tree_find(map, keys->list[i].name) == NULL)
			loader_refuse(l, map,
				"expected %s with `%s`, found none", keys->what,
				keys->list[i].name);
}

void
loader_map(struct loader *l, const struct tree_node *map,
	const struct loader_keys *keys, void *into)
{
	size_t last = 0;

	if (!loader_is_map(l, map, 0, keys->what))
		return;
	for (const struct tree_node *n = map->children; n != NULL;
		n = n->next) {
		size_t i = find_key(keys, n->key);

		if (i == keys->n) {
			refuse_key(l, n->key, keys);
			continue;
		}
		if (keys->ordered && i < last)
			loader_refuse(l, n->key,
				"expected `%s` before `%s`, found it behind",
				keys->list[i].name, keys->list[last].name);
		last = i > last ? i : last;
		keys->list[i].read(l, n, into);
	}
	refuse_missing(l, map, keys);
}

/* ---- scalars ---- */

static bool
is_collection(struct loader *l, const struct tree_node *node,
	enum tree_kind kind, size_t min, const char *what)
{
	if (node->kind == kind && node->n_children >= min)
		return true;
	loader_expected(l, node, what);
	return false;
}

bool
loader_is_list(struct loader *l, const struct tree_node *node, size_t min,
	const char *what)
{
	return is_collection(l, node, TREE_SEQUENCE, min, what);
}

bool
loader_is_map(struct loader *l, const struct tree_node *node, size_t min,
	const char *what)
{
	return is_collection(l, node, TREE_MAPPING, min, what);
}

const char *
loader_text(struct loader *l, const struct tree_node *node, const char *what)
{
	bool ok = node->kind == TREE_SCALAR && node->len > 0;

	for (size_t i = 0; ok && i < node->len; i++)
		ok = node->text[i] >= 0x20 && node->text[i] <= 0x7E;
	if (ok)
		return arena_text(l->arena, node->text);
	loader_expected(l, node, what);
	return NULL;
}

const char *
loader_line(struct loader *l, const struct tree_node *node, const char *what)
{
	if (node->folded) {
		loader_refuse(l, node, "expected %s on one line, found several",
			what);
		return NULL;
	}
	return loader_text(l, node, what);
}

const char *
loader_name(struct loader *l, const struct tree_node *node, const char *what)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (node->kind == TREE_SCALAR && node->len > 0 &&
		strspn(node->text, allowed) == node->len)
		return arena_text(l->arena, node->text);
	loader_expected(l, node, what);
	return NULL;
}

bool
loader_number(struct loader *l, const struct tree_node *node, size_t min,
	size_t max, size_t *n)
{
	char what[80];
	bool ok = node->kind == TREE_SCALAR && node->len > 0 && node->len < 18;

	*n = 0;
	for (size_t i = 0; ok && i < node->len; i++) {
		ok = node->text[i] >= '0' && node->text[i] <= '9';
		*n = *n * 10 + (size_t)(node->text[i] - '0');
	}
	if (ok && *n >= min && *n <= max)
		return true;
	(void)snprintf(what, sizeof(what), "a number from %zu to %zu", min,
		max);
	loader_expected(l, node, what);
	return false;
}

size_t
loader_word(struct loader *l, const struct tree_node *node,
	const char *const *words, size_t n)
{
	char what[300] = "";
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		if (yaml_tree_is(node, words[i]))
			return i;
	for (size_t i = 0; i < n && len + 40 < sizeof(what); i++)
		len += (size_t)snprintf(what + len, sizeof(what) - len,
			"%s`%s`",
			i == 0	     ? ""
			: i + 1 == n ? " or "
				     : ", ",
			words[i]);
	loader_expected(l, node, what);
	return n;
}
