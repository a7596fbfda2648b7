#include "case/loader.h"

/* How a strict parser reads the message (cases/FORMAT.md, section 8). */

static void
read_verdict(struct loader *l, const struct tree_node *node, void *into)
{
	static const char *const words[] = {
		[READS_ACCEPT] = "accept",
		[READS_REFUSE] = "refuse",
		[READS_EITHER] = "either",
	};
	struct reads *r = into;

	r->verdict = (enum reads_verdict)loader_word(l, node, words, 3);
}

static void
read_method(struct loader *l, const struct tree_node *node, void *into)
{
	struct reads *r = into;

	r->has_method = loader_octets(l, node, &r->method);
}

static void
read_target(struct loader *l, const struct tree_node *node, void *into)
{
	struct reads *r = into;

	r->has_target = loader_octets(l, node, &r->target);
}

static void
read_pair(struct loader *l, const struct tree_node *node, struct read_field *f)
{
	if (node->kind != TREE_SEQUENCE || node->n_children != 2) {
		loader_expected(l, node, "a list of a name and a value");
		return;
	}
	(void)loader_octets(l, node->children, &f->name);
	(void)loader_octets(l, node->children->next, &f->value);
}

static void
read_fields(struct loader *l, const struct tree_node *node, void *into)
{
	struct reads *r = into;

	if (!loader_is_list(l, node, 0, "a list of [name, value]"))
		return;
	r->fields = loader_alloc(l, node, node->n_children, sizeof(*r->fields));
	if (r->fields == NULL)
		return;
	r->has_fields = true;
	for (node = node->children; node != NULL; node = node->next)
		read_pair(l, node, &r->fields[r->n_fields++]);
}

static void
read_content(struct loader *l, const struct tree_node *node, void *into)
{
	struct reads *r = into;

	r->has_content = loader_octets(l, node, &r->content);
}

static void
read_consumed(struct loader *l, const struct tree_node *node, void *into)
{
	struct reads *r = into;

	r->has_consumed = loader_number(l, node, 0, OCTETS_MAX, &r->consumed);
}

static const struct loader_key reads_list[] = {
	{"verdict", true, read_verdict},
	{"method", false, read_method},
	{"target", false, read_target},
	{"fields", false, read_fields},
	{"content", false, read_content},
	{"consumed", false, read_consumed},
};
static const struct loader_keys reads_keys =
	LOADER_KEYS("`reads`", reads_list, false);

void
loader_reads(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;
	struct reads *r = &c->reads;

	c->has_reads = true;
	loader_map(l, node, &reads_keys, r);
	if (node->kind == TREE_MAPPING && r->verdict != READS_ACCEPT &&
		node->n_children > 1)
		loader_refuse(l, node,
			"expected `verdict` alone unless it is `accept`, found "
			"more");
}
