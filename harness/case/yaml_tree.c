#include "case/yaml_tree.h"

#include <string.h>

#include "case/source.h"
#include "case/yaml_build.h"

/* Checked first: libyaml would take other encodings and line ends as well. */
static bool
is_printable(const char *file, const struct octets *source,
	struct diagnostics *d)
{
	unsigned line = 1;
	size_t start = 0;

	for (size_t i = 0; i < source->len; i++) {
		uint8_t c = source->at[i];

		if (c == '\n') {
			line++;
			start = i + 1;
		} else if (c < 0x20 || c > 0x7E) {
			diagnostics_add(d, file, line,
				(unsigned)(i - start) + 1,
				"expected printable ASCII, found octet 0x%02X%s",
				c, c == '\t' ? " (a tab)" : "");
			return false;
		}
	}
	return true;
}

struct tree_node *
yaml_tree_read(struct arena *arena, const char *file,
	const struct octets *source, struct diagnostics *d)
{
	if (!is_printable(file, source, d))
		return NULL;
	return yaml_build(arena, file, source, d);
}

struct tree_node *
yaml_tree_read_file(struct arena *arena, const char *path,
	struct diagnostics *d)
{
	struct octets source = {0};
	struct tree_node *root = NULL;

	if (source_read(path, YAML_TREE_FILE_MAX, &source, d))
		root = yaml_tree_read(arena, path, &source, d);
	octets_free(&source);
	return root;
}

struct tree_node *
yaml_tree_find(const struct tree_node *map, const char *name)
{
	struct tree_node *n = map->kind == TREE_MAPPING ? map->children : NULL;

	while (n != NULL && !yaml_tree_is(n->key, name))
		n = n->next;
	return n;
}

bool
yaml_tree_is(const struct tree_node *scalar, const char *text)
{
	return scalar->kind == TREE_SCALAR && scalar->len == strlen(text) &&
	       memcmp(scalar->text, text, scalar->len) == 0;
}

size_t
yaml_tree_count(const struct tree_node *node)
{
	size_t n = 0;

	for (const struct tree_node *c = node->children; c != NULL; c = c->next)
		n += 1 + yaml_tree_count(c);
	return n;
}
