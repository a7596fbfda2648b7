#include <string.h>

#include "case/loader.h"

/* Steps (cases/FORMAT.md, section 4). */

#define PAUSE_MAX_MS 90000

static void
read_send(struct loader *l, const struct tree_node *node, void *into)
{
	struct step *s = into;

	s->kind = STEP_SEND;
	if (l->has_half_closed || l->has_reset)
		loader_refuse(l, node->key,
			"expected no `send` behind `half-close` or `reset`, "
			"found one");
	if (loader_is_list(l, node, 1, "a wire list"))
		(void)loader_wire(l, node, NULL, &s->send);
}

/* A number and its unit: "20ms", "2s". */
static bool
read_duration(const struct tree_node *node, unsigned *ms)
{
	unsigned n = 0;
	size_t i = 0;

	if (node->kind != TREE_SCALAR)
		return false;
	while (i < node->len && i < 5 && node->text[i] >= '0' &&
		node->text[i] <= '9')
		n = n * 10 + (unsigned)(node->text[i++] - '0');
	if (i > 0 && strcmp(node->text + i, "s") == 0)
		n *= 1000;
	else if (i == 0 || strcmp(node->text + i, "ms") != 0)
		return false;
	*ms = n;
	return n >= 1 && n <= PAUSE_MAX_MS;
}

static void
read_pause(struct loader *l, const struct tree_node *node, void *into)
{
	struct step *s = into;

	s->kind = STEP_PAUSE;
	if (!read_duration(node, &s->pause_ms))
		loader_expected(l, node, "a duration from 1ms to 90s");
}

static void
read_expect(struct loader *l, const struct tree_node *node, void *into)
{
	struct step *s = into;

	s->kind = STEP_EXPECT;
	l->c->n_expects++;
	loader_outcomes(l, node, s);
}

static const struct loader_key step_list[] = {
	{"send", false, read_send},
	{"pause", false, read_pause},
	{"expect", false, read_expect},
};
static const struct loader_keys step_keys =
	LOADER_KEYS("a step", step_list, false);

static bool
read_word(struct loader *l, const struct tree_node *node, struct step *s)
{
	if (yaml_tree_is(node, "half-close")) {
		s->kind = STEP_HALF_CLOSE;
		l->has_half_closed = true;
	} else if (yaml_tree_is(node, "reset")) {
		s->kind = STEP_RESET;
		l->has_reset = true;
	} else {
		return false;
	}
	return true;
}

static void
read_step(struct loader *l, const struct tree_node *node, struct step *s)
{
	s->line = node->line;
	if (l->has_reset && (node->kind != TREE_MAPPING ||
				    yaml_tree_find(node, "expect") == NULL))
		loader_expected(l, node, "nothing but `expect` behind `reset`");
	else if (node->kind == TREE_MAPPING && node->n_children == 1)
		loader_map(l, node, &step_keys, s);
	else if (!read_word(l, node, s))
		loader_expected(l, node,
			"one of `send`, `pause`, `expect`, `half-close`, "
			"`reset`");
}

/* One that came later would have nothing to be judged by. */
static void
check_last(struct loader *l, const struct tree_node *last)
{
	if (last->kind != TREE_MAPPING ||
		yaml_tree_find(last, "expect") == NULL)
		loader_refuse(l, last,
			"expected `expect` as the last step, found another");
}

void
loader_steps(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;

	if (!loader_is_list(l, node, 1, "a list of steps"))
		return;
	c->steps = loader_alloc(l, node, node->n_children, sizeof(*c->steps));
	if (c->steps == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next) {
		l->is_last = one->next == NULL;
		read_step(l, one, &c->steps[c->n_steps++]);
		if (l->is_last)
			check_last(l, one);
	}
}
