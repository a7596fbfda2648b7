#include "audit/matrix.h"

#include <stdio.h>
#include <unistd.h>
#include <uv.h>

#include "audit/child.h"
#include "audit/folder.h"

#define LIMIT_MS 300000

/* Our own words of `assay compare`. */
#define WORDS_MAX 8

struct comparing {
	int64_t status;
	int signal;
};

static bool
is_whole(const struct audit_target *t)
{
	return t->has_report && !t->is_partial;
}

/* NULL: out of memory. Without reports *n is WORDS_MAX - 1. */
static char **
words_of(struct arena *arena, const struct audit *a, const char *program,
	size_t *n_reports)
{
	char **words = arena_alloc(arena, WORDS_MAX + a->n, sizeof(*words));
	const char *ours[] = {
		program,
		"compare",
		"--quiet",
		"--matrix-html",
		folder_file(arena, a->folder, "matrix", "html"),
		"--matrix-svg",
		folder_file(arena, a->folder, "matrix", "svg"),
	};
	size_t n = 0;

	for (; words != NULL && n < sizeof(ours) / sizeof(*ours); n++) {
		words[n] = ours[n] == NULL ? NULL : arena_text(arena, ours[n]);
		if (words[n] == NULL)
			return NULL;
	}
	*n_reports = 0;
	for (size_t i = 0; words != NULL && i < a->n; i++) {
		if (!is_whole(&a->targets[i]))
			continue;
		words[n] = folder_file(arena, a->folder, a->targets[i].name,
			"json");
		if (words[n++] == NULL)
			return NULL;
		++*n_reports;
	}
	return words;
}

static void
on_ended(struct child *c, int64_t status, int signal)
{
	struct comparing *compared = c->data;

	compared->status = status;
	compared->signal = signal;
}

/* Reports of different targets differ, which is no error. */
static bool
run(const struct child_words *words)
{
	struct comparing compared = {.status = -1};
	struct child child = {.data = &compared};
	uv_loop_t loop;

	if (uv_loop_init(&loop) != 0)
		return false;
	child_start(&child, &loop, words, on_ended);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	return compared.signal == 0 &&
	       (compared.status == 0 || compared.status == 1);
}

/* What an earlier audit left. */
static void
remove_old(struct arena *arena, const struct audit *a)
{
	static const char *const suffixes[] = {"html", "svg"};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		const char *path =
			folder_file(arena, a->folder, "matrix", suffixes[i]);

		if (path != NULL)
			unlink(path);
	}
}

bool
matrix_write(struct audit *a, const char *program, const char *scratch,
	char *problem, size_t room)
{
	struct arena *arena = arena_new();
	size_t n_reports = 0;
	struct child_words words = {.limit_ms = LIMIT_MS};

	problem[0] = '\0';
	if (arena != NULL) {
		remove_old(arena, a);
		words.arguments = words_of(arena, a, program, &n_reports);
		words.errors = folder_file(arena, scratch, "matrix", "err");
		words.output = words.errors;
	}
	if (words.arguments == NULL || words.errors == NULL)
		snprintf(problem, room, "out of memory");
	else if (n_reports > 0 && !run(&words))
		folder_last_line(words.errors, problem, room);
	else
		a->has_matrix = n_reports > 0;
	if (n_reports > 0 && !a->has_matrix && problem[0] == '\0')
		snprintf(problem, room, "assay compare failed");
	arena_free(arena);
	return problem[0] == '\0';
}
