#include <string.h>

#include "case/loader.h"

/* Answers and what they must get (cases/FORMAT.md, section 9). */

static void
read_verdict(struct loader *l, const struct tree_node *node, void *into)
{
	static const char *const words[] = {"pass", "warn", "fail", "note"};
	struct answer *a = into;

	a->verdict = (enum verdict)loader_word(l, node, words, 4);
}

/* ---- gives ---- */

static void
check_end(struct loader *l, const struct tree_node *node, enum give_end end)
{
	if (end == GIVE_DEAD && !l->has_reset)
		loader_expected(l, node, "`dead` only in a case with `reset`");
}

static enum give_end
read_end(struct loader *l, const struct tree_node *node)
{
	static const char *const words[] = {
		"fin", "reset", "deaf", "shifted", "dead"};
	size_t i = loader_word(l, node, words, 5);

	if (node->next != NULL)
		loader_refuse(l, node,
			"expected `%s` at the end, found more "
			"behind it",
			node->text);
	check_end(l, node, (enum give_end)(i + 1));
	return i < 5 ? (enum give_end)(i + 1) : GIVE_OPEN;
}

static const struct tree_node *
find_end(const struct tree_node *list)
{
	const struct tree_node *n = list->children;

	while (n != NULL && (n->kind != TREE_SCALAR || n->quoted))
		n = n->next;
	return n;
}

static void
read_give(struct loader *l, const struct tree_node *node, struct give *g)
{
	const struct tree_node *end;

	if (!loader_is_list(l, node, 0, "a list of wire strings and an end"))
		return;
	end = find_end(node);
	if (end != NULL)
		g->end = read_end(l, end);
	(void)loader_wire(l, node, end, &g->octets);
}

/* Once the peer has ended the connection, nothing more can come. */
static void
check_ended(struct loader *l, const struct tree_node *node,
	const struct answer *a)
{
	bool ended = false;
	size_t i = 0;

	for (node = node->children; node != NULL; node = node->next, i++) {
		if (ended && node->n_children > 0)
			loader_expected(l, node, "an empty list behind an end");
		ended = ended || a->gives[i].end != GIVE_OPEN;
	}
}

static void
read_gives(struct loader *l, const struct tree_node *node, void *into)
{
	struct answer *a = into;
	size_t n = l->c->n_expects;

	if (!loader_is_list(l, node, 0, "one list for each `expect`"))
		return;
	if (node->n_children != n) {
		loader_refuse(l, node,
			"expected one list for each of %zu `expect`, found %zu",
			n, node->n_children);
		return;
	}
	a->gives = loader_alloc(l, node, n, sizeof(*a->gives));
	if (a->gives == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next)
		read_give(l, one, &a->gives[a->n_gives++]);
	check_ended(l, node, a);
}

/* ---- the rest ---- */

static void
read_early(struct loader *l, const struct tree_node *node, void *into)
{
	static const char *const words[] = {"no", "yes"};
	struct answer *a = into;

	a->early = loader_word(l, node, words, 2) == 1;
}

static void
read_variant(struct loader *l, const struct tree_node *node, void *into)
{
	struct answer *a = into;

	a->variant = loader_name(l, node, "the name of a variant");
	if (a->variant == NULL)
		return;
	for (size_t i = 0; i < l->c->n_variants; i++)
		if (l->c->variants[i].name != NULL &&
			strcmp(l->c->variants[i].name, a->variant) == 0)
			return;
	loader_expected(l, node, "the name of a variant of this case");
}

static const char *
read_broken(struct loader *l, const struct tree_node *node)
{
	for (size_t i = 0; i < l->c->n_requires; i++)
		if (l->c->requires[i] != NULL && node->kind == TREE_SCALAR &&
			strcmp(l->c->requires[i], node -> text) == 0)
	return l->c->requires[i];
	loader_expected(l, node, "an id that `requires` of this case names");
	return NULL;
}

static void
add_broken(struct loader *l, const struct tree_node *node, struct answer *a)
{
	const char *id = read_broken(l, node);

	if (id == NULL)
		return;
	for (size_t i = 0; i < a->n_breaks; i++)
		if (a->breaks[i] == id)
			loader_expected(l, node, "each id once");
	a->breaks[a->n_breaks++] = id;
}

/* What a peer that answers so has violated: never an answer that passes. */
static void
read_breaks(struct loader *l, const struct tree_node *node, void *into)
{
	struct answer *a = into;

	if (!loader_is_list(l, node, 1, "a list of requirement ids"))
		return;
	if (a->verdict == VERDICT_PASS)
		loader_expected(l, node,
			"`breaks` in an answer that does not "
			"pass");
	a->breaks = loader_alloc(l, node, node->n_children, sizeof(*a->breaks));
	if (a->breaks == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next)
		add_broken(l, one, a);
}

static const struct loader_key answer_list[] = {
	{"verdict", true, read_verdict},
	{"breaks", false, read_breaks},
	{"early", false, read_early},
	{"variant", false, read_variant},
	{"gives", true, read_gives},
};
static const struct loader_keys answer_keys =
	LOADER_KEYS("an answer", answer_list, false);

static const char *
read_name(struct loader *l, const struct tree_node *node)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (strspn(node->text, allowed) == node->len)
		return arena_text(l->arena, node->text);
	loader_expected(l, node,
		"a name of lower-case letters, digits and `-`");
	return NULL;
}

static void
check_both(struct loader *l, const struct tree_node *node,
	const struct test_case *c)
{
	size_t n_passes = 0;

	for (size_t i = 0; i < c->n_answers; i++)
		n_passes += c->answers[i].verdict == VERDICT_PASS;
	if (n_passes == 0)
		loader_refuse(l, node,
			"expected an answer that passes, found none");
	if (n_passes == c->n_answers)
		loader_refuse(l, node,
			"expected an answer that does not pass, found none");
}

void
loader_answers(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;

	if (!loader_is_map(l, node, 1, "a map of answers"))
		return;
	c->answers =
		loader_alloc(l, node, node->n_children, sizeof(*c->answers));
	if (c->answers == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next) {
		struct answer *a = &c->answers[c->n_answers++];

		a->line = one->key->line;
		a->column = one->key->column;
		a->name = read_name(l, one->key);
		loader_map(l, one, &answer_keys, a);
	}
	check_both(l, node, c);
}
