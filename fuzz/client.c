/*
 * Whatever a server says, however it is cut: a client's connection makes of it
 * what a reader makes that has all of its octets, tells it in order and ends it
 * once, asks nothing else than it was told to, and uses a connection again only
 * if both sides agree where they are.
 *
 * Parameters, from the end: what is asked, and then asked again; how the server
 * ends, which limits there are, whether anything may happen; in which pieces
 * and which order.
 */

#include "engine/entry.h"
#include "machine/parameters.h"
#include "machine/told.h"
#include "machine/visit.h"

enum {
	ENDED,
	UNTIL_CLOSE,
	AGAIN,
	INTERIM,
	CONTINUED,
	INSTEAD,
	TRAILERS,
	MALFORMED,
	TOO_LARGE,
	SWITCHED,
	CODED,
	INCOMPLETE,
	TIMED_OUT,
	EXTRA
};

static struct mark marks[] = {
	[ENDED] = {"an answer is complete", 0},
	[UNTIL_CLOSE] = {"the close ends an answer", 0},
	[AGAIN] = {"a connection is used again", 0},
	[INTERIM] = {"an interim response comes", 0},
	[CONTINUED] = {"content is sent behind 100 (Continue)", 0},
	[INSTEAD] = {"a final response comes instead of 100", 0},
	[TRAILERS] = {"trailers come", 0},
	[MALFORMED] = {"an answer is malformed", 0},
	[TOO_LARGE] = {"an answer is over a limit", 0},
	[SWITCHED] = {"101 comes without being asked for", 0},
	[CODED] = {"an unknown transfer coding comes", 0},
	[INCOMPLETE] = {"an answer is not complete", 0},
	[TIMED_OUT] = {"a time-out passes", 0},
	[EXTRA] = {"octets come behind an answer", 0},
};

/* What the parameters choose. */
struct choice {
	const struct question *first, *second;
	struct client_settings settings;
	enum visit_ending ending;
	bool chaos;
	uint32_t seed; /* of the second play */
};

static void
choose(struct choice *choice, struct h1_span *input)
{
	unsigned at[PARAMETERS], what, how;

	parameters_take(at, input);
	what = at[0];
	how = at[1];
	*choice = (struct choice){.first = question(what),
		.second = question(what / QUESTIONS),
		.settings = client_settings_default,
		.ending =
			how % 4 == 3 ? VISIT_FIN : (enum visit_ending)(how % 4),
		.chaos = (how & 28) == 28,
		.seed = at[2] + 1};
	if (how & 32)
		choice->settings.max_interim = 1;
	if (how & 64)
		choice->settings.max_size = 20;
	if (how & 128) {
		choice->settings.max_line = 64;
		choice->settings.max_head = 256;
		choice->settings.max_fields = 8;
	}
}

static void
see(struct seen *seen, const struct visited *visited)
{
	seen_number(seen, visited->n_interim);
	seen_number(seen, (uint64_t)visited->has_head << 16 | visited->status);
	seen_octets(seen, pile_span(&visited->content));
	seen_number(seen, visited->n_trailers);
	seen_number(seen, visited->ended);
	seen_number(seen, visited->failure);
	seen_number(seen, visited->error.code);
	seen_number(seen, visited->error.off);
	seen_number(seen, visited->reusable);
}

/* How it must fail if no more comes than was told. */
static enum client_failure
failure_of(enum visit_ending ending, size_t heard)
{
	if (ending == VISIT_STAY)
		return CLIENT_TIMEOUT;
	if (heard == 0)
		return CLIENT_CLOSED;
	return ending == VISIT_RST ? CLIENT_BROKEN : CLIENT_INCOMPLETE;
}

static void
check_failure(const struct visited *visited, enum client_failure failure)
{
	CHECK(visited->failed && !visited->ended);
	CHECK(visited->failure == failure);
	CHECK(visited->error.code == H1_E_NONE);
	if (failure == CLIENT_TIMEOUT)
		REACH(TIMED_OUT);
}

static void
check_refused(const struct visited *visited, const struct told *told)
{
	CHECK(visited->failed && !visited->ended);
	CHECK(visited->failure == CLIENT_MALFORMED ||
		visited->failure == CLIENT_TOO_LARGE);
	CHECK(visited->error.code == told->error.code);
	CHECK(visited->error.off == told->error.off);
	REACH(visited->failure == CLIENT_MALFORMED ? MALFORMED : TOO_LARGE);
}

/* The content waits for 100, which never came. */
static bool
is_instead(const struct question *question, const struct told *told)
{
	return question->expect && question->content != CLIENT_CONTENT_NONE &&
	       told->n_continue == 0;
}

static void
check_end(const struct question *question, const struct visited *visited,
	const struct told *told, size_t said)
{
	bool instead = is_instead(question, told);

	CHECK(visited->ended && !visited->failed);
	REACH(ENDED);
	if (instead)
		REACH(INSTEAD);
	if (told->outcome == TOLD_UNTIL_CLOSE)
		return;
	CHECK(visited->reusable == (told->persist && !question->close &&
					   !instead && said == told->len));
	if (said > told->len)
		REACH(EXTRA);
}

