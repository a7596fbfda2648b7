#include "case/load.h"

#include <string.h>

#include "case/loader.h"

/* The keys of a case (cases/FORMAT.md, section 2). */

#define TITLE_MAX 100
#define VARIANTS_MAX 512

static const char *const roles[] = {"server", "proxy", "client"};

#define N_ROLES (sizeof(roles) / sizeof(roles[0]))

static void
read_title(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;

	c->title = loader_line(l, node, "a title");
	if (c->title != NULL && node->len > TITLE_MAX)
		loader_refuse(l, node,
			"expected at most %d characters, found %zu", TITLE_MAX,
			node->len);
}

/* ---- requires, level ---- */

static void
read_requirement(struct loader *l, const struct tree_node *node,
	struct test_case *c, size_t i)
{
	const char *id = loader_text(l, node, "the id of a requirement");
	const struct requirement *r;

	if (id == NULL)
		return;
	c->requires[i] = id;
	r = requirements_find(l->requirements, id);
	if (r == NULL) {
		loader_expected(l, node, "the id of a requirement");
		return;
	}
	for (size_t k = 0; k < i; k++)
		if (c->requires[k] != NULL && strcmp(c->requires[k], id) == 0)
			loader_expected(l, node, "each id once");
	if (i > 0)
		return;
	c->level = r->level;
	if (r->level == LEVEL_MUST && !requirement_binds(r, c->role))
		loader_refuse(l, node,
			"expected a requirement that binds a %s first, found "
			"%s (%s)",
			c->role, id, r->roles);
}

static void
read_requires(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;

	if (!loader_is_list(l, node, 1, "a list of requirement ids"))
		return;
	c->requires =
		loader_alloc(l, node, node->n_children, sizeof(*c->requires));
	if (c->requires == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next)
		read_requirement(l, one, c, c->n_requires++);
}

static void
read_why(struct loader *l, const struct tree_node *node, void *into)
{
	((struct test_case *)into)->why =
		loader_text(l, node, "an explanation");
}

static void
read_level(struct loader *l, const struct tree_node *node, void *into)
{
	static const char *const words[] = {"hardening"};

	if (loader_word(l, node, words, 1) == 0)
		((struct test_case *)into)->level = LEVEL_HARDENING;
}

/* ---- tags, needs, variants ---- */

static void
read_tags(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;

	if (!loader_is_list(l, node, 1, "a list of tags"))
		return;
	c->tags = loader_alloc(l, node, node->n_children, sizeof(*c->tags));
	if (c->tags == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next) {
		const char *tag = loader_name(l, one, "a tag of [a-z0-9-]");

		if (tag != NULL)
			c->tags[c->n_tags++] = tag;
	}
}

static void
read_needs(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;
	const char *names[N_CAPABILITIES];

	for (int i = 0; i < N_CAPABILITIES; i++)
		names[i] = capability_name((enum capability)i);
	if (!loader_is_list(l, node, 1, "a list of capabilities"))
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next) {
		size_t i = loader_word(l, one, names, N_CAPABILITIES);

		if (i < N_CAPABILITIES)
			c->needs |= 1u << i;
	}
}

static void
read_variants(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;

	if (!loader_is_map(l, node, 1, "a map of variants"))
		return;
	if (node->n_children > VARIANTS_MAX) {
		loader_refuse(l, node,
			"expected at most %d variants, found %zu", VARIANTS_MAX,
			node->n_children);
		return;
	}
	c->variants =
		loader_alloc(l, node, node->n_children, sizeof(*c->variants));
	if (c->variants == NULL)
		return;
	for (const struct tree_node *one = node->children; one != NULL;
		one = one->next) {
		struct variant *v = &c->variants[c->n_variants++];

		v->name = loader_name(l, one->key, "a name of [a-z0-9-]");
		(void)loader_octets(l, one, &v->octets);
	}
}

