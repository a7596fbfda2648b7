/*
 * Questions to a target and their answers: probes, played side by side.
 */
#ifndef ASSAY_TARGET_QUESTION_H
#define ASSAY_TARGET_QUESTION_H

#include "play/play.h"
#include "target/probe.h"

#define QUESTIONS_MAX 16

struct question {
	struct probe probe;
	struct play_result result; /* trace owned */
};

/* Zero-initialised is empty. */
struct question_list {
	struct question at[QUESTIONS_MAX];
	size_t n;
};

/* One more question, borrowed from the list; there is always room. */
struct question *
question_add(struct question_list *list, enum probe_shape shape);

/* Empties the list and gives the answers back. */
void question_list_free(struct question_list *list);

/* Writes a request. `host_lines`: its first field lines, as the values of the
 * context have them; `more`: further ones; each with CRLF. A question
 * that nothing is written to is not asked and has no answer. */
void question_ask(struct question *q, const char *method, const char *path,
	const char *host_lines, const char *more);
void question_get(struct question *q, size_t send, const char *path,
	const char *host_lines);
void question_post(struct question *q, const char *path, const char *host_lines,
	const char *content);

/* Asks them all, at most `jobs` at once. False: `stop` ended it early. */
bool question_list_ask(struct question_list *list,
	const struct play_context *context, unsigned jobs,
	const volatile bool *stop);

/* Whether a GET is answered with 2xx within `wait_ms` while jobs - 1
 * connections are open that ask nothing. */
bool question_list_crowd(const struct play_context *context, const char *path,
	unsigned jobs, unsigned wait_ms, const volatile bool *stop);

/* Status of the n-th final response, from 0; 0: there is none. */
unsigned question_status(const struct question *q, size_t n);

/* Whether the connection goes on behind the n-th final response. */
bool question_persists(const struct question *q, size_t n);

/* Value of a field of the first final response; at == NULL: absent. */
struct h1_span question_field(const struct question *q, const char *name);

bool question_content_is(const struct question *q, size_t n, const char *text);
bool question_content_has(const struct question *q, size_t n, const char *text);

/* The first final response began before the last send. */
bool question_is_early(const struct question *q);

/* A 100 came. */
bool question_has_continue(const struct question *q);

/* From the first send to the first octet; 0: no answer. */
unsigned question_latency_us(const struct question *q);

#endif
