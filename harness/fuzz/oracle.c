#include "fuzz/oracle.h"

#include "fuzz/refusal.h"

static const struct row {
	const char *name;
	const char *text;
	bool is_find;
} rows[] = {
	[WRONG_NOTHING] = {"nothing", "nothing is wrong", false},
#define ORACLE(id, name, is_find, text) [WRONG_##id] = {name, text, is_find},
#include "fuzz/oracle.def"
#undef ORACLE
};

const char *
wrong_name(enum wrong wrong)
{
	return rows[wrong].name;
}

const char *
wrong_text(enum wrong wrong)
{
	return rows[wrong].text;
}

bool
wrong_is_find(enum wrong wrong)
{
	return rows[wrong].is_find;
}

bool
finding_equal(const struct finding *a, const struct finding *b)
{
	return a->wrong == b->wrong && a->code == b->code &&
	       a->status == b->status;
}

/* ---- what came ---- */

/* The n-th final response to what was sent, or NULL. */
static const struct h1_head *
nth_answer(const struct trace *t, size_t n)
{
	for (size_t i = 0; i < t->n_items; i++) {
		const struct trace_item *item = &t->items[i];

		if (item->kind == ITEM_RESPONSE && !item->canary &&
			item->head.status >= 200 && n-- == 0)
			return &item->head;
	}
	return NULL;
}

static bool
is_success(const struct trace *t, size_t n)
{
	const struct h1_head *head = nth_answer(t, n);

	return head != NULL && head->status >= 200 && head->status < 300;
}

/* What is behind an answer that ends HTTP is another protocol. */
static bool
left_http(const struct trace *t)
{
	for (size_t i = 0; i < t->n_items; i++)
		if (t->items[i].has_head && t->items[i].head.status == 101)
			return true;
	return false;
}

static bool
came_anything(const struct trace *t)
{
	return t->in.len > 0;
}

static bool
is_ended(const struct trace *t)
{
	return t->end == TRACE_FIN || t->end == TRACE_RESET;
}

/* It said that the connection ends with its last answer. */
static bool
announces_close(const struct trace *t)
{
	size_t n = trace_n_final(t);

	return n > 0 && !nth_answer(t, n - 1)->persist;
}

/* ---- what is wrong ---- */

/* In place of an answer to a valid message: what is refused may be taken for
 * HTTP/0.9, which is answered with content alone, or for HEAD. */
static enum wrong
judge_garbage(const struct strict_reading *r, const struct trace *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_items && n < r->n; i++) {
		const struct trace_item *item = &t->items[i];

		if (item->kind == ITEM_GARBAGE && !item->canary)
			return WRONG_GARBAGE;
		n += item->kind == ITEM_RESPONSE && item->head.status >= 200;
	}
	return WRONG_NOTHING;
}

/* A RST may have erased the answer to content that was not read. */
static enum wrong
judge_nothing(const struct strict_reading *r, const struct trace *t)
{
	if (!is_ended(t))
		return WRONG_SILENT;
	return r->has_content ? WRONG_NOTHING : WRONG_DROPPED;
}

static enum wrong
judge_valid(const struct strict_reading *r, const struct trace *t)
{
	size_t n = trace_n_final(t);

	if (n > r->n)
		return WRONG_EXTRA;
	if (!came_anything(t))
		return judge_nothing(r, t);
	if (announces_close(t))
		return WRONG_NOTHING;
	if (n < r->n && (t->end == TRACE_ALIGNED || t->end == TRACE_SHIFTED))
		return WRONG_MISSING;
	if (n == r->n && t->end == TRACE_SHIFTED)
		return WRONG_DESYNC;
	return WRONG_NOTHING;
}

static enum wrong
judge_closing(const struct strict_reading *r, const struct trace *t)
{
	if (trace_n_final(t) > r->n)
		return WRONG_EXTRA;
	if (!came_anything(t))
		return judge_nothing(r, t);
	if (r->says_close && t->end == TRACE_ALIGNED)
		return WRONG_STAYS_OPEN;
	return WRONG_NOTHING;
}

/* So much was never sent: what goes on behind it has read another number. */
static bool
is_overflow(enum h1_code code)
{
	return code == H1_E_LENGTH_OVERFLOW || code == H1_E_CHUNK_SIZE_OVERFLOW;
}

static enum wrong
judge_refused(const struct octets *sent, const struct strict_reading *r,
	const struct trace *t)
{
	if ((r->error == H1_E_TE_VERSION || r->error == H1_E_LENGTH_WITH_TE) &&
		t->end == TRACE_ALIGNED && trace_n_final(t) == r->n + 1)
		return WRONG_STAYS_OPEN;
	if (!is_success(t, r->n))
		return WRONG_NOTHING;
	/* else it may have answered before it read the content */
	if (r->rest == REST_BAD_CONTENT && t->end != TRACE_ALIGNED)
		return WRONG_NOTHING;
	if (is_overflow(r->error) && t->end == TRACE_ALIGNED)
		return WRONG_ACCEPTED;
	switch (refusal_duty(sent, r)) {
	case DUTY_MUST:
		return WRONG_ACCEPTED;
	case DUTY_SHOULD:
		return WRONG_TOLERATED;
	case DUTY_NONE:
		break;
	}
	return WRONG_NOTHING;
}

static enum wrong
judge(const struct octets *sent, const struct strict_reading *r,
	const struct trace *t)
{
	enum wrong garbage = judge_garbage(r, t);

	if (garbage != WRONG_NOTHING)
		return garbage;
	switch (r->rest) {
	case REST_NONE:
		return r->n > 0 ? judge_valid(r, t) : WRONG_NOTHING;
	case REST_CLOSES:
		return judge_closing(r, t);
	case REST_HEAD:
		return is_success(t, r->n) ? WRONG_TOO_SOON : WRONG_NOTHING;
	case REST_CONTENT:
		return trace_n_final(t) > r->n + 1 ? WRONG_EXTRA
						   : WRONG_NOTHING;
	case REST_BAD_HEAD:
	case REST_BAD_CONTENT:
		return judge_refused(sent, r, t);
	case REST_TUNNEL:
		break;
	}
	return WRONG_NOTHING;
}

static unsigned
status_class(const struct strict_reading *r, const struct trace *t)
{
	size_t n = trace_n_final(t);
	const struct h1_head *head = nth_answer(t, r->n < n ? r->n
						   : n > 0  ? n - 1
							    : 0);

	return head != NULL ? head->status / 100U : 0;
}

struct finding
oracle_judge(const struct octets *sent, const struct strict_reading *reading,
	const struct trace *trace)
{
	struct finding f = {.wrong = WRONG_NOTHING};

	if (left_http(trace) || trace->flooded)
		return f;
	f.wrong = judge(sent, reading, trace);
	f.code = reading->error;
	f.status = status_class(reading, trace);
	return f;
}