/* What came of it is what was told, however it was cut. */
static void
check_outcome(const struct choice *choice, const struct question *question,
	const struct visited *visited, const struct told *told, size_t said)
{
	switch (told->outcome) {
	case TOLD_ALL:
		check_end(question, visited, told, said);
		return;
	case TOLD_UNTIL_CLOSE:
		if (choice->ending == VISIT_FIN) {
			check_end(question, visited, told, said);
			REACH(UNTIL_CLOSE);
			return;
		}
		check_failure(visited, failure_of(choice->ending, said));
		return;
	case TOLD_PART:
		check_failure(visited, failure_of(choice->ending, said));
		REACH(INCOMPLETE);
		return;
	case TOLD_REFUSED:
		check_refused(visited, told);
		return;
	case TOLD_SWITCHED:
		check_failure(visited, CLIENT_SWITCHED);
		REACH(SWITCHED);
		return;
	case TOLD_INTERIM:
		check_failure(visited, CLIENT_INTERIM);
		return;
	case TOLD_CODED:
		check_failure(visited, CLIENT_CODED);
		REACH(CODED);
		return;
	}
}

static void
check_told(const struct choice *choice, const struct question *question,
	const struct visited *visited, const struct told *told, size_t said)
{
	bool whole =
		visited->ended && !is_instead(question, told) && told->persist;

	/* whoever waits for an answer has asked; nobody waits for 100 for
	 * ever */
	if (visited->failure == CLIENT_TIMEOUT && !visited->has_head)
		whole = true;
	question_check(question, pile_span(&visited->sent), whole);
	CHECK(visited->n_interim == told->n_interim);
	CHECK(visited->has_head == told->has_head);
	CHECK(visited->status == told->status);
	CHECK(h1_span_equal(pile_span(&visited->content),
		pile_span(&told->content)));
	CHECK(visited->n_trailers == told->n_trailers);
	check_outcome(choice, question, visited, told, said);
	if (visited->n_interim > 0)
		REACH(INTERIM);
	if (visited->n_trailers > 0)
		REACH(TRAILERS);
	if (told->n_continue > 0 && whole && question->expect)
		REACH(CONTINUED);
}

/* Where anything may have happened it is never more than was told. */
static void
check_some(const struct question *question, const struct visited *visited,
	const struct told *told)
{
	struct h1_span content = pile_span(&told->content);

	question_check(question, pile_span(&visited->sent), false);
	CHECK(visited->n_interim <= told->n_interim);
	CHECK(!visited->has_head || visited->status == told->status);
	CHECK(visited->content.len <= content.len);
	content.len = visited->content.len;
	CHECK(h1_span_equal(pile_span(&visited->content), content));
	CHECK(!(visited->ended && visited->failed));
	CHECK(!visited->reusable || (told->persist && visited->ended));
	if (visited->ended)
		CHECK(told->outcome == TOLD_ALL ||
			told->outcome == TOLD_UNTIL_CLOSE);
}

/* One request, and what the server says to it. */
static void
ask(struct visit *visit, const struct choice *choice,
	const struct visit_options *options, const struct question *question,
	struct h1_span octets, bool last, struct seen *seen)
{
	bool head_only = h1_span_equal(question_request(question).method,
		H1_SPAN("HEAD"));
	struct visited visited;
	struct told told;

	told_read(&told, octets, head_only, options->settings);
	visit_ask(visit, &visited, question, octets, last);
	if (options->chaos)
		check_some(question, &visited, &told);
	else
		check_told(choice, question, &visited, &told, octets.len);
	see(seen, &visited);
	visited_free(&visited);
	told_free(&told);
}

/* Octets of the first answer, if it is complete, else all of them. */
static size_t
first_len(const struct choice *choice, struct h1_span input)
{
	bool head_only = h1_span_equal(question_request(choice->first).method,
		H1_SPAN("HEAD"));
	struct told told;
	size_t len;

	told_read(&told, input, head_only, &choice->settings);
	len = told.outcome == TOLD_ALL ? told.len : input.len;
	told_free(&told);
	return len;
}

/* The server says the second answer when it is asked, or, if the connection is
 * not used again, nothing. */
static void
play(const struct choice *choice, uint32_t seed, struct h1_span input,
	struct seen *seen)
{
	const struct visit_options options = {.settings = &choice->settings,
		.seed = seed,
		.ending = choice->ending,
		.chaos = choice->chaos && seed > 0};
	struct visit *visit = visit_open(&options);
	size_t len = first_len(choice, input);
	bool split = len < input.len && choice->second != choice->first;
	struct h1_span first = {input.at, split ? len : input.len};

	ask(visit, choice, &options, choice->first, first, !split, seen);
	if (split && visit_reusable(visit)) {
		REACH(AGAIN);
		ask(visit, choice, &options, choice->second,
			(struct h1_span){input.at + len, input.len - len}, true,
			seen);
	}
	visit_close(visit);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct choice choice;
	struct seen odd;

	choose(&choice, &input);
	seen_init(seen);
	seen_init(&odd);
	play(&choice, 0, input, seen);
	play(&choice, choice.seed, input, &odd);
	/* cut as it may be, the same comes of it */
	if (!choice.chaos)
		CHECK(seen_equal(seen, &odd));
	seen_number(seen, odd.hash);
}

const struct entry entry = {run, marks, N(marks)};
