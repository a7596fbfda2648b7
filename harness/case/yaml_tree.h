/*
 * The strict subset of YAML 1.2 in which cases and target files are written
 * (cases/FORMAT.md, section 1), as a small tree.
 */
#ifndef ASSAY_CASE_YAML_TREE_H
#define ASSAY_CASE_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "case/arena.h"
#include "case/diagnostics.h"
#include "case/octets.h"

#define YAML_TREE_FILE_MAX ((size_t)64 << 10)
#define YAML_TREE_DEPTH_MAX 10
#define YAML_TREE_NODES_MAX 8192

enum tree_kind {
	TREE_SCALAR,
	TREE_SEQUENCE,
	TREE_MAPPING,
};

/* Lines and columns count from 1. */
struct tree_node {
	enum tree_kind kind;
	unsigned line;
	unsigned column;
	bool quoted;	  /* scalar: in double quotes */
	bool folded;	  /* scalar: plain, and written on several lines */
	const char *text; /* scalar: `len` octets and a NUL behind them */
	size_t len;
	struct tree_node *key;	    /* in a mapping: the name of this value */
	struct tree_node *children; /* of a sequence or mapping, in order */
	struct tree_node *next;
	size_t n_children;
};

/*
 * Reads the content of `file` into a tree that lives in `arena`. NULL, and at
 * least one diagnostic, for what is outside the subset, is too deep or has too
 * many nodes.
 *
 * Characters U+0000 to U+00FF that a double-quoted scalar writes as escapes are
 * one octet each in `text`. A plain scalar with nothing in it has `len` 0.
 */
struct tree_node *yaml_tree_read(struct arena *arena, const char *file,
	const struct octets *source, struct diagnostics *d);

/* Reads a file of at most YAML_TREE_FILE_MAX octets. */
struct tree_node *yaml_tree_read_file(struct arena *arena, const char *path,
	struct diagnostics *d);

/* The value called `name` of a mapping; NULL: there is none. */
struct tree_node *yaml_tree_find(const struct tree_node *map, const char *name);

/* Whether a scalar's text is `text`. */
bool yaml_tree_is(const struct tree_node *scalar, const char *text);

/* All nodes of the tree below `node`, without the keys. */
size_t yaml_tree_count(const struct tree_node *node);

#endif
