#include "machine/judge.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine/entry.h"
#include "h1/error.h"
#include "machine/answer_rules.h"
#include "machine/fields.h"
#include "machine/request_rules.h"

static void
expect(const struct judge *judge, struct expected *expected,
	const struct asked *asked)
{
	if (!expected_of_server(expected, asked))
		judge->expected(expected, asked);
}

/* Number of the first request from which on no answers are due: it breaks, or
 * is answered before it is known that it is none. */
static size_t
first_broken(const struct judge *judge)
{
	const struct asking *asking = judge->asking;
	struct expected expected;
	bool broken = false;
	size_t i;

	for (i = 0; i < asking->n; i++) {
		expect(judge, &expected, &asking->at[i]);
		broken = expected.breaks ||
			 (expected.early && !asking->at[i].complete);
		expected_free(&expected);
		if (broken)
			break;
	}
	return i;
}

static const struct asked *
asked_at(const struct judge *judge, size_t i)
{
	return i < judge->asking->n ? &judge->asking->at[i] : NULL;
}

static void
check_rules(const struct judge *judge, const struct answers *answers)
{
	struct ruled ruled = {.date = judge->date};
	size_t i;

	for (i = 0; i < answers->n_complete; i++) {
		ruled.answer = &answers->at[i];
		ruled.asked = asked_at(judge, i);
		ruled.head_only = ruled.answer->to_head;
		answer_rules(&ruled);
		if (ruled.asked && ruled.asked->complete)
			request_rules(ruled.asked);
		if (answer_closes(ruled.answer))
			CHECK(i + 1 == answers->n);
	}
}

/* A client that waits for 100 may be told something final instead, and nobody
 * knows then what follows (RFC 9110, section 10.1.1). */
static bool
instead_of_continue(const struct asked *asked, const struct answer *answer)
{
	return fields_count(&asked->head.fields, "Expect") > 0 &&
	       asked_has_content(asked) && answer->head.status / 100 != 2 &&
	       answer_closes(answer);
}

static bool
may_close(const struct expected *expected, const struct asked *asked,
	const struct answer *answer)
{
	if (expected->closes || !asked_persists(asked) ||
		asked->head.framing.must_close)
		return true;
	if (asked->head.minor == 0 &&
		answer->head.framing.kind == H1_FRAMING_UNTIL_CLOSE)
		return true;
	return instead_of_continue(asked, answer);
}

/* HEAD tells the length that GET would have. */
static void
check_content(const struct expected *expected, const struct asked *asked,
	const struct answer *answer)
{
	struct h1_span value =
		fields_value(&answer->head.fields, "Content-Length");
	struct h1_span content = pile_span(&expected->content);
	uint64_t n;

	if (!expected->knows_content)
		return;
	if (value.at && answer->head.status != 205)
		CHECK(text_number(&n, value) && n == content.len);
	if (!asked_method(asked, "HEAD") && answer->head.status != 204)
		CHECK(h1_span_equal(pile_span(&answer->content), content));
}

/* RFC 9110, section 14.4: which part it is, or that there is none. */
static void
check_range(const struct expected *expected, const struct answer *answer)
{
	char text[64];

	if (!expected->has_range)
		return;
	if (answer->head.status == 416)
		(void)snprintf(text, sizeof(text), "bytes */%" PRIu64,
			expected->first);
	else
		(void)snprintf(text, sizeof(text),
			"bytes %" PRIu64 "-%" PRIu64 "/%d", expected->first,
			expected->last, SERVICE_FILE_LEN);
	CHECK(text_is(fields_value(&answer->head.fields, "Content-Range"),
		text));
}

/* RFC 9110, sections 15.3.7 and 15.4.5: validators of what exists. */
static void
check_validators(const struct expected *expected, const struct answer *answer)
{
	const struct h1_fields *fields = &answer->head.fields;
	unsigned status = answer->head.status;
	char text[64];

	if (!expected->tag || (status != 200 && status != 206 && status != 304))
		return;
	(void)snprintf(text, sizeof(text), "\"%s\"", expected->tag);
	CHECK(text_is(fields_value(fields, "ETag"), text));
	if (status == 206 && expected->bare)
		CHECK(fields_count(fields, "Last-Modified") == 0);
}

/* What was expected of a request that came as a whole. */
static void
check_answer(const struct judge *judge, const struct asked *asked,
	const struct answer *answer)
{
	bool tolerant = judge->options->chaos;
	unsigned status = answer->head.status;
	struct expected expected;

	expect(judge, &expected, asked);
	if (tolerant && answer_closes(answer) &&
		(status == 400 || status == 408)) {
		expected_free(&expected);
		return;
	}
	CHECK(expected.status == 0 || status == expected.status);
	if (status == expected.status) {
		check_content(&expected, asked, answer);
		check_range(&expected, answer);
	}
	check_validators(&expected, answer);
	if (!tolerant && answer_closes(answer))
		CHECK(may_close(&expected, asked, answer));
	if (expected.closes)
		CHECK(answer_closes(answer));
	/* RFC 9110, section 9.3.7 */
	if (asked_method(asked, "OPTIONS") && status == 200 &&
		!judge->options->service)
		CHECK(fields_count(&answer->head.fields, "Allow") == 1);
	expected_free(&expected);
}

/* What is not complete, or refused, is answered with that. */
static unsigned
rest_status(const struct judge *judge)
{
	const struct asking *asking = judge->asking;

	if (asking->rest != ASKED_PART)
		return h1_code_status(asking->code);
	return judge->options->ending == PLAY_WAIT ? 408 : 400;
}

