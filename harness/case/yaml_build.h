/*
 * From libyaml's events to a tree; what is outside the subset is refused at the
 * first event that shows it.
 */
#ifndef ASSAY_CASE_YAML_BUILD_H
#define ASSAY_CASE_YAML_BUILD_H

#include "case/yaml_tree.h"

/* As yaml_tree_read(), for a source of which all octets have been checked. */
struct tree_node *yaml_build(struct arena *arena, const char *file,
	const struct octets *source, struct diagnostics *d);

#endif
