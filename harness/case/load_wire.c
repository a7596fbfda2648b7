#include <string.h>

#include "case/loader.h"

/* Wire lists: items, repetitions and labels (cases/FORMAT.md, section 3). */

#define REPEAT_MAX 20000000
#define LABELS_MAX 64

static void read_list(struct loader *l, const struct tree_node *list,
	const struct tree_node *end, struct wire *out);

/* ---- items ---- */

static void
read_repeat(struct loader *l, const struct tree_node *node, void *into)
{
	struct wire_part *part = into;

	if (loader_octets(l, node, &part->octets) && part->octets.len == 0)
		loader_expected(l, node, "a wire string that is not empty");
}

static void
read_times(struct loader *l, const struct tree_node *node, void *into)
{
	struct wire_part *part = into;

	(void)loader_number(l, node, 1, REPEAT_MAX, &part->times);
}

static void
read_label(struct loader *l, const struct tree_node *node, void *into)
{
	struct wire_part *part = into;

	part->label = loader_name(l, node, "a label of [a-z0-9-]");
}

static void
read_of(struct loader *l, const struct tree_node *node, void *into)
{
	struct wire_part *part = into;

	if (loader_is_list(l, node, 0, "a wire list"))
		read_list(l, node, NULL, &part->of);
}

static const struct loader_key repeat_list[] = {
	{"repeat", true, read_repeat},
	{"times", true, read_times},
};
static const struct loader_keys repeat_keys =
	LOADER_KEYS("a repetition", repeat_list, false);

static const struct loader_key label_list[] = {
	{"label", true, read_label},
	{"of", true, read_of},
};
static const struct loader_keys label_keys =
	LOADER_KEYS("a labelled list", label_list, false);

static void
read_map(struct loader *l, const struct tree_node *node, struct wire_part *part)
{
	if (yaml_tree_find(node, "label") != NULL ||
		yaml_tree_find(node, "of") != NULL) {
		part->kind = WIRE_LABEL;
		loader_map(l, node, &label_keys, part);
		return;
	}
	loader_map(l, node, &repeat_keys, part);
	if (part->times > 0 && part->octets.len > REPEAT_MAX / part->times)
		loader_refuse(l, node,
			"expected at most %d octets in all, found more",
			REPEAT_MAX);
}

static size_t
count_parts(const struct tree_node *first, const struct tree_node *end)
{
	size_t n = 0;

	/* "{{" begins a part, and another one may follow it. */
	for (; first != end; first = first->next) {
		const char *at = first->text;
		size_t left = first->kind == TREE_SCALAR ? first->len : 0;

		for (n++; left > 1; at++, left--)
			n += at[0] == '{' && at[1] == '{' ? 2 : 0;
	}
	return n;
}

static void
read_list(struct loader *l, const struct tree_node *list,
	const struct tree_node *end, struct wire *out)
{
	const struct tree_node *item;

	out->parts = loader_alloc(l, list, count_parts(list->children, end),
		sizeof(*out->parts));
	if (out->parts == NULL)
		return;
	for (item = list->children; item != end; item = item->next) {
		if (item->kind == TREE_MAPPING)
			read_map(l, item, &out->parts[out->n_parts++]);
		else if (loader_is_wire_string(l, item) &&
			 !loader_wire_string(l, item, out))
			return;
	}
}

/* ---- labels ---- */

static size_t
count_label(const struct wire *w, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_parts; i++) {
		const struct wire_part *part = &w->parts[i];

		if (part->kind != WIRE_LABEL)
			continue;
		n += name == NULL || strcmp(part->label, name) == 0;
		n += count_label(&part->of, name);
	}
	return n;
}

static void
check_names(struct loader *l, const struct tree_node *list,
	const struct wire *all, const struct wire *w)
{
	for (size_t i = 0; i < w->n_parts; i++) {
		const struct wire_part *part = &w->parts[i];

		if ((part->kind == WIRE_LEN || part->kind == WIRE_CHUNK) &&
			count_label(all, part->label) == 0)
			loader_refuse(l, list,
				"expected a labelled list `%s` in this wire "
				"list, found none",
				part->label);
		if (part->kind != WIRE_LABEL)
			continue;
		if (count_label(all, part->label) > 1)
			loader_refuse(l, list,
				"expected each label once, found `%s` again",
				part->label);
		check_names(l, list, all, &part->of);
	}
}

/* Lengths can be worked out now: what they stand for changes, not whether. */
static void
check_lengths(struct loader *l, const struct tree_node *list,
	const struct wire *w)
{
	static const struct octets nothing;
	struct effect effect;
	struct wire_values values = {
		.host = "",
		.port = "",
		.scheme = "",
		.fresh = "",
		.variant = &nothing,
	};
	size_t len;

	for (int r = 0; r < N_ROUTES; r++)
		values.routes[r] = "";
	(void)effect_init(&effect, effect_candidate(EFFECT_IF_NONE_MATCH_ANY),
		"*", 1);
	values.effect = &effect;
	for (int k = 0; k < N_KNOWN; k++)
		values.known[k] = "";
	if (!wire_length(w, &values, &len))
		loader_refuse(l, list,
			"expected labelled lists without their own length and "
			"less than 64 MiB in all, found something else");
}

bool
loader_wire(struct loader *l, const struct tree_node *list,
	const struct tree_node *end, struct wire *out)
{
	size_t before = l->n_refused;

	read_list(l, list, end, out);
	if (l->n_refused != before)
		return false;
	if (count_label(out, NULL) > LABELS_MAX) {
		loader_refuse(l, list, "expected at most %d labels, found more",
			LABELS_MAX);
		return false;
	}
	check_names(l, list, out, out);
	if (l->n_refused == before)
		check_lengths(l, list, out);
	return l->n_refused == before;
}
