#include "machine/question.h"

#include <string.h>

#include "engine/entry.h"
#include "machine/asked.h"
#include "machine/fields.h"

#define LENGTH CLIENT_CONTENT_LENGTH
#define CHUNKED CLIENT_CONTENT_CHUNKED
#define NONE CLIENT_CONTENT_NONE

static const struct question questions[QUESTIONS] = {
	{"GET", "/", NONE, "", false, false},
	{"HEAD", "/head?of=it", NONE, "", false, false},
	{"POST", "/form", LENGTH, "hello, world", false, false},
	{"POST", "/stream", CHUNKED, "of unknown length", false, false},
	{"PUT", "/expects", LENGTH, "if you want it", true, false},
	{"PUT", "/expects/chunks", CHUNKED, "if you want it", true, false},
	{"GET", "/last", NONE, "", false, true},
	{"POST", "/empty", CHUNKED, "", false, false},
	{"OPTIONS", "*", NONE, "", true, false},
};

static const struct client_field fields[] = {
	{{(const uint8_t *)"User-Agent", 10}, {(const uint8_t *)"fuzz", 4}},
	{{(const uint8_t *)"Accept", 6}, {(const uint8_t *)"*/*", 3}},
};

static struct h1_span
span_of(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

const struct question *
question(unsigned i)
{
	return &questions[i % QUESTIONS];
}

struct h1_span
question_content(const struct question *question)
{
	return span_of(question->octets);
}

struct client_request
question_request(const struct question *question)
{
	return (struct client_request){.method = span_of(question->method),
		.target = span_of(question->target),
		.host = H1_SPAN("example.org:8080"),
		.fields = fields,
		.n_fields = N(fields),
		.content = question->content,
		.length = strlen(question->octets),
		.expect = question->expect,
		.close = question->close};
}

static void
check_head(const struct question *q, const struct asked *asked)
{
	const struct h1_head *head = &asked->head;
	bool expects = q->expect && q->content != NONE;

	CHECK(asked_method(asked, q->method));
	CHECK(text_is(h1_head_target(head), q->target));
	CHECK(text_is(h1_head_host(head), "example.org:8080"));
	CHECK(head->minor == 1 && head->persist == !q->close);
	CHECK(asked_persists(asked) == !q->close);
	CHECK((head->expect == H1_EXPECT_CONTINUE) == expects);
	CHECK(text_is(fields_value(&head->fields, "User-Agent"), "fuzz"));
	CHECK((head->framing.kind == H1_FRAMING_CHUNKED) ==
		(q->content == CHUNKED));
	if (q->content == LENGTH)
		CHECK(head->framing.length == strlen(q->octets));
}

static void
check_content(const struct question *q, const struct asked *asked)
{
	struct h1_span all = question_content(q);
	struct h1_span sent = pile_span(&asked->content);

	CHECK(sent.len <= all.len);
	all.len = sent.len;
	CHECK(h1_span_equal(sent, all));
	CHECK(!asked->complete || sent.len == strlen(q->octets));
}

void
question_check(const struct question *q, struct h1_span sent, bool whole)
{
	struct asking asking;

	asked_read(&asking, sent, NULL);
	CHECK(asking.n <= 1);
	CHECK(asking.rest == ASKED_NOTHING || asking.rest == ASKED_PART);
	if (whole) {
		CHECK(asking.n_complete == 1 && asking.behind.len == 0);
		CHECK(asking.rest == ASKED_NOTHING);
	}
	if (asking.n == 1) {
		check_head(q, &asking.at[0]);
		check_content(q, &asking.at[0]);
	}
	asked_free(&asking);
}
