#include "target/question.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "play/batch.h"

struct question *
question_add(struct question_list *list, enum probe_shape shape)
{
	struct question *q = &list->at[list->n++];

	assert(list->n <= QUESTIONS_MAX);
	*q = (struct question){.result = {.failure = PLAY_STOPPED}};
	probe_init(&q->probe, shape);
	return q;
}

void
question_list_free(struct question_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		probe_free(&list->at[i].probe);
		trace_free(list->at[i].result.trace);
	}
	list->n = 0;
}

void
question_ask(struct question *q, const char *method, const char *path,
	const char *host_lines, const char *more)
{
	octets_format(&q->probe.sends[0], "%s %s HTTP/1.1\r\n%s%s\r\n", method,
		path, host_lines, more);
}

void
question_get(struct question *q, size_t send, const char *path,
	const char *host_lines)
{
	octets_format(&q->probe.sends[send], "GET %s HTTP/1.1\r\n%s\r\n", path,
		host_lines);
}

void
question_post(struct question *q, const char *path, const char *host_lines,
	const char *content)
{
	octets_format(&q->probe.sends[0],
		"POST %s HTTP/1.1\r\n%s"
		"Content-Length: %zu\r\n\r\n%s",
		path, host_lines, strlen(content), content);
}

/* ---- asking ---- */

struct asking {
	struct question *asked[QUESTIONS_MAX];
	size_t n;
};

static bool
keep_answer(size_t i, struct play_result *result, void *data)
{
	struct asking *a = data;

	a->asked[i]->result = *result;
	return true;
}

bool
question_list_ask(struct question_list *list,
	const struct play_context *context, unsigned jobs,
	const volatile bool *stop)
{
	struct play_spec specs[QUESTIONS_MAX];
	struct asking a = {.n = 0};

	for (size_t i = 0; i < list->n; i++) {
		struct question *q = &list->at[i];

		if (q->probe.sends[0].len == 0)
			continue;
		probe_seal(&q->probe);
		specs[a.n] = (struct play_spec){
			.test_case = &q->probe.test_case,
			.patience = 1,
		};
		a.asked[a.n++] = q;
	}
	return batch_run(context, specs, a.n, jobs, stop, keep_answer, &a) ==
		       a.n &&
	       (stop == NULL || !*stop);
}

/* ---- a crowd of idle connections ---- */

struct crowd {
	size_t asker;
	bool answered;
};

/* Everything is over once the one that asks has its answer, or has none. */
static bool
crowd_done(size_t i, struct play_result *result, void *data)
{
	struct crowd *crowd = data;
	struct trace *t = result->trace;

	if (i == crowd->asker)
		crowd->answered = t != NULL && trace_n_final(t) == 1;
	trace_free(t);
	return i != crowd->asker;
}

bool
question_list_crowd(const struct play_context *context, const char *path,
	unsigned jobs, unsigned wait_ms, const volatile bool *stop)
{
	struct play_context hasty = *context;
	struct crowd crowd = {.asker = jobs - 1};
	struct probe idle;
	struct question q = {.result = {.failure = PLAY_STOPPED}};
	struct play_spec *specs = calloc(jobs, sizeof(*specs));

	if (specs == NULL)
		return false;
	hasty.timing.answer_ms = hasty.timing.most_ms = wait_ms;
	hasty.timing.quiet_ms = 1;
	if (hasty.endpoint.tls != NULL && hasty.timing.connect_ms > 3 * wait_ms)
		hasty.timing.connect_ms = 3 * wait_ms;
	probe_init(&idle, PROBE_IDLE);
	probe_init(&q.probe, PROBE_ASK);
	question_get(&q, 0, path, context->values.host_lines);
	probe_seal(&q.probe);
	for (unsigned i = 0; i + 1 < jobs; i++)
		specs[i] = (struct play_spec){
			.test_case = &idle.test_case,
			.patience = 10000,
		};
	specs[jobs - 1] = (struct play_spec){
		.test_case = &q.probe.test_case,
		.patience = 1,
	};
	batch_run(&hasty, specs, jobs, jobs, stop, crowd_done, &crowd);
	probe_free(&q.probe);
	free(specs);
	return crowd.answered;
}

/* ---- answers ---- */

/* The n-th final response; SIZE_MAX: there is none. */
static size_t
final_at(const struct question *q, size_t n)
{
	const struct trace *t = q->result.trace;

	for (size_t i = 0; t != NULL && i < t->n_items; i++)
		if (t->items[i].kind == ITEM_RESPONSE &&
			trace_head(t, i)->status >= 200 && n-- == 0)
			return i;
	return SIZE_MAX;
}

unsigned
question_status(const struct question *q, size_t n)
{
	size_t i = final_at(q, n);

	return i == SIZE_MAX ? 0 : trace_head(q->result.trace, i)->status;
}

bool
question_persists(const struct question *q, size_t n)
{
	size_t i = final_at(q, n);

	return i != SIZE_MAX && trace_head(q->result.trace, i)->persist;
}

struct h1_span
question_field(const struct question *q, const char *name)
{
	size_t i = final_at(q, 0);
	struct h1_span wanted = {(const uint8_t *)name, strlen(name)};

	if (i == SIZE_MAX)
		return (struct h1_span){NULL, 0};
	return h1_head_field(trace_head(q->result.trace, i), wanted);
}

bool
question_content_is(const struct question *q, size_t n, const char *text)
{
	size_t i = final_at(q, n);
	const struct octets *content;

	if (i == SIZE_MAX)
		return false;
	content = &q->result.trace->items[i].content;
	return content->len == strlen(text) &&
	       memcmp(content->at, text, content->len) == 0;
}

bool
question_content_has(const struct question *q, size_t n, const char *text)
{
	size_t i = final_at(q, n);

	return i != SIZE_MAX && octets_find(&q->result.trace->items[i].content,
					0, text, strlen(text)) != SIZE_MAX;
}

bool
question_is_early(const struct question *q)
{
	size_t i = final_at(q, 0);

	return i != SIZE_MAX && q->result.trace->items[i].early;
}

bool
question_has_continue(const struct question *q)
{
	const struct trace *t = q->result.trace;

	return t != NULL && t->n_items > 0 && t->items[0].has_head &&
	       trace_head(t, 0)->status == 100;
}

unsigned
question_latency_us(const struct question *q)
{
	const struct trace *t = q->result.trace;

	return t == NULL ? 0 : (unsigned)trace_latency_us(t);
}
