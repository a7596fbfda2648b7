#include "baseline/baseline.h"

#include <string.h>

#include "case/loader.h"
#include "case/source.h"
#include "case/yaml_tree.h"

#define REASON_WORDS_MIN 3

/* ---- an entry ---- */

/* loader_read functions get a struct baseline_entry. */

static void
read_pattern(struct loader *l, const struct tree_node *node,
	struct baseline_pattern *out)
{
	const char *text = loader_line(l, node, "the id of a case");

	if (text == NULL)
		return;
	if (strchr(text, ' ') != NULL || strchr(text, '/') == NULL) {
		loader_expected(l, node, "the id of a case");
		return;
	}
	*out = (struct baseline_pattern){
		.text = text, .line = node->line, .column = node->column};
}

static void
read_patterns(struct loader *l, const struct tree_node *list, void *into)
{
	struct baseline_entry *e = into;

	if (!loader_is_list(l, list, 1, "a list of ids"))
		return;
	e->patterns =
		loader_alloc(l, list, list->n_children, sizeof(*e->patterns));
	if (e->patterns == NULL)
		return;
	for (const struct tree_node *n = list->children; n != NULL; n = n->next)
		read_pattern(l, n, &e->patterns[e->n_patterns++]);
}

static void
read_verdict(struct loader *l, const struct tree_node *node, void *into)
{
	static const char *const words[] = {"fail", "warn", "varies"};
	struct baseline_entry *e = into;
	size_t word = loader_word(l, node, words, 3);

	e->known.verdict = word == 0 ? VERDICT_FAIL : VERDICT_WARN;
	e->known.varies = word == 2;
}

static size_t
count_words(const char *text)
{
	size_t n = 0;

	while (*(text += strspn(text, " ")) != '\0') {
		n++;
		text += strcspn(text, " ");
	}
	return n;
}

static void
read_reason(struct loader *l, const struct tree_node *node, void *into)
{
	struct baseline_entry *e = into;
	const char *text = loader_text(l, node, "a sentence");

	if (text == NULL)
		return;
	if (count_words(text) < REASON_WORDS_MIN)
		loader_expected(l, node, "a sentence that says why");
	e->known.reason = text;
	e->reason_line = node->line;
	e->reason_column = node->column;
}

static void
read_entry(struct loader *l, const struct tree_node *map,
	struct baseline_entry *e)
{
	static const struct loader_key list[] = {
		{"cases", true, read_patterns},
		{"verdict", true, read_verdict},
		{"reason", true, read_reason},
	};
	static const struct loader_keys keys =
		LOADER_KEYS("a deviation", list, true);

	e->line = map->line;
	loader_map(l, map, &keys, e);
}

/* ---- the whole ---- */

/* loader_read functions get a struct baseline. */

static void
read_target(struct loader *l, const struct tree_node *node, void *into)
{
	struct baseline *b = into;

	b->target = loader_line(l, node, "the name of a target");
}

static void
read_versions(struct loader *l, const struct tree_node *node, void *into)
{
	struct baseline *b = into;
	bool is_list = node->kind == TREE_SEQUENCE;
	const struct tree_node *n = is_list ? node->children : node;

	if (is_list && !loader_is_list(l, node, 1, "a version"))
		return;
	b->version_line = node->key->line;
	b->versions = loader_alloc(l, node, is_list ? node->n_children : 1,
		sizeof(*b->versions));
	for (; n != NULL && b->versions != NULL; n = is_list ? n->next : NULL)
		b->versions[b->n_versions++] = loader_line(l, n, "a version");
}

static void
read_entries(struct loader *l, const struct tree_node *node, void *into)
{
	struct baseline *b = into;

	if (!loader_is_list(l, node, 0, "a list of deviations"))
		return;
	b->entries_line = node->key->line;
	b->entries =
		loader_alloc(l, node, node->n_children, sizeof(*b->entries));
	if (b->entries == NULL)
		return;
	for (const struct tree_node *n = node->children; n != NULL; n = n->next)
		read_entry(l, n, &b->entries[b->n_entries++]);
}

static bool
read_root(struct baseline *b, const struct tree_node *root,
	struct diagnostics *d)
{
	static const struct loader_key list[] = {
		{"target", true, read_target},
		{"version", false, read_versions},
		{"deviations", true, read_entries},
	};
	static const struct loader_keys keys =
		LOADER_KEYS("a baseline", list, true);
	struct loader l = {
		.file = b->file,
		.arena = b->arena,
		.diagnostics = d,
	};

	loader_map(&l, root, &keys, b);
	return l.n_refused == 0;
}

static struct baseline *
new_baseline(const char *path, struct diagnostics *d)
{
	struct arena *arena = arena_new();
	struct baseline *b =
		arena == NULL ? NULL : arena_alloc(arena, 1, sizeof(*b));

	if (b != NULL)
		b->file = arena_text(arena, path);
	if (b == NULL || b->file == NULL) {
		diagnostics_add(d, path, 0, 0, "out of memory");
		arena_free(arena);
		return NULL;
	}
	b->arena = arena;
	return b;
}

struct baseline *
baseline_read(const char *path, struct diagnostics *d)
{
	struct baseline *b = new_baseline(path, d);
	struct tree_node *root = NULL;

	if (b == NULL)
		return NULL;
	if (source_read(path, BASELINE_FILE_MAX, &b->source, d))
		root = yaml_tree_read(b->arena, b->file, &b->source, d);
	if (root != NULL && read_root(b, root, d))
		return b;
	baseline_free(b);
	return NULL;
}

void
baseline_free(struct baseline *b)
{
	if (b == NULL)
		return;
	octets_free(&b->source);
	arena_free(b->arena);
}
