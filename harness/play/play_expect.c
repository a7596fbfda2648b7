#include "judge/judge.h"
#include "play/play_state.h"

static void
end_expect(struct play *p)
{
	struct judgement j;
	const struct octets *variant = p->values.variant;

	uv_timer_stop(&p->timer);
	if (p->n_expects == p->spec.test_case->n_expects) {
		if (play_can_send_canary(p))
			play_send_canary(p);
		else
			play_end_with(p, TRACE_UNSEEN);
		return;
	}
	if (!judge_expect(p->spec.test_case, variant, p->trace,
		    p->context->capabilities, p->n_expects - 1, &j)) {
		play_end_with(p, TRACE_UNSEEN);
		return;
	}
	trace_next_expect(p->trace);
	p->phase = PHASE_STEPS;
	play_next_step(p);
}

static void
on_expect_time(uv_timer_t *timer)
{
	end_expect(timer->data);
}

static size_t
n_items_now(const struct play *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->trace->n_items; i++)
		if (p->trace->items[i].expect + 1 == p->n_expects)
			n++;
	return n;
}

/* The last response announced that the connection ends with it. */
static bool
is_closing(const struct play *p)
{
	size_t n = p->trace->n_items;
	const struct trace_item *item;

	if (n == 0 || n_items_now(p) == 0)
		return false;
	item = &p->trace->items[n - 1];
	return item->kind == ITEM_RESPONSE && item->head.status >= 200 &&
	       !item->head.persist;
}

/* Behind a refusal, or where no canary would show more. */
static bool
is_close_due(const struct play *p)
{
	const struct trace_item *item = &p->trace->items[p->trace->n_items - 1];

	return p->wants.close && (!p->wants.canary || item->head.status >= 400);
}

static bool
is_interim(const struct trace_item *item)
{
	return item->kind == ITEM_RESPONSE && item->head.status < 200 &&
	       item->head.status != 101;
}

static bool
is_answer_due(const struct play *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->trace->n_items; i++)
		if (p->trace->items[i].expect + 1 == p->n_expects)
			n += !is_interim(&p->trace->items[i]);
	return n < p->wants.answers;
}

/* Behind an interim response the final one is due, whenever it came. */
static bool
is_final_due(const struct play *p)
{
	size_t n = p->trace->n_items;

	return n > 0 && is_interim(&p->trace->items[n - 1]) &&
	       !p->wants.silence;
}

/* In a replay a close or an answer that may be due gets as long as an answer
 * does. */
static unsigned
quiet_ms(const struct play *p)
{
	unsigned quiet = play_quiet_ms(p);
	unsigned answer = p->context->timing.answer_ms;
	bool is_due =
		is_answer_due(p) || (n_items_now(p) > 0 && is_close_due(p));

	return p->spec.patience > 1 && is_due && answer > quiet ? answer
								: quiet;
}

static unsigned
patience_ms(const struct play *p)
{
	if (trace_is_growing(p->trace) || is_closing(p) || is_final_due(p))
		return play_answer_ms(p);
	if (n_items_now(p) > 0 || p->wants.silence || p->wants.canary_alone)
		return quiet_ms(p);
	return play_answer_ms(p);
}

/* In a step that is not the last, a passing outcome ends the wait, unless the
 * answer said that it is the last: then the close belongs to this step. */
static bool
goes_on(const struct play *p)
{
	struct judgement j;

	return p->n_expects < p->spec.test_case->n_expects &&
	       n_items_now(p) > 0 && !trace_is_growing(p->trace) &&
	       !is_closing(p) &&
	       judge_expect(p->spec.test_case, p->values.variant, p->trace,
		       p->context->capabilities, p->n_expects - 1, &j);
}

void
play_wait_more(struct play *p)
{
	uint64_t now = uv_now(p->context->loop);
	uint64_t ms = patience_ms(p);

	if (now + ms > p->expect_ends)
		ms = p->expect_ends > now ? p->expect_ends - now : 0;
	if (goes_on(p))
		ms = 0;
	uv_timer_start(&p->timer, on_expect_time, ms, 0);
}

void
play_begin_expect(struct play *p, const struct step *step)
{
	p->phase = PHASE_EXPECT;
	p->n_expects++;
	p->wants = wants_of(step);
	p->expect_ends =
		uv_now(p->context->loop) +
		(uint64_t)p->context->timing.most_ms * p->spec.patience;
	if (p->wants.alive)
		play_check_alive(p);
	else
		play_wait_more(p);
}
