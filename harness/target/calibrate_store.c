#include <stdio.h>
#include <string.h>

#include "target/calibrator.h"

/*
 * Whether PUT, GET and DELETE work on a name that nobody has used. Only where
 * the user named a folder, or on this machine.
 */

#define TOKEN "assay-stored-9b1f6c"
#define PATH_MAX_LEN 512

/* Where the contract has it, and where h1d and many others keep files. */
static const char *const folders[] = {"/store/", "/static/"};
#define N_FOLDERS (sizeof(folders) / sizeof(*folders))

struct candidate {
	char folder[PATH_MAX_LEN]; /* ends in "/" */
	char path[PATH_MAX_LEN + 64];
};

static void
make_candidate(struct candidate *out, const char *folder)
{
	size_t len = strlen(folder);

	snprintf(out->folder, sizeof(out->folder), "%s%s", folder,
		len > 0 && folder[len - 1] == '/' ? "" : "/");
	snprintf(out->path, sizeof(out->path), "%.*sassay-%lx-%llx.txt",
		PATH_MAX_LEN - 1, out->folder, (unsigned long)uv_os_getpid(),
		(unsigned long long)uv_hrtime());
}

/* The folders that fit and may be written to. */
static size_t
make_candidates(const struct calibrator *c, struct candidate *out)
{
	const char *named = c->options->routes[ROUTE_STORE];

	if (!calibrator_may_change(c, ROUTE_STORE))
		return 0;
	if (named != NULL) {
		make_candidate(&out[0], named);
		return strlen(named) < PATH_MAX_LEN - 1;
	}
	for (size_t i = 0; i < N_FOLDERS; i++)
		make_candidate(&out[i], folders[i]);
	return N_FOLDERS;
}

static void
ask_put(struct question *q, const char *path, const char *host)
{
	octets_format(&q->probe.sends[0],
		"PUT %s HTTP/1.1\r\n%sContent-Type: text/plain\r\n"
		"Content-Length: %zu\r\n\r\n" TOKEN,
		path, host, strlen(TOKEN));
	question_get(q, 1, path, host);
}

static void
ask_delete(struct question *q, const char *path, const char *host)
{
	question_ask(q, "DELETE", path, host, "");
	question_get(q, 1, path, host);
}

static bool
did(const struct question *q)
{
	return question_status(q, 0) / 100 == 2;
}

/* PUT, and GET in the next request. False: stopped. */
static bool
ask_to_store(struct calibrator *c, const struct candidate *candidates, size_t n,
	bool *changed, bool *stored)
{
	question_list_free(&c->questions);
	for (size_t i = 0; i < n; i++)
		ask_put(question_add(&c->questions, PROBE_TWICE),
			candidates[i].path, c->context->values.host_lines);
	if (!calibrator_ask(c, c->found->jobs))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct question *q = &c->questions.at[i];

		changed[i] = did(q);
		stored[i] = changed[i] && question_content_is(q, 1, TOKEN);
	}
	return true;
}

/* DELETE of what may be there, and GET. False: stopped. */
static bool
ask_to_delete(struct calibrator *c, const struct candidate *candidates,
	size_t n, const bool *changed)
{
	question_list_free(&c->questions);
	for (size_t i = 0; i < n; i++) {
		struct question *q = question_add(&c->questions, PROBE_TWICE);

		if (changed[i])
			ask_delete(q, candidates[i].path,
				c->context->values.host_lines);
	}
	return calibrator_ask(c, c->found->jobs);
}

static bool
is_gone(const struct question *q)
{
	unsigned status = question_status(q, 1);

	return did(q) && (status == 404 || status == 410);
}

bool
calibrator_ask_store(struct calibrator *c)
{
	struct candidate candidates[N_FOLDERS];
	bool changed[N_FOLDERS];
	bool stored[N_FOLDERS];
	size_t n = make_candidates(c, candidates);

	if (n == 0)
		return true;
	if (!ask_to_store(c, candidates, n, changed, stored) ||
		!ask_to_delete(c, candidates, n, changed))
		return calibrator_fail(c, "interrupted");
	for (size_t i = 0; i < n; i++) {
		if (!stored[i] || !is_gone(&c->questions.at[i]))
			continue;
		calibrator_grant(c, CAPABILITY_STORE);
		return calibrator_set_route(c, ROUTE_STORE,
			       candidates[i].folder) ||
		       calibrator_fail(c, "out of memory");
	}
	return true;
}
