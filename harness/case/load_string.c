#include <string.h>

#include "case/loader.h"

/* Wire strings and their placeholders (cases/FORMAT.md, section 3). */

/* ---- wire strings ---- */

static void
borrow_octets(const char *text, size_t len, struct octets *out)
{
	/* Nothing of a loaded case is written to, and the tree lives as long. */
	*out = (struct octets){
		.at = (uint8_t *)(uintptr_t)text, .len = len, .room = len};
}

bool
loader_is_wire_string(struct loader *l, const struct tree_node *node)
{
	if (node->kind == TREE_SCALAR && node->quoted)
		return true;
	loader_expected(l, node, "a double-quoted wire string");
	return false;
}

static const char *
find_braces(const char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++)
		if (text[i] == '{' && text[i + 1] == '{')
			return text + i;
	return NULL;
}

bool
loader_octets(struct loader *l, const struct tree_node *node,
	struct octets *out)
{
	if (!loader_is_wire_string(l, node))
		return false;
	if (find_braces(node->text, node->len) != NULL) {
		loader_expected(l, node, "a wire string without placeholders");
		return false;
	}
	borrow_octets(node->text, node->len, out);
	return true;
}

bool
loader_octets_or_variant(struct loader *l, const struct tree_node *node,
	struct octets *out, bool *is_variant)
{
	*is_variant = yaml_tree_is(node, "{{variant}}") && node->quoted;
	if (!*is_variant)
		return loader_octets(l, node, out);
	if (l->c->n_variants == 0)
		loader_refuse(l, node, "expected `variants`, found none");
	return true;
}

/* ---- placeholders ---- */

static bool
has_prefix(const char *text, size_t len, const char *prefix)
{
	size_t n = strlen(prefix);

	return len > n && memcmp(text, prefix, n) == 0;
}

/* What not every target has must be among the needs. */
static void
check_need(struct loader *l, const struct tree_node *at, enum capability need,
	const char *kind, const char *name)
{
	if (need == N_CAPABILITIES || (l->c->needs & 1u << need) != 0)
		return;
	loader_refuse(l, at,
		"expected `needs` with `%s` for {{%s:%s}}, found none",
		capability_name(need), kind, name);
}

static bool
is_word(const char *name, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(name, word, len) == 0;
}

static bool
read_route(struct loader *l, const struct tree_node *at, const char *name,
	size_t len, struct wire_part *part)
{
	for (int i = 0; i < N_ROUTES; i++) {
		enum route route = (enum route)i;

		if (!is_word(name, len, route_name(route)))
			continue;
		part->kind = WIRE_TARGET;
		part->route = route;
		check_need(l, at, route_need(route), "target",
			route_name(route));
		return true;
	}
	return false;
}

static bool
read_known(struct loader *l, const struct tree_node *at, const char *name,
	size_t len, struct wire_part *part)
{
	for (int i = 0; i < N_KNOWN; i++) {
		enum known known = (enum known)i;

		if (!is_word(name, len, known_name(known)))
			continue;
		part->kind = WIRE_KNOWN;
		part->known = known;
		check_need(l, at, known_need(known), "static",
			known_name(known));
		return true;
	}
	return false;
}

static bool
read_variant(struct loader *l, const struct tree_node *at,
	struct wire_part *part)
{
	part->kind = WIRE_VARIANT;
	l->variant_used = true;
	if (l->c->n_variants == 0)
		loader_refuse(l, at,
			"expected `variants` for {{variant}}, found none");
	return true;
}

/* What a case must need to use the text. */
static enum capability
effect_need(enum effect_text t)
{
	static const enum capability needs[N_EFFECT_TEXTS] = {
#define EFFECT_TEXT(id, name, capability, text) \
	[EFFECT_TEXT_##id] = CAPABILITY_##capability,
#include "case/effect_texts.def"
#undef EFFECT_TEXT
	};

	return needs[t];
}

static bool
read_effect(struct loader *l, const struct tree_node *at, const char *name,
	size_t len, struct wire_part *part)
{
	enum effect_text t = 0;
	enum capability need;

	while (t < N_EFFECT_TEXTS && !is_word(name, len, effect_text_name(t)))
		t++;
	if (t == N_EFFECT_TEXTS)
		return false;
	part->kind = WIRE_EFFECT;
	part->effect = t;
	need = effect_need(t);
	if ((l->c->needs & 1u << need) == 0)
		loader_refuse(l, at,
			"expected `needs` with `%s` for {{effect:%s}}, found "
			"none",
			capability_name(need), effect_text_name(t));
	return true;
}

/* Reads what stands between the braces. */
static bool
read_placeholder(struct loader *l, const struct tree_node *at, const char *name,
	size_t len, struct wire_part *part)
{
	size_t skip = 0;

	if (is_word(name, len, "variant"))
		return read_variant(l, at, part);
	if (has_prefix(name, len, "target:"))
		return read_route(l, at, name + 7, len - 7, part);
	if (has_prefix(name, len, "effect:"))
		return read_effect(l, at, name + 7, len - 7, part);
	if (has_prefix(name, len, "static:"))
		return read_known(l, at, name + 7, len - 7, part);
	if (is_word(name, len, "host")) {
		part->kind = WIRE_HOST;
	} else if (is_word(name, len, "port")) {
		part->kind = WIRE_PORT;
	} else if (is_word(name, len, "scheme")) {
		part->kind = WIRE_SCHEME;
	} else if (has_prefix(name, len, "len:")) {
		part->kind = WIRE_LEN;
		skip = 4;
	} else if (has_prefix(name, len, "chunk:")) {
		part->kind = WIRE_CHUNK;
		skip = 6;
	} else {
		return false;
	}
	if (skip > 0)
		part->label = arena_copy(l->arena, name + skip, len - skip);
	return skip == 0 || part->label != NULL;
}

static const char *
find_end(const char *text, const char *end)
{
	for (; text + 1 < end; text++)
		if (text[0] == '}' && text[1] == '}')
			return text;
	return NULL;
}

static void
add_octets(const char *at, const char *end, struct wire *out)
{
	struct wire_part *part = &out->parts[out->n_parts];

	if (at == end)
		return;
	borrow_octets(at, (size_t)(end - at), &part->octets);
	part->times = 1;
	out->n_parts++;
}

bool
loader_wire_string(struct loader *l, const struct tree_node *node,
	struct wire *out)
{
	const char *at = node->text;
	const char *end = at + node->len;
	const char *open;

	while ((open = find_braces(at, (size_t)(end - at))) != NULL) {
		const char *close = find_end(open + 2, end);

		add_octets(at, open, out);
		if (close == NULL || !read_placeholder(l, node, open + 2,
					     (size_t)(close - open - 2),
					     &out->parts[out->n_parts])) {
			loader_expected(l, node,
				"{{host}}, {{port}}, {{scheme}}, "
				"{{target:ROUTE}}, {{static:WHAT}}, "
				"{{effect:TEXT}}, {{len:LABEL}}, "
				"{{chunk:LABEL}} or {{variant}} behind \"{{\"");
			return false;
		}
		out->n_parts++;
		at = close + 2;
	}
	add_octets(at, end, out);
	return true;
}