static void
read_control(struct loader *l, const struct tree_node *node, void *into)
{
	struct test_case *c = into;

	if (loader_is_list(l, node, 1, "a wire list"))
		(void)loader_wire(l, node, NULL, &c->control);
}

/* ---- the case ---- */

static const struct loader_key case_list[] = {
	{"title", true, read_title},
	{"requires", false, read_requires},
	{"why", true, read_why},
	{"level", false, read_level},
	{"tags", false, read_tags},
	{"needs", false, read_needs},
	{"variants", false, read_variants},
	{"steps", true, loader_steps},
	{"control", false, read_control},
	{"reads", false, loader_reads},
	{"answers", true, loader_answers},
};
static const struct loader_keys case_keys =
	LOADER_KEYS("a case", case_list, true);

static void
check_case(struct loader *l, const struct tree_node *root)
{
	const struct tree_node *variants = yaml_tree_find(root, "variants");

	if (yaml_tree_find(root, "requires") == NULL &&
		yaml_tree_find(root, "level") == NULL)
		loader_refuse(l, root,
			"expected a case with `requires` or `level: "
			"hardening`, found none");
	if (variants != NULL && !l->variant_used)
		loader_refuse(l, variants,
			"expected {{variant}} in the steps, found none");
}

static bool
read_case(struct loader *l, const struct octets *source)
{
	struct tree_node *root =
		yaml_tree_read(l->arena, l->file, source, l->diagnostics);

	if (root == NULL)
		return false;
	loader_map(l, root, &case_keys, l->c);
	if (root->kind == TREE_MAPPING)
		check_case(l, root);
	return l->n_refused == 0;
}

/* ---- ids ---- */

/* "role/area/name", or more parts, each of [a-z0-9-]. */
static bool
is_id(const char *id)
{
	size_t n_parts = 1;
	char before = '/';

	for (; *id != '\0'; before = *id++) {
		bool name = (*id >= 'a' && *id <= 'z') ||
			    (*id >= '0' && *id <= '9') || *id == '-';

		if (!name && (*id != '/' || before == '/'))
			return false;
		n_parts += *id == '/';
	}
	return n_parts >= 3 && before != '/';
}

static const char *
find_role(const char *id)
{
	for (size_t i = 0; i < N_ROLES; i++) {
		size_t len = strlen(roles[i]);

		if (strncmp(id, roles[i], len) == 0 && id[len] == '/')
			return roles[i];
	}
	return NULL;
}

static bool
set_id(struct test_case *c, const char *file, const char *id,
	struct diagnostics *d)
{
	const char *area;

	c->role = find_role(id);
	if (c->role == NULL || !is_id(id)) {
		diagnostics_add(d, file, 0, 0,
			"expected a path such as server/area/name.yaml of "
			"[a-z0-9-] below the cases, found \"%s\"",
			id);
		return false;
	}
	area = id + strlen(c->role) + 1;
	c->id = arena_text(c->arena, id);
	c->file = arena_text(c->arena, file);
	c->area = arena_copy(c->arena, area, strcspn(area, "/"));
	return c->id != NULL && c->file != NULL && c->area != NULL;
}

static struct test_case *
new_case(const char *file, struct diagnostics *d)
{
	struct arena *arena = arena_new();
	struct test_case *c = NULL;

	if (arena != NULL)
		c = arena_alloc(arena, 1, sizeof(*c));
	if (c == NULL) {
		diagnostics_add(d, file, 0, 0, "out of memory");
		arena_free(arena);
		return NULL;
	}
	c->arena = arena;
	return c;
}

struct test_case *
case_read(const char *file, const char *id, const struct octets *source,
	const struct requirements *requirements, struct diagnostics *d)
{
	struct test_case *c = new_case(file, d);
	struct loader l = {
		.file = file,
		.requirements = requirements,
		.diagnostics = d,
		.c = c,
	};

	if (c == NULL)
		return NULL;
	l.arena = c->arena;
	if (set_id(c, file, id, d) && read_case(&l, source))
		return c;
	case_free(c);
	return NULL;
}
