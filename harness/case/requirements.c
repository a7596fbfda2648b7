#include "case/requirements.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "case/arena.h"

#define TSV_MAX ((size_t)4 << 20)
#define N_COLUMNS 9
#define HEADER \
	"id\tlevel\tactor\troles\tanchor\tparagraph\tsection\tsummary\treason"

struct requirements {
	struct arena *arena;
	struct requirement *rows;
	size_t n;
	size_t room;
};

/* RFC 2119, and the grammar rules (cases/FORMAT.md, section 2). */
static const struct {
	const char *keyword;
	enum level level;
} keywords[] = {
	{"MUST", LEVEL_MUST},
	{"MUST NOT", LEVEL_MUST},
	{"REQUIRED", LEVEL_MUST},
	{"SHALL", LEVEL_MUST},
	{"SHALL NOT", LEVEL_MUST},
	{"SHOULD", LEVEL_SHOULD},
	{"SHOULD NOT", LEVEL_SHOULD},
	{"RECOMMENDED", LEVEL_SHOULD},
	{"NOT RECOMMENDED", LEVEL_SHOULD},
	{"ABNF", LEVEL_SHOULD},
	{"MAY", LEVEL_MAY},
	{"OPTIONAL", LEVEL_MAY},
};

#define N_KEYWORDS (sizeof(keywords) / sizeof(keywords[0]))

static bool
find_level(const char *keyword, enum level *level)
{
	for (size_t i = 0; i < N_KEYWORDS; i++) {
		if (strcmp(keywords[i].keyword, keyword) == 0) {
			*level = keywords[i].level;
			return true;
		}
	}
	return false;
}

static bool
add_row(struct requirements *r, const struct requirement *row)
{
	size_t room = r->room == 0 ? 1024 : r->room * 2;

	if (r->n == r->room) {
		struct requirement *rows =
			realloc(r->rows, room * sizeof(*rows));

		if (rows == NULL)
			return false;
		r->rows = rows;
		r->room = room;
	}
	r->rows[r->n++] = *row;
	return true;
}

/* Cuts a line at its tabs. Gives the number of columns. */
static size_t
split_columns(char *line, const char *columns[N_COLUMNS])
{
	size_t n = 0;

	while (line != NULL) {
		char *tab = strchr(line, '\t');

		if (tab != NULL)
			*tab++ = '\0';
		if (n < N_COLUMNS)
			columns[n] = line;
		n++;
		line = tab;
	}
	return n;
}

static bool
read_row(struct requirements *r, char *line, const char *file, unsigned number,
	struct diagnostics *d)
{
	const char *columns[N_COLUMNS];
	struct requirement row;

	if (split_columns(line, columns) != N_COLUMNS) {
		diagnostics_add(d, file, number, 1,
			"expected nine columns, found another number");
		return false;
	}
	row = (struct requirement){
		.id = columns[0],
		.keyword = columns[1],
		.actor = columns[2],
		.roles = columns[3],
		.anchor = columns[4],
		.paragraph = columns[5],
		.section = columns[6],
		.summary = columns[7],
		.reason = columns[8],
	};
	if (!find_level(row.keyword, &row.level)) {
		diagnostics_add(d, file, number, 1,
			"expected a keyword of RFC 2119 or ABNF, found \"%s\"",
			row.keyword);
		return false;
	}
	if (!add_row(r, &row)) {
		diagnostics_add(d, file, number, 1, "out of memory");
		return false;
	}
	return true;
}

static bool
read_rows(struct requirements *r, char *text, const char *file,
	struct diagnostics *d)
{
	bool ok = true;

	for (unsigned number = 1; *text != '\0'; number++) {
		char *end = strchr(text, '\n');

		if (end != NULL)
			*end = '\0';
		if (number == 1 && strcmp(text, HEADER) != 0) {
			diagnostics_add(d, file, 1, 1,
				"expected the names of the columns");
			return false;
		}
		if (number > 1 && !read_row(r, text, file, number, d))
			ok = false;
		if (end == NULL)
			break;
		text = end + 1;
	}
	return ok;
}

