#include "compare/labels.h"

#include <string.h>

/* Names come from files that anybody wrote. */
#define NAME_MAX_LEN 40

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

const char *
compare_stem(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash != NULL ? slash + 1 : path;
	size_t len = strlen(base);

	if (len > 5 && strcmp(base + len - 5, ".json") == 0)
		len -= 5;
	return arena_copy(arena, base, len);
}

/* "nginx version: nginx/1.22.1": the first number with a dot in it, and what
 * hangs on it, without what a distribution adds behind "+". */
static const char *
find_version(const char *text, struct arena *arena)
{
	for (const char *at = text; *at != '\0'; at++) {
		size_t digits = strspn(at, "0123456789");
		size_t len = strcspn(at, " \t,;()\"'/+");

		if (digits == 0 || (at > text && is_digit(at[-1])))
			continue;
		if (at[digits] == '.' && is_digit(at[digits + 1]))
			return arena_copy(arena, at,
				len < NAME_MAX_LEN ? len : NAME_MAX_LEN);
	}
	return "";
}

/* ---- names, the better ones first ---- */

enum kind {
	KIND_TARGET,
	KIND_FILE,
	KIND_FOLDER, /* and file */
	KIND_PATH,
};

/* "audits/monday/nginx.json" is "monday/nginx". */
static const char *
last_two(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	size_t len = strlen(path);

	if (slash == NULL)
		return compare_stem(path, arena);
	while (slash > path && slash[-1] != '/')
		slash--;
	len -= (size_t)(slash - path);
	if (len > 5 && strcmp(slash + len - 5, ".json") == 0)
		len -= 5;
	return arena_copy(arena, slash, len);
}

static const char *
name_of(const struct compare_report *r, enum kind kind, struct arena *arena)
{
	switch (kind) {
	case KIND_TARGET:
		if (r->name[0] != '\0')
			return arena_copy(arena, r->name,
				strnlen(r->name, NAME_MAX_LEN));
		return compare_stem(r->path, arena);
	case KIND_FILE:
		return compare_stem(r->path, arena);
	case KIND_FOLDER:
		return last_two(r->path, arena);
	case KIND_PATH:
		break;
	}
	return r->path;
}

static bool
set_names(const struct compare_report *reports, size_t n, enum kind kind,
	struct compare_label *labels, struct arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		labels[i].name = name_of(&reports[i], kind, arena);
		if (labels[i].name == NULL)
			return false;
	}
	return true;
}

static bool
are_distinct(const struct compare_label *labels, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (strcmp(labels[i].name, labels[k].name) == 0)
				return false;
	return true;
}

const struct compare_label *
compare_labels(const struct compare_report *reports, size_t n,
	struct arena *arena)
{
	struct compare_label *labels = arena_alloc(arena, n, sizeof(*labels));
	int kind = KIND_TARGET;

	if (labels == NULL)
		return NULL;
	do {
		if (!set_names(reports, n, (enum kind)kind, labels, arena))
			return NULL;
	} while (!are_distinct(labels, n) && kind++ < KIND_PATH);
	for (size_t i = 0; i < n; i++) {
		const struct compare_report *r = &reports[i];

		labels[i].version =
			find_version(r->version[0] != '\0' ? r->version
							   : r->server,
				arena);
		if (labels[i].version == NULL)
			return NULL;
	}
	return labels;
}
