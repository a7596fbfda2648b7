#include "case/yaml_build.h"

#include <string.h>
#include <yaml.h>

#include "case/yaml_text.h"

/* A collection that is being read. */
struct level {
	struct tree_node *node;
	struct tree_node *key; /* of a mapping: waits for its value */
	struct tree_node *last;
};

struct builder {
	yaml_parser_t parser;
	struct arena *arena;
	const char *file;
	const struct octets *source;
	struct diagnostics *diagnostics;
	struct level levels[YAML_TREE_DEPTH_MAX];
	size_t depth;
	size_t n_nodes;
	struct tree_node *root;
	bool done;
};

/* libyaml counts a line that is not there behind a last one without LF. */
static yaml_mark_t
in_file(const struct builder *b, yaml_mark_t at)
{
	const struct octets *source = b->source;
	size_t start = source->len;

	if (at.index < source->len || at.column > 0)
		return at;
	while (start > 0 && source->at[start - 1] != '\n')
		start--;
	if (start < source->len) {
		at.line--;
		at.column = source->len - start;
	}
	return at;
}

static bool
refuse(struct builder *b, yaml_mark_t at, const char *text)
{
	at = in_file(b, at);
	diagnostics_add(b->diagnostics, b->file, (unsigned)at.line + 1,
		(unsigned)at.column + 1, "%s", text);
	return false;
}

/* libyaml says "found ..." of what it met, and other things of its rules. */
static bool
refuse_syntax(struct builder *b)
{
	const char *problem = b->parser.problem;
	yaml_mark_t at = in_file(b, b->parser.problem_mark);
	bool found = problem != NULL && strncmp(problem, "found ", 6) == 0;

	diagnostics_add(b->diagnostics, b->file, (unsigned)at.line + 1,
		(unsigned)at.column + 1, "expected well-formed YAML%s %s",
		found ? "," : ":", problem != NULL ? problem : "out of memory");
	return false;
}

/* ---- the tree ---- */

static struct tree_node *
new_node(struct builder *b, enum tree_kind kind, yaml_mark_t at)
{
	struct tree_node *node;

	if (b->n_nodes == YAML_TREE_NODES_MAX) {
		refuse(b, at, "expected at most 8192 nodes, found more");
		return NULL;
	}
	node = arena_alloc(b->arena, 1, sizeof(*node));
	if (node == NULL) {
		refuse(b, at, "out of memory");
		return NULL;
	}
	b->n_nodes++;
	at = in_file(b, at);
	node->kind = kind;
	node->line = (unsigned)at.line + 1;
	node->column = (unsigned)at.column + 1;
	return node;
}

static bool
is_explicit_key(const struct builder *b, size_t off)
{
	while (off > 0 && b->source->at[off - 1] == ' ')
		off--;
	return off > 0 && b->source->at[off - 1] == '?';
}

static bool
add_key(struct builder *b, struct tree_node *key, yaml_mark_t at)
{
	struct level *top = &b->levels[b->depth - 1];

	if (key->kind != TREE_SCALAR)
		return refuse(b, at, "expected a key, found a collection");
	if (key->len == 0)
		return refuse(b, at, "expected a key, found nothing");
	if (is_explicit_key(b, at.index))
		return refuse(b, at, "expected a simple key, found \"?\"");
	for (const struct tree_node *n = top->node->children; n != NULL;
		n = n->next) {
		if (n->key->len != key->len ||
			memcmp(n->key->text, key->text, key->len) != 0)
			continue;
		diagnostics_add(b->diagnostics, b->file, key->line, key->column,
			"expected each key once, found \"%s\" again (first in "
			"line %u)",
			key->text, n->key->line);
		return false;
	}
	top->key = key;
	return true;
}

static bool
add_node(struct builder *b, struct tree_node *node, yaml_mark_t at)
{
	struct level *top;

	if (b->depth == 0) {
		b->root = node;
		return true;
	}
	top = &b->levels[b->depth - 1];
	if (top->node->kind == TREE_MAPPING && top->key == NULL)
		return add_key(b, node, at);
	node->key = top->key;
	top->key = NULL;
	if (top->last == NULL)
		top->node->children = node;
	else
		top->last->next = node;
	top->last = node;
	top->node->n_children++;
	return true;
}

/* ---- events ---- */

static bool
refuse_properties(struct builder *b, yaml_mark_t at, const void *anchor,
	const void *tag)
{
	if (anchor != NULL)
		return refuse(b, at, "expected no anchors, found one");
	if (tag != NULL)
		return refuse(b, at, "expected no tags, found one");
	return true;
}

