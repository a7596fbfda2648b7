/*
 * Whatever a client sends, however it is cut, and however slowly the client
 * takes what it is answered: a server's connection answers each complete
 * request once and in order, refuses what is none and serves nothing behind it,
 * and keeps the rules of RFC 9110 and 9112 in all that it says.
 *
 * Parameters, from the end: which handler, and which settings; how the client
 * ends, and whether anything may happen; in which pieces and which order.
 */

#include "engine/entry.h"
#include "machine/files.h"
#include "machine/judge.h"
#include "machine/parameters.h"
#include "site/site.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	ANSWERED,
	PIPELINED,
	REFUSED_HEAD,
	REFUSED_CONTENT,
	NOT_COMPLETE,
	CONTINUED,
	CLOSED_BY_CLIENT,
	TUNNEL,
	RESET,
	SITE,
	FILE_PART,
	STOPPED,
	TIMED_OUT
};

static struct mark marks[] = {
	[ANSWERED] = {"a request is answered", 0},
	[PIPELINED] = {"several requests are answered", 0},
	[REFUSED_HEAD] = {"a head is refused", 0},
	[REFUSED_CONTENT] = {"content is refused", 0},
	[NOT_COMPLETE] = {"a request is not complete", 0},
	[CONTINUED] = {"100 (Continue) is sent", 0},
	[CLOSED_BY_CLIENT] = {"a request ends the connection", 0},
	[TUNNEL] = {"another protocol is spoken", 0},
	[RESET] = {"an answer is broken off", 0},
	[SITE] = {"the site answers 200", 0},
	[FILE_PART] = {"a part of a file is sent", 0},
	[STOPPED] = {"the server is stopped", 0},
	[TIMED_OUT] = {"a time-out passes", 0},
};

/* Each as a time, and as Date tells it. */
static const struct clock {
	int64_t unix_s;
	const char *date;
} clocks[] = {
	{951868800, "Wed, 01 Mar 2000 00:00:00 GMT"},
	{1709210096, "Thu, 29 Feb 2024 12:34:56 GMT"},
};

/* What the parameters choose. */
struct choice {
	bool site;
	const struct clock *clock;
	struct settings settings;
	enum play_ending ending;
	bool chaos;
	uint32_t seed; /* of the second play */
};

/* Neither is changed by what is played. */
static struct http_handler site;
static int zeros = -1;

static void
prepare(void)
{
	const struct site_options options = {
		.folder = files_there() ? files_folder() : NULL,
		.trace = true,
		.max_memory = 1u << 20};
	const char *failed;
	struct site *made;

	if (zeros >= 0)
		return;
	zeros = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	made = site_new(&options, &failed);
	if (zeros < 0 || !made)
		abort();
	site = site_handler(made);
}

static void
choose(struct choice *choice, struct h1_span *input)
{
	unsigned at[PARAMETERS], what, how;

	parameters_take(at, input);
	what = at[0];
	how = at[1];
	*choice = (struct choice){.site = what & 1,
		.clock = &clocks[what >> 1 & 1],
		.settings = settings_default,
		.ending = how & 1 ? PLAY_WAIT : PLAY_HALF_CLOSE,
		.chaos = (how & 14) == 14,
		.seed = at[2] + 1};
	if (what & 4)
		choice->settings.max_backlog = 1 + (what >> 3);
	if (what & 128)
		choice->settings.max_content = 20;
	if (how & 128) {
		choice->settings.max_line = 64;
		choice->settings.max_head = 256;
		choice->settings.max_fields = 8;
	}
}

/* One play, and what was answered in it. */
struct heard {
	struct service service;
	struct http_handler handler;
	struct played played;
	struct answers answers;
};

static void
play(struct heard *heard, const struct choice *choice, uint32_t seed,
	const struct asking *asking)
{
	struct play_options options = {
		.handler = &heard->handler,
		.service = choice->site ? NULL : &heard->service,
		.settings = &choice->settings,
		.unix_s = choice->clock->unix_s,
		.seed = seed,
		.ending = choice->ending,
		.chaos = choice->chaos && seed > 0,
	};
	const struct judge judge = {.asking = asking,
		.expected =
			choice->site ? expected_of_site : expected_of_service,
		.options = &options,
		.date = choice->clock->date};

	heard->service = (struct service){.zeros = zeros};
	heard->handler = choice->site ? site : service_handler(&heard->service);
	play_server(&heard->played, &options, asking->input);
	answers_read(&heard->answers, pile_span(&heard->played.out), asking,
		heard->played.n_in_time,
		heard->played.end == CONNECTION_CLOSED);
	judge_answers(&judge, &heard->played, &heard->answers);
}

static void
forget(struct heard *heard)
{
	answers_free(&heard->answers);
	played_free(&heard->played);
}

static void
compare(const struct heard *a, const struct heard *b,
	const struct choice *choice, const struct asking *asking)
{
	const struct judge judge = {.asking = asking,
		.expected =
			choice->site ? expected_of_site : expected_of_service};

	if (!choice->chaos)
		judge_same(&judge, &a->answers, &b->answers);
}

static void
reach(const struct heard *heard, const struct choice *choice,
	const struct asking *asking)
{
	const struct answers *answers = &heard->answers;
	const struct answer *last;

	if (heard->played.end == CONNECTION_RESET)
		REACH(RESET);
	if (heard->played.stopped)
		REACH(STOPPED);
	if (heard->played.too_late)
		REACH(TIMED_OUT);
	if (answers->n == 0)
		return;
	last = &answers->at[answers->n - 1];
	REACH(ANSWERED);
	if (answers->n > 2)
		REACH(PIPELINED);
	if (last->n_continue > 0)
		REACH(CONTINUED);
	if (last->head.status == 101)
		REACH(TUNNEL);
	if (choice->site && last->head.status == 200)
		REACH(SITE);
	if (choice->site && last->head.status == 206)
		REACH(FILE_PART);
	if (answers->n < asking->n && answer_closes(last))
		REACH(CLOSED_BY_CLIENT);
	if (answers->n <= asking->n_complete)
		return;
	if (asking->rest == ASKED_PART)
		REACH(NOT_COMPLETE);
	if (asking->rest == ASKED_REFUSED_HEAD)
		REACH(REFUSED_HEAD);
	if (asking->rest == ASKED_REFUSED_CONTENT)
		REACH(REFUSED_CONTENT);
}

static void
observe(const struct heard *heard, struct seen *seen)
{
	seen_octets(seen, pile_span(&heard->played.out));
	seen_number(seen, heard->played.end);
	seen_number(seen, heard->played.n_records);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct choice choice;
	struct asking asking;
	struct heard plain, odd;

	prepare();
	choose(&choice, &input);
	asked_read(&asking, input, &choice.settings);
	play(&plain, &choice, 0, &asking);
	play(&odd, &choice, choice.seed, &asking);
	compare(&plain, &odd, &choice, &asking);
	reach(&plain, &choice, &asking);
	reach(&odd, &choice, &asking);
	observe(&plain, seen);
	observe(&odd, seen);
	forget(&plain);
	forget(&odd);
	asked_free(&asking);
}

const struct entry entry = {run, marks, N(marks)};
