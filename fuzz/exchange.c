/*
 * A client that asks a server gets what the server's handler gave, and the
 * server gets what the client was given to send, for every framing of both,
 * however the octets are cut on their way; both agree at the end on whether
 * another request may follow, and neither waits for the other for ever.
 *
 * Parameters, from the end: in which pieces and which order; and for each of up
 * to four requests one octet, which chooses path, method and framing. What is in
 * front of them is the content of the requests.
 */

#include "engine/entry.h"
#include "machine/expected.h"
#include "machine/meet.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#define REQUESTS 4

enum {
	LENGTH,
	CHUNKED,
	CONTINUED,
	INSTEAD,
	HEAD,
	AGAIN,
	INTERIM,
	BROKEN,
	CLOSED,
	ZEROS
};

static struct mark marks[] = {
	[LENGTH] = {"content with a length is sent", 0},
	[CHUNKED] = {"chunked content is sent", 0},
	[CONTINUED] = {"content waits for 100 (Continue)", 0},
	[INSTEAD] = {"a final response comes instead of 100", 0},
	[HEAD] = {"HEAD is answered", 0},
	[AGAIN] = {"the connection is used again", 0},
	[INTERIM] = {"an interim response comes", 0},
	[BROKEN] = {"an answer is broken off", 0},
	[CLOSED] = {"the server closes", 0},
	[ZEROS] = {"a file is sent", 0},
};

static const char *const paths[] = {"/", "/empty", "/stream", "/chunks",
	"/slow", "/late", "/interim", "/none", "/reset", "/same", "/close",
	"/odd", "/zeros", "/file", "/echo", "/early", "/short", "/switch",
	"/nothing"};

static const char *const methods[] = {"GET", "HEAD", "POST"};

static const struct framing {
	enum client_content content;
	bool expect;
} framings[] = {
	{CLIENT_CONTENT_LENGTH, false},
	{CLIENT_CONTENT_CHUNKED, false},
	{CLIENT_CONTENT_LENGTH, true},
	{CLIENT_CONTENT_CHUNKED, true},
};

static int zeros = -1;

static struct h1_span
span_of(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

static struct client_request
choose(unsigned what, struct h1_span content)
{
	const char *path = paths[what % N(paths)];
	unsigned method = what / N(paths) % 3;
	const struct framing *framing = &framings[what % 4];

	if (method < 2)
		return (struct client_request){
			.method = span_of(methods[method]),
			.target = span_of(path),
			.host = H1_SPAN("h")};
	return (struct client_request){.method = span_of("POST"),
		.target = span_of(path),
		.host = H1_SPAN("h"),
		.content = framing->content,
		.length = content.len,
		.expect = framing->expect};
}

/* What the server read is what the client was given. */
static void
check_asked(const struct asking *asking, const struct client_request *request,
	struct h1_span content, bool whole)
{
	const struct asked *asked = &asking->at[0];

	CHECK(asking->n == 1);
	CHECK(h1_span_equal(h1_head_method(&asked->head), request->method));
	CHECK(h1_span_equal(h1_head_target(&asked->head), request->target));
	if (!whole)
		return;
	CHECK(asked->complete && asking->behind.len == 0);
	CHECK(h1_span_equal(pile_span(&asked->content),
		content.len ? content : H1_SPAN("")));
	if (asked->head.framing.kind == H1_FRAMING_CHUNKED)
		REACH(CHUNKED);
	else if (content.len > 0)
		REACH(LENGTH);
}

static void
check_answer(const struct met *met, const struct asked *asked,
	const struct expected *expected)
{
	bool head = asked_method(asked, "HEAD");

	if (expected->breaks) {
		CHECK(!met->ended && met->end == CONNECTION_RESET);
		CHECK(met->failure == CLIENT_BROKEN ||
			met->failure == CLIENT_CLOSED);
		REACH(BROKEN);
		return;
	}
	CHECK(met->ended && met->status == expected->status);
	if (expected->knows_content)
		CHECK(h1_span_equal(pile_span(&met->content),
			head ? H1_SPAN("") : pile_span(&expected->content)));
	CHECK(met->n_interim == asked_path(asked, "/interim"));
	if (head)
		REACH(HEAD);
	if (met->n_interim > 0)
		REACH(INTERIM);
	if (met->content.len == SERVICE_ZEROS)
		REACH(ZEROS);
}

/* Both go on, or both do not. */
static void
check_end(const struct met *met, const struct asked *asked,
	const struct expected *expected)
{
	bool instead = asked_expects(asked) && !met->continued;

	if (expected->breaks)
		return;
	CHECK(met->reusable == (met->end == CONNECTION_OPEN));
	CHECK(met->reusable != (instead || expected->closes));
	if (!met->reusable)
		REACH(CLOSED);
	if (instead)
		REACH(INSTEAD);
	if (met->continued)
		REACH(CONTINUED);
}

static void
see(struct seen *seen, const struct met *met)
{
	seen_number(seen, (uint64_t)met->status << 8 | met->ended);
	seen_octets(seen, pile_span(&met->content));
	seen_number(seen, (uint64_t)met->failure << 8 | met->reusable);
}

/* Asks one, and gives whether another may follow. */
static bool
ask(struct meet *meet, unsigned what, struct h1_span content, struct seen *seen)
{
	const struct client_request request = choose(what, content);
	struct expected expected;
	struct asking asking;
	struct met met;
	bool whole, reusable;

	if (request.content == CLIENT_CONTENT_NONE)
		content.len = 0;
	meet_ask(meet, &met, &request, content);
	asked_read(&asking, pile_span(&met.asked), NULL);
	CHECK(asking.n == 1);
	whole = met.ended && !(asked_expects(&asking.at[0]) && !met.continued);
	check_asked(&asking, &request, content, whole);
	expected_of_service(&expected, &asking.at[0]);
	check_answer(&met, &asking.at[0], &expected);
	check_end(&met, &asking.at[0], &expected);
	see(seen, &met);
	reusable = met.reusable;
	expected_free(&expected);
	asked_free(&asking);
	met_free(&met);
	return reusable;
}

static void
play(const unsigned *what, size_t n, uint32_t seed, struct h1_span content,
	struct seen *seen)
{
	struct service service = {.zeros = zeros};
	struct meet *meet = meet_open(&service, seed);
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			REACH(AGAIN);
		if (!ask(meet, what[i], content, seen))
			break;
	}
	meet_close(meet);
	CHECK(service.n_begun == service.n_done && !service.exchange);
}

static void
run(struct h1_span input, struct seen *seen)
{
	unsigned what[REQUESTS];
	struct seen odd;
	uint32_t seed;
	size_t n;

	if (zeros < 0)
		zeros = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	CHECK(zeros >= 0);
	seed = entry_parameter(&input, 256) + 1;
	for (n = 0; n < REQUESTS && input.len > 0; n++)
		what[n] = entry_parameter(&input, 256);
	seen_init(seen);
	seen_init(&odd);
	play(what, n, 0, input, seen);
	play(what, n, seed, input, &odd);
	CHECK(seen_equal(seen, &odd));
}

const struct entry entry = {run, marks, N(marks)};