static bool
decode_quoted(struct builder *b, const yaml_event_t *e, struct tree_node *node)
{
	size_t start = e->start_mark.index + 1;
	size_t len = e->end_mark.index - 1 - start;
	const uint8_t *in = b->source->at + start;
	char *text = arena_copy(b->arena, in, len);
	yaml_mark_t at = e->start_mark;
	size_t off = 0;

	if (text == NULL)
		return refuse(b, at, "out of memory");
	node->quoted = true;
	node->text = text;
	if (yaml_text_decode(in, len, (uint8_t *)text, &node->len, &off)) {
		text[node->len] = '\0';
		return true;
	}
	if (in[off] == '\n')
		return refuse(b, at,
			"expected a double-quoted string on one line, found a "
			"line end");
	at.column += 1 + off;
	return refuse(b, at,
		"expected one of \\r \\n \\t \\0 \\a \\b \\e \\f \\v \\\\ \\\" "
		"\\xNN, found another escape");
}

static bool
on_scalar(struct builder *b, const yaml_event_t *e)
{
	yaml_mark_t at = e->start_mark;
	yaml_scalar_style_t style = e->data.scalar.style;
	struct tree_node *node;

	if (!refuse_properties(b, at, e->data.scalar.anchor,
		    e->data.scalar.tag))
		return false;
	if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE)
		return refuse(b, at,
			"expected a plain or double-quoted scalar, found "
			"single quotes");
	if (style == YAML_LITERAL_SCALAR_STYLE ||
		style == YAML_FOLDED_SCALAR_STYLE)
		return refuse(b, at,
			"expected a plain or double-quoted scalar, found a "
			"block scalar");
	node = new_node(b, TREE_SCALAR, at);
	if (node == NULL)
		return false;
	if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		return decode_quoted(b, e, node) && add_node(b, node, at);
	node->folded = e->end_mark.line != at.line;
	node->len = e->data.scalar.length;
	node->text = arena_copy(b->arena, e->data.scalar.value, node->len);
	if (node->text == NULL)
		return refuse(b, at, "out of memory");
	return add_node(b, node, at);
}

static bool
on_start(struct builder *b, enum tree_kind kind, const yaml_event_t *e)
{
	struct tree_node *node;

	if (b->depth == YAML_TREE_DEPTH_MAX)
		return refuse(b, e->start_mark,
			"expected at most 10 levels, found more");
	node = new_node(b, kind, e->start_mark);
	if (node == NULL || !add_node(b, node, e->start_mark))
		return false;
	b->levels[b->depth++] = (struct level){.node = node};
	return true;
}

static bool
on_document(struct builder *b, const yaml_event_t *e)
{
	if (b->root != NULL)
		return refuse(b, e->start_mark,
			"expected one document, found another");
	if (e->data.document_start.version_directive != NULL ||
		e->data.document_start.tag_directives.start !=
			e->data.document_start.tag_directives.end)
		return refuse(b, e->start_mark,
			"expected no directives, found one");
	if (!e->data.document_start.implicit)
		return refuse(b, e->start_mark,
			"expected no document marker, found \"---\"");
	return true;
}

static bool
on_event(struct builder *b, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		return on_document(b, e);
	case YAML_DOCUMENT_END_EVENT:
		return e->data.document_end.implicit ||
		       refuse(b, e->start_mark,
			       "expected no document marker, found \"...\"");
	case YAML_ALIAS_EVENT:
		return refuse(b, e->start_mark,
			"expected no aliases, found one");
	case YAML_SCALAR_EVENT:
		return on_scalar(b, e);
	case YAML_SEQUENCE_START_EVENT:
		return refuse_properties(b, e->start_mark,
			       e->data.sequence_start.anchor,
			       e->data.sequence_start.tag) &&
		       on_start(b, TREE_SEQUENCE, e);
	case YAML_MAPPING_START_EVENT:
		return refuse_properties(b, e->start_mark,
			       e->data.mapping_start.anchor,
			       e->data.mapping_start.tag) &&
		       on_start(b, TREE_MAPPING, e);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		b->depth--;
		return true;
	case YAML_STREAM_END_EVENT:
		b->done = true;
		return true;
	case YAML_STREAM_START_EVENT:
	case YAML_NO_EVENT:
		return true;
	}
	return false;
}

static bool
build(struct builder *b)
{
	while (!b->done) {
		yaml_event_t e;
		bool ok;

		if (!yaml_parser_parse(&b->parser, &e))
			return refuse_syntax(b);
		ok = on_event(b, &e);
		yaml_event_delete(&e);
		if (!ok)
			return false;
	}
	if (b->root == NULL)
		return refuse(b, (yaml_mark_t){0},
			"expected a document, found nothing");
	return true;
}

/* ---- the reader ---- */

struct tree_node *
yaml_build(struct arena *arena, const char *file, const struct octets *source,
	struct diagnostics *d)
{
	static const uint8_t nothing[1];
	struct builder b = {
		.arena = arena,
		.file = file,
		.source = source,
		.diagnostics = d,
	};
	bool ok;

	if (!yaml_parser_initialize(&b.parser)) {
		diagnostics_add(d, file, 0, 0, "out of memory");
		return NULL;
	}
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser,
		source->at != NULL ? source->at : nothing, source->len);
	ok = build(&b);
	yaml_parser_delete(&b.parser);
	return ok ? b.root : NULL;
}
