#include "compare/matrix_servers.h"

#include <unistd.h>

#include "report/json_fill.h"

static json_t *
number(size_t n)
{
	return json_integer((json_int_t)n);
}

/* "nginx.html", if it lies in the folder; else null. */
static json_t *
page_json(const char *folder, const struct compare_report *r)
{
	struct arena *arena = arena_new();
	const char *stem = arena != NULL ? compare_stem(r->path, arena) : NULL;
	struct octets path = {0};
	json_t *page = json_null();

	if (stem != NULL &&
		octets_format(&path, "%s/%s.html%c", folder, stem, '\0') &&
		access((const char *)path.at, R_OK) == 0)
		page = json_sprintf("%s.html", stem);
	octets_free(&path);
	arena_free(arena);
	return page;
}

static json_t *
counts_json(const struct compare_report *r)
{
	struct json_fill f = {json_object(), false};

	for (int v = 0; v < N_VERDICTS; v++)
		json_fill_put(&f, verdict_name((enum verdict)v),
			number(r->counts[v]));
	return json_fill_end(&f);
}

static json_t *
server_json(const struct compare_table *t, size_t at, const char *folder,
	const struct wires_target *target)
{
	const struct compare_report *r = &t->reports[at];
	const struct compare_label *label = &t->labels[at];
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "name", json_fill_text(label->name));
	json_fill_put(&f, "version", json_fill_text(label->version));
	json_fill_put(&f, "says",
		json_fill_text(r->version[0] != '\0' ? r->version : r->server));
	json_fill_put(&f, "url", json_fill_text(r->url));
	json_fill_put(&f, "started", json_fill_text(r->started));
	json_fill_put(&f, "suite", json_fill_text(r->suite));
	json_fill_put(&f, "page", page_json(folder, r));
	json_fill_put(&f, "counts", counts_json(r));
	json_fill_put(&f, "flaky", number(r->n_flaky));
	json_fill_put(&f, "authority", json_fill_text(target->authority));
	json_fill_put(&f, "host_port", json_fill_text(target->host_port));
	return json_fill_end(&f);
}

json_t *
matrix_servers(const struct compare_table *t, const char *folder,
	const struct wires_target *targets)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < t->n; i++) {
		size_t at = t->clusters.order[i];

		ok &= json_fill_append(array,
			server_json(t, at, folder, &targets[at]));
	}
	return json_fill_array(array, ok);
}

/* A group of the clusters, servers by their place. */
static size_t
group_of(const struct compare_table *t, size_t group)
{
	size_t place = 0;

	if (group >= t->n)
		return group;
	while (t->clusters.order[place] != group)
		place++;
	return place;
}

json_t *
matrix_merges(const struct compare_table *t)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i + 1 < t->n; i++) {
		const struct cluster_merge *merge = &t->clusters.merges[i];

		ok &= json_fill_append(array,
			json_pack("[oof]", number(group_of(t, merge->left)),
				number(group_of(t, merge->right)),
				merge->distance));
	}
	return json_fill_array(array, ok);
}
