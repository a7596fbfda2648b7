#include "compare/renamed.h"

#include <stdlib.h>
#include <string.h>

#define NAME "RENAMED"
#define FILE_MAX ((size_t)1 << 20)

struct name_pair {
	const char *old;
	const char *new;
	unsigned line;
};

struct renamed {
	struct arena *arena;
	struct name_pair *pairs; /* sorted by the old name */
	size_t n;
	size_t room;
};

/* ---- reading ---- */

static struct name_pair *
add_pair(struct renamed *r)
{
	size_t room = r->room > 0 ? 2 * r->room : 32;
	struct name_pair *more;

	if (r->n == r->room) {
		more = realloc(r->pairs, room * sizeof(*more));
		if (more == NULL)
			return NULL;
		r->pairs = more;
		r->room = room;
	}
	return &r->pairs[r->n++];
}

/* The next word of the line, which ends with a NUL behind it. */
static char *
next_word(char **at)
{
	char *word = *at + strspn(*at, " \t\r");
	size_t len = strcspn(word, " \t\r");

	*at = word + len;
	if (**at != '\0')
		*(*at)++ = '\0';
	return len > 0 ? word : NULL;
}

static bool
read_line(struct renamed *r, const char *path, unsigned number, char *line,
	struct diagnostics *d)
{
	struct name_pair *pair;
	char *old;
	char *new;

	line[strcspn(line, "#")] = '\0';
	old = next_word(&line);
	new = next_word(&line);
	if (old == NULL)
		return true;
	if (new == NULL || next_word(&line) != NULL) {
		diagnostics_add(d, path, number, 1,
			"expected an old id and the new one, found %s",
			new == NULL ? "one word" : "more than two words");
		return false;
	}
	pair = add_pair(r);
	if (pair == NULL) {
		diagnostics_add(d, path, number, 1, "out of memory");
		return false;
	}
	*pair = (struct name_pair){old, new, number};
	return true;
}

static bool
read_lines(struct renamed *r, const char *path, char *text,
	struct diagnostics *d)
{
	bool ok = true;

	for (unsigned number = 1; text != NULL; number++) {
		char *end = strchr(text, '\n');

		if (end != NULL)
			*end++ = '\0';
		ok &= read_line(r, path, number, text, d);
		text = end;
	}
	return ok;
}

/* The text of the file, in the arena; "" if there is none. NULL: told. */
static char *
read_file(struct renamed *r, const struct files *files, struct diagnostics *d)
{
	struct octets octets = {0};
	char *text = NULL;

	if (!files_hold(files, NAME))
		return arena_copy(r->arena, "", 0);
	if (files_read(files, NAME, FILE_MAX, &octets, d) &&
		octets_append(&octets, "", 1)) {
		text = arena_copy(r->arena, octets.at, octets.len - 1);
		if (strlen((const char *)octets.at) != octets.len - 1) {
			diagnostics_add(d, NAME, 0, 0,
				"expected a text, found NUL");
			text = NULL;
		}
	}
	octets_free(&octets);
	return text;
}

/* ---- checking ---- */

static int
compare_pairs(const void *a, const void *b)
{
	const struct name_pair *x = a;
	const struct name_pair *y = b;

	return strcmp(x->old, y->old);
}

static const struct name_pair *
find_pair(const struct renamed *r, const char *old)
{
	const struct name_pair key = {.old = old};

	return r->n == 0 ? NULL
			 : bsearch(&key, r->pairs, r->n, sizeof(key),
				   compare_pairs);
}

/* Follows the names; more steps than there are names lead in a circle. */
static const struct name_pair *
last_pair(const struct renamed *r, const struct name_pair *pair)
{
	for (size_t step = 0; step <= r->n; step++) {
		const struct name_pair *next = find_pair(r, pair->new);

		if (next == NULL)
			return pair;
		pair = next;
	}
	return NULL;
}

static bool
check(const struct renamed *r, const char *path, struct diagnostics *d)
{
	bool ok = true;

	for (size_t i = 0; i < r->n; i++) {
		const struct name_pair *pair = &r->pairs[i];

		if (i > 0 && strcmp(pair[-1].old, pair->old) == 0) {
			diagnostics_add(d, path, pair->line, 1,
				"expected each old id once, found \"%s\" again",
				pair->old);
			ok = false;
		} else if (last_pair(r, pair) == NULL) {
			diagnostics_add(d, path, pair->line, 1,
				"expected a name in use now, found that "
				"\"%s\" leads back to an old one",
				pair->old);
			ok = false;
		}
	}
	return ok;
}

static bool
read_all(struct renamed *r, const char *path, char *text, struct diagnostics *d)
{
	if (!read_lines(r, path, text, d))
		return false;
	if (r->n > 0)
		qsort(r->pairs, r->n, sizeof(*r->pairs), compare_pairs);
	return check(r, path, d);
}

struct renamed *
renamed_read(const struct files *files, struct diagnostics *d)
{
	struct renamed *r = calloc(1, sizeof(*r));
	struct octets path = {0};
	char *text = NULL;

	if (r != NULL)
		r->arena = arena_new();
	if (r == NULL || r->arena == NULL || !files_path(files, NAME, &path) ||
		!octets_append(&path, "", 1))
		diagnostics_add(d, NAME, 0, 0, "out of memory");
	else
		text = read_file(r, files, d);
	if (text == NULL || !read_all(r, (const char *)path.at, text, d)) {
		renamed_free(r);
		r = NULL;
	}
	octets_free(&path);
	return r;
}

void
renamed_free(struct renamed *r)
{
	if (r == NULL)
		return;
	arena_free(r->arena);
	free(r->pairs);
	free(r);
}

/* ---- finding ---- */

const char *
renamed_find(const struct renamed *r, const char *id, struct arena *arena)
{
	const struct name_pair *pair = find_pair(r, id);
	size_t len = strcspn(id, "[");
	const char *name;
	char *whole;

	if (pair != NULL)
		return arena_text(arena, last_pair(r, pair)->new);
	if (id[len] == '\0')
		return id;
	name = arena_copy(arena, id, len);
	pair = name != NULL ? find_pair(r, name) : NULL;
	if (pair == NULL)
		return name != NULL ? id : NULL;
	name = last_pair(r, pair)->new;
	whole = arena_alloc(arena, strlen(name) + strlen(id + len) + 1, 1);
	if (whole != NULL) {
		memcpy(whole, name, strlen(name));
		memcpy(whole + strlen(name), id + len, strlen(id + len));
	}
	return whole;
}
