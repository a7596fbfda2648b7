/*
 * Whatever a server answers, the trace reads the same responses from it however
 * the octets are cut: the same kinds, statuses, places, fields and content. Each
 * belongs to the step in which it began, and is framed by the request that it
 * answers. Its limits hold, and to trim it takes nothing away that a report tells.
 *
 * From the end of the input come: what was asked, how it ended, two shares of
 * the octets after which more is sent, the seed of the cuts, and whether the
 * octets come again and again until there are more than a trace holds.
 */

#include <string.h>

#include "engine/entry.h"
#include "judge/judge.h"
#include "suite/feed.h"
#include "suite/items.h"
#include "suite/suite.h"

enum {
	COMPLETE,
	INTERIM,
	INCOMPLETE,
	GARBAGE,
	SECOND,
	CHUNKED,
	UNTIL_CLOSE,
	NO_CONTENT,
	TUNNEL,
	EARLY,
	LATER,
	CANARY,
	FLOOD,
	ITEMS,
	TRIMMED
};

static struct mark marks[] = {
	[COMPLETE] = {"a final response is complete", 0},
	[INTERIM] = {"an interim response is read", 0},
	[INCOMPLETE] = {"a response is incomplete", 0},
	[GARBAGE] = {"garbage is read", 0},
	[SECOND] = {"two responses are read", 0},
	[CHUNKED] = {"chunked content is decoded", 0},
	[UNTIL_CLOSE] = {"the close ends the content", 0},
	[NO_CONTENT] = {"an answer to HEAD has no content", 0},
	[TUNNEL] = {"a tunnel is opened", 0},
	[EARLY] = {"an answer is early", 0},
	[LATER] = {"an answer comes in a later step", 0},
	[CANARY] = {"something comes behind the canary", 0},
	[FLOOD] = {"more octets come than are kept", 0},
	[ITEMS] = {"more responses come than are kept", 0},
	[TRIMMED] = {"octets are trimmed away", 0},
};

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
#define HEAD "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
#define CONNECT "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"
#define POST "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"

static const struct request {
	const char *octets;
	const char *methods; /* their first letters */
} requests[] = {
	{GET, "G"},
	{HEAD, "H"},
	{CONNECT, "C"},
	{GET HEAD, "GH"},
	{POST HEAD, "PH"},
	{"GET / HTTP/1.1\r\n: \r\n\r\n", ""},
	{"", ""},
};

static const enum trace_end ends[] = {
	TRACE_UNSEEN,
	TRACE_FIN,
	TRACE_RESET,
	TRACE_ALIGNED,
	TRACE_SHIFTED,
	TRACE_ALIVE,
	TRACE_DEAD,
};

#define FLOOD_PIECE 8192

struct plan {
	struct h1_span octets;
	const struct request *request;
	struct course course;
	uint32_t seed;
	bool flood;
};

static struct plan
make_plan(struct h1_span input)
{
	struct plan plan = {.octets = {NULL, 0}};
	size_t n[2];

	plan.request = &requests[entry_parameter(&input, N(requests))];
	plan.course.methods = plan.request->methods;
	plan.course.end = ends[entry_parameter(&input, N(ends))];
	plan.course.canary = plan.course.end == TRACE_ALIGNED ||
			     plan.course.end == TRACE_SHIFTED;
	n[0] = entry_parameter(&input, 17);
	n[1] = entry_parameter(&input, 17);
	plan.seed = entry_parameter(&input, 256);
	plan.flood = entry_parameter(&input, 256) == 63;
	plan.octets = input;
	plan.course.early = input.len * (n[0] < n[1] ? n[0] : n[1]) / 16;
	plan.course.behind = input.len * (n[0] < n[1] ? n[1] : n[0]) / 16;
	return plan;
}

static struct h1_span
part(const struct plan *plan, size_t from, size_t to)
{
	return (struct h1_span){plan->octets.at + from, to - from};
}

/* More than there is room for, in great pieces: cut otherwise, or not. */
static void
play_flood(const struct plan *plan, const struct feed *how, struct trace *t)
{
	struct octets piece = {0};
	size_t times = FLOOD_PIECE / (plan->octets.len + 1) + 1;

	times *= how->cut == FEED_WHOLE ? 3 : 2;
	suite_need(octets_repeat(&piece, plan->octets.at, plan->octets.len,
		times));
	while (piece.len > 0 && !t->flooded)
		(void)trace_received(t, piece.at, piece.len, 5000);
	octets_free(&piece);
}