/* A request-line that is wrong in nothing but its length (RFC 9112, section 3):
 * "GET /" and letters. */
static bool
is_long_line(const struct judge *judge)
{
	struct h1_span rest = judge->asking->behind;
	uint64_t i, max = judge->options->settings->max_line;

	if (rest.len <= max || memcmp(rest.at, "GET /", 5) != 0)
		return false;
	for (i = 5; i <= max; i++)
		if (rest.at[i] < 'a' || rest.at[i] > 'z')
			return false;
	return true;
}

/* The client waits for 100, and has sent no octet of content. */
static bool
waits_for_continue(const struct judge *judge, size_t i)
{
	const struct asking *asking = judge->asking;
	const struct h1_head *head;

	if (i >= asking->n || !asked_expects(&asking->at[i]))
		return false;
	head = &asking->at[i].head;
	return head->base + head->len == asking->input.at + asking->input.len;
}

static void
check_rest(const struct judge *judge, const struct answers *answers, size_t i)
{
	const struct asked *asked = asked_at(judge, i);
	const struct answer *answer;
	struct expected expected;

	if (judge->asking->rest == ASKED_NOTHING) {
		CHECK(answers->n == i && answers->behind.len == 0);
		return;
	}
	CHECK(answers->n == i + 1 && answers->n_complete == i + 1);
	answer = &answers->at[i];
	CHECK(answer_closes(answer));
	if (is_long_line(judge))
		CHECK(answer->head.status == 414);
	CHECK(judge->asking->due == 0 ||
		answer->head.status == judge->asking->due);
	if (answer->head.status == rest_status(judge)) {
		CHECK(!waits_for_continue(judge, i) || answer->n_continue == 1);
		return;
	}
	CHECK(asked && instead_of_continue(asked, answer));
	expect(judge, &expected, asked);
	CHECK(expected.status == 0 || expected.status == answer->head.status);
	expected_free(&expected);
}

/* What is said behind 101 is said back. */
static void
check_tunnel(const struct played *played, const struct answers *answers,
	const struct asked *asked)
{
	CHECK(played->end == CONNECTION_CLOSED);
	CHECK(h1_span_equal(answers->behind, asked->behind));
}

static void
check_all(const struct judge *judge, const struct played *played,
	const struct answers *answers)
{
	size_t i, broken = first_broken(judge);
	const struct answer *answer;

	CHECK(played->end == CONNECTION_CLOSED || broken < judge->asking->n);
	for (i = 0; i < judge->asking->n_complete; i++) {
		if (i == broken)
			return;
		if (i >= answers->n_complete && played->end == CONNECTION_RESET)
			return;
		CHECK(i < answers->n_complete);
		answer = &answers->at[i];
		check_answer(judge, &judge->asking->at[i], answer);
		if (answer->head.status == 101) {
			check_tunnel(played, answers, &judge->asking->at[i]);
			return;
		}
		if (answer_closes(answer)) {
			CHECK(i + 1 == answers->n);
			CHECK(answers->behind.len == 0);
			return;
		}
	}
	if (i != broken || i == judge->asking->n)
		check_rest(judge, answers, i);
}

/* Where anything may have happened in between: what is there is right. */
static void
check_some(const struct judge *judge, const struct answers *answers)
{
	size_t i;

	CHECK(answers->n <= judge->asking->n + 1);
	for (i = 0; i < answers->n_complete; i++)
		if (i < judge->asking->n_complete)
			check_answer(judge, &judge->asking->at[i],
				&answers->at[i]);
}

/* The log has heard of all of them, once. */
static void
check_records(const struct played *played, const struct answers *answers)
{
	size_t i;

	CHECK(played->n_records >= answers->n);
	if (played->end == CONNECTION_CLOSED)
		CHECK(played->n_records == answers->n);
	for (i = 0; i < answers->n; i++) {
		const struct play_record *record = &played->records[i];
		const struct answer *answer = &answers->at[i];

		CHECK(record->status == answer->head.status);
		if (played->end != CONNECTION_CLOSED)
			continue;
		CHECK(record->complete);
		CHECK(record->status == 101 ||
			record->n_content == answer->content.len);
	}
}

void
judge_answers(const struct judge *judge, const struct played *played,
	const struct answers *answers)
{
	const struct service *service = judge->options->service;

	check_rules(judge, answers);
	check_records(played, answers);
	if (judge->options->chaos)
		check_some(judge, answers);
	else
		check_all(judge, played, answers);
	if (!service)
		return;
	CHECK(!service->exchange && service->n_begun == service->n_done);
	CHECK(service->n_begun <= played->n_records);
}

void
judge_same(const struct judge *judge, const struct answers *a,
	const struct answers *b)
{
	size_t i, n = first_broken(judge);

	if (n == judge->asking->n)
		CHECK(a->n == b->n && a->n_complete == b->n_complete);
	for (i = 0; i < a->n_complete && i < b->n_complete && i < n; i++) {
		const struct answer *one = &a->at[i], *other = &b->at[i];

		CHECK(h1_span_equal(one->octets, other->octets));
		CHECK(h1_span_equal(pile_span(&one->content),
			pile_span(&other->content)));
		CHECK(one->n_trailers == other->n_trailers);
		CHECK(one->n_interim == other->n_interim);
	}
}
