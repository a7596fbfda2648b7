#include "target/describe.h"

#include <stdlib.h>
#include <string.h>

#include "case/yaml_tree.h"
#include "target/added_field.h"

struct reading {
	struct target_file *out;
	struct arena *arena;
	const char *path;
	struct diagnostics *diagnostics;
};

static void
refuse(struct reading *r, const struct tree_node *at, const char *expected)
{
	diagnostics_add(r->diagnostics, r->path, at->line, at->column,
		"expected %s, found %s", expected,
		at->key != NULL ? at->key->text : "something else");
}

/* A key that there is none of: at its own place. */
static void
refuse_key(struct reading *r, const struct tree_node *at, const char *expected)
{
	diagnostics_add(r->diagnostics, r->path, at->key->line, at->key->column,
		"expected %s, found %s", expected, at->key->text);
}

static const char *
text_of(struct reading *r, const struct tree_node *node)
{
	if (node->kind == TREE_SCALAR && node->len > 0 &&
		memchr(node->text, '\0', node->len) == NULL)
		return node->text;
	refuse(r, node, "a text that is not empty");
	return NULL;
}

/* A route's path goes into request-lines as it is. */
static const char *
path_of(struct reading *r, const struct tree_node *node)
{
	const char *path = text_of(r, node);
	const char *at = path;

	if (path == NULL)
		return NULL;
	while (*at > ' ' && *at < 0x7F)
		at++;
	if (path[0] == '/' && *at == '\0')
		return path;
	refuse(r, node, "a path that begins with /");
	return NULL;
}

static void
read_routes(struct reading *r, const struct tree_node *map)
{
	if (map->kind != TREE_MAPPING) {
		refuse(r, map, "a map of routes");
		return;
	}
	for (const struct tree_node *n = map->children; n != NULL;
		n = n->next) {
		unsigned i = 0;

		while (i < N_ROUTES &&
			!yaml_tree_is(n->key, route_name((enum route)i)))
			i++;
		if (i == N_ROUTES)
			refuse_key(r, n,
				"a route: ok, missing, body, echo, "
				"fields, static, effect, store, moved, "
				"guarded or negotiated");
		else
			r->out->routes[i] = path_of(r, n);
	}
}

/* One text, or a sequence of them. */
static void
read_texts(struct reading *r, const struct tree_node *node,
	struct target_texts *out)
{
	bool many = node->kind == TREE_SEQUENCE;
	size_t n = many ? node->n_children : 1;

	if (node->kind == TREE_MAPPING) {
		refuse(r, node, "a text or a list of texts");
		return;
	}
	out->at = arena_alloc(r->arena, n, sizeof(*out->at));
	if (out->at == NULL) {
		refuse(r, node, "enough memory");
		return;
	}
	if (!many)
		out->at[out->n++] = text_of(r, node);
	else
		for (node = node->children; node != NULL; node = node->next)
			out->at[out->n++] = text_of(r, node);
}

static bool
read_list_key(struct reading *r, const struct tree_node *n)
{
	const struct {
		const char *key;
		struct target_texts *into;
	} lists[] = {
		{"packages", &r->out->packages},
		{"npm", &r->out->npm},
		{"sets", &r->out->sets},
		{"needs", &r->out->needs},
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (yaml_tree_is(n->key, lists[i].key)) {
			read_texts(r, n, lists[i].into);
			return true;
		}
	}
	return false;
}

static void
check_header(struct reading *r, const struct tree_node *node)
{
	const char *problem = node->kind == TREE_SCALAR
				      ? added_field_problem(node->text)
				      : NULL;

	if (problem != NULL)
		refuse(r, node, problem);
}

static void
read_headers(struct reading *r, const struct tree_node *node)
{
	read_texts(r, node, &r->out->headers);
	if (node->kind == TREE_SCALAR)
		check_header(r, node);
	for (node = node->kind == TREE_SEQUENCE ? node->children : NULL;
		node != NULL; node = node->next)
		check_header(r, node);
}

/* v1 or v2 */
static void
read_proxy_protocol(struct reading *r, const struct tree_node *node)
{
	if (yaml_tree_is(node, "v1") || yaml_tree_is(node, "v2"))
		r->out->proxy_protocol = node->text;
	else
		refuse(r, node, "v1 or v2");
}

static void
read_insecure(struct reading *r, const struct tree_node *node)
{
	if (!yaml_tree_is(node, "yes") && !yaml_tree_is(node, "no"))
		refuse(r, node, "yes or no");
	r->out->insecure = yaml_tree_is(node, "yes");
}

static void
read_key(struct reading *r, const struct tree_node *n)
{
	const struct {
		const char *key;
		const char **into;
	} texts[] = {
		{"name", &r->out->name},
		{"start", &r->out->start},
		{"url", &r->out->url},
		{"version", &r->out->version},
		{"build", &r->out->build},
		{"baseline", &r->out->baseline},
		{"unix-socket", &r->out->unix_socket},
		{"cacert", &r->out->ca_file},
		{"sni", &r->out->server_name},
		{"via", &r->out->via},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (yaml_tree_is(n->key, texts[i].key)) {
			*texts[i].into = text_of(r, n);
			return;
		}
	}
	if (yaml_tree_is(n->key, "routes"))
		read_routes(r, n);
	else if (yaml_tree_is(n->key, "proxy-protocol"))
		read_proxy_protocol(r, n);
	else if (yaml_tree_is(n->key, "headers"))
		read_headers(r, n);
	else if (yaml_tree_is(n->key, "insecure"))
		read_insecure(r, n);
	else if (!read_list_key(r, n))
		refuse_key(r, n,
			"name, start, url, version, baseline, routes, "
			"packages, npm, sets, needs, build, unix-socket, "
			"insecure, cacert, sni, proxy-protocol, headers or "
			"via");
}

static char *
directory_of(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	char *slash = real == NULL ? NULL : strrchr(real, '/');
	char *copy = NULL;

	if (slash != NULL) {
		size_t len = slash == real ? 1 : (size_t)(slash - real);

		copy = arena_copy(arena, real, len);
	}
	free(real);
	return copy;
}

/* A path that is relative is one from the folder of the file. */
static bool
place_baseline(struct target_file *out, struct arena *arena)
{
	struct octets path = {0};
	bool placed = true;

	if (out->baseline == NULL || out->baseline[0] == '/')
		return true;
	placed = octets_format(&path, "%s/%s", out->directory, out->baseline);
	if (placed)
		out->baseline = arena_copy(arena, path.at, path.len);
	octets_free(&path);
	return placed && out->baseline != NULL;
}

bool
target_file_read(struct target_file *out, struct arena *arena, const char *path,
	struct diagnostics *d)
{
	struct reading r = {
		.out = out, .arena = arena, .path = path, .diagnostics = d};
	struct tree_node *root = yaml_tree_read_file(arena, path, d);
	size_t before = diagnostics_count(d);

	*out = (struct target_file){0};
	if (root == NULL)
		return false;
	if (root->kind != TREE_MAPPING) {
		refuse(&r, root, "a map");
		return false;
	}
	for (const struct tree_node *n = root->children; n != NULL; n = n->next)
		read_key(&r, n);
	if (out->name == NULL || out->url == NULL)
		diagnostics_add(d, path, root->line, root->column,
			"expected name and url, found none");
	out->directory = directory_of(arena, path);
	if (out->directory == NULL || !place_baseline(out, arena))
		diagnostics_add(d, path, 0, 0, "out of memory");
	return diagnostics_count(d) == before;
}