static void
play_steps(const struct plan *plan, struct feed *how, struct trace *t)
{
	const char *request = plan->request->octets;
	size_t len = strlen(request);
	size_t half = len / 2;

	suite_need(trace_sent(t, request, half, false, 1000));
	feed(how, t, part(plan, 0, plan->course.early), 2000);
	suite_need(trace_sent(t, request + half, len - half, true, 3000));
	feed(how, t, part(plan, plan->course.early, plan->course.behind), 4000);
	if (plan->course.canary)
		suite_need(trace_canary(t, GET, strlen(GET), 4500));
	else
		trace_next_expect(t);
	if (plan->flood)
		play_flood(plan, how, t);
	feed(how, t, part(plan, plan->course.behind, plan->octets.len), 6000);
	trace_ended(t, plan->course.end, 7000);
}

static struct trace *
play(const struct plan *plan, struct feed how, struct seen *seen)
{
	struct trace *t = trace_new();

	suite_need(t != NULL);
	play_steps(plan, &how, t);
	feed_check(t);
	feed_seen(t, seen);
	return t;
}

/* ---- trimming ---- */

static void
check_trimmed(const struct trace *t, const struct trace *whole)
{
	size_t in = 0;

	CHECK(t->in.len ==
		(whole->in.len < TRACE_KEPT_MAX ? whole->in.len : t->in.len));
	CHECK(t->in.len == 0 || memcmp(t->in.at, whole->in.at, t->in.len) == 0);
	CHECK(t->n_items == whole->n_items && t->end == whole->end);
	CHECK(t->flooded == (whole->flooded || whole->in.len > TRACE_KEPT_MAX));
	for (size_t i = 0; i < t->n_items; i++) {
		CHECK(t->items[i].kind == whole->items[i].kind);
		CHECK(t->items[i].head.status == whole->items[i].head.status);
		CHECK(t->items[i].off <= t->in.len);
		CHECK(t->items[i].len <= t->in.len - t->items[i].off);
		CHECK(t->items[i].fields == NULL &&
			t->items[i].content.at == NULL);
	}
	for (size_t i = 0; i < t->n_segments; i++)
		if (!t->segments[i].out)
			in += t->segments[i].len;
	CHECK(in <= t->in.len);
}

static void
check_story(const struct trace *t, const struct trace *whole)
{
	for (size_t k = 0; k < 2; k++) {
		struct octets text = {0};
		struct octets before = {0};

		judge_describe(t, k, &text);
		judge_describe(whole, k, &before);
		CHECK(octets_equal(&text, &before));
		octets_free(&text);
		octets_free(&before);
	}
}

/* ---- marks ---- */

static void
reach_item(const struct trace *t, size_t i)
{
	const struct trace_item *item = &t->items[i];

	if (item->kind != ITEM_RESPONSE)
		REACH(item->kind == ITEM_GARBAGE ? GARBAGE : INCOMPLETE);
	else
		REACH(trace_head(t, i)->status < 200 ? INTERIM : COMPLETE);
	if (item->early)
		REACH(EARLY);
	if (item->canary)
		REACH(CANARY);
	if (item->expect > 0)
		REACH(LATER);
	if (item->kind != ITEM_RESPONSE)
		return;
	if (item->head.framing.kind == H1_FRAMING_TUNNEL)
		REACH(TUNNEL);
	if (item->head.framing.kind == H1_FRAMING_UNTIL_CLOSE)
		REACH(UNTIL_CLOSE);
	if (item->head.framing.kind == H1_FRAMING_CHUNKED && item->content.len)
		REACH(CHUNKED);
	if (item->head.known.at[H1_KNOWN_CONTENT_LENGTH].n > 0 &&
		item->head.framing.kind == H1_FRAMING_NONE)
		REACH(NO_CONTENT);
}

static void
reach(const struct trace *t)
{
	for (size_t i = 0; i < t->n_items; i++)
		reach_item(t, i);
	if (t->n_items > 1 && t->items[1].kind == ITEM_RESPONSE)
		REACH(SECOND);
	if (t->in.len == TRACE_IN_MAX)
		REACH(FLOOD);
	else if (t->flooded)
		REACH(ITEMS);
	if (t->in.len > TRACE_KEPT_MAX)
		REACH(TRIMMED);
}

static void
run(struct h1_span input, struct seen *seen)
{
	const struct plan plan = make_plan(input);
	struct trace *whole = play(&plan, (struct feed){FEED_WHOLE, 0}, seen);
	const struct feed others[] = {
		{FEED_OCTETS, plan.seed},
		{FEED_RANDOM, plan.seed},
	};

	if (!plan.flood)
		items_check(whole, &plan.course);
	reach(whole);
	for (size_t i = 0; i < N(others); i++) {
		struct seen other;
		struct trace *t;

		seen_init(&other);
		t = play(&plan, others[i], &other);
		CHECK(seen_equal(seen, &other));
		trace_trim(t);
		check_trimmed(t, whole);
		check_story(t, whole);
		trace_free(t);
	}
	trace_free(whole);
}

const struct entry entry = {run, marks, N(marks)};