struct reading {
	struct requirements *requirements;
	const struct files *files;
	struct diagnostics *diagnostics;
};

static bool
is_tsv(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && strcmp(name + len - 4, ".tsv") == 0;
}

/* What is not a list of ours is passed over. */
static bool
read_file(void *context, const char *name)
{
	const struct reading *r = context;
	struct octets source = {0};
	struct octets path = {0};
	char *text = NULL;
	bool ok;

	if (!is_tsv(name))
		return true;
	ok = files_path(r->files, name, &path) && octets_append(&path, "", 1) &&
	     files_read(r->files, name, TSV_MAX, &source, r->diagnostics);
	if (ok) {
		text = arena_copy(r->requirements->arena, source.at,
			source.len);
		ok = text != NULL &&
		     read_rows(r->requirements, text, (const char *)path.at,
			     r->diagnostics);
	}
	octets_free(&source);
	octets_free(&path);
	return ok;
}

static int
compare_rows(const void *a, const void *b)
{
	const struct requirement *x = a;
	const struct requirement *y = b;

	return strcmp(x->id, y->id);
}

static bool
sort_rows(struct requirements *r, const char *folder, struct diagnostics *d)
{
	if (r->n == 0) {
		diagnostics_add(d, folder, 0, 0,
			"expected requirements, found none");
		return false;
	}
	qsort(r->rows, r->n, sizeof(*r->rows), compare_rows);
	for (size_t i = 1; i < r->n; i++) {
		if (strcmp(r->rows[i - 1].id, r->rows[i].id) != 0)
			continue;
		diagnostics_add(d, folder, 0, 0,
			"expected each id once, found \"%s\" again",
			r->rows[i].id);
		return false;
	}
	return true;
}

struct requirements *
requirements_read(const struct files *files, const char *folder,
	struct diagnostics *d)
{
	struct requirements *r = calloc(1, sizeof(*r));
	struct reading reading = {r, files, d};
	struct octets path = {0};
	const char *name = folder;
	bool ok = false;

	if (r != NULL)
		r->arena = arena_new();
	if (files_path(files, folder, &path) && octets_append(&path, "", 1))
		name = (const char *)path.at;
	if (r == NULL || r->arena == NULL)
		diagnostics_add(d, name, 0, 0, "out of memory");
	else
		ok = files_each(files, folder, read_file, &reading, d) &&
		     sort_rows(r, name, d);
	octets_free(&path);
	if (ok)
		return r;
	requirements_free(r);
	return NULL;
}

struct requirements *
requirements_load(const char *directory, struct diagnostics *d)
{
	const struct files files = {.root = directory};

	return requirements_read(&files, "", d);
}

void
requirements_free(struct requirements *r)
{
	if (r == NULL)
		return;
	arena_free(r->arena);
	free(r->rows);
	free(r);
}

const struct requirement *
requirements_find(const struct requirements *r, const char *id)
{
	const struct requirement key = {.id = id};

	return bsearch(&key, r->rows, r->n, sizeof(*r->rows), compare_rows);
}

const struct requirement *
requirements_rows(const struct requirements *r, size_t *n)
{
	*n = r->n;
	return r->rows;
}

/* The column is a list with "+" between the roles. */
bool
requirement_binds(const struct requirement *r, const char *role)
{
	size_t len = strlen(role);
	const char *at = r->roles;

	while (at != NULL) {
		if (strncmp(at, role, len) == 0 &&
			(at[len] == '\0' || at[len] == '+'))
			return true;
		at = strchr(at, '+');
		if (at != NULL)
			at++;
	}
	return false;
}

/* Ids begin with the number of their RFC: "9112-7.1-3". */
bool
requirement_link(const struct requirement *r, struct octets *out)
{
	return octets_format(out, "https://httpwg.org/specs/rfc%.*s.html#%s",
		(int)strcspn(r->id, "-"), r->id,
		r->paragraph[0] != '\0' ? r->paragraph : r->anchor);
}
