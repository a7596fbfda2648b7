/*
 * Challenges are read so that, written again with every value quoted, they are
 * the same, and one more behind them is read too; none has a parameter twice or
 * too many, and all of them lie in their field lines.
 */

#include "client/challenge.h"
#include "engine/entry.h"
#include "value/lines.h"
#include "value/text.h"
#include "value/wish.h"

enum {
	CHALLENGE,
	PARAMETER,
	NO_PARAMETERS,
	SECOND,
	SECOND_LINE
};

static struct mark marks[] = {
	[CHALLENGE] = {"a challenge is read", 0},
	[PARAMETER] = {"a parameter is read", 0},
	[NO_PARAMETERS] = {"a challenge without parameters is read", 0},
	[SECOND] = {"a second challenge is read", 0},
	[SECOND_LINE] = {"a second field line is read", 0},
};

#define NAME H1_SPAN("WWW-Authenticate")

static bool
in_a_line(const struct h1_fields *fields, struct h1_span part)
{
	for (size_t i = 0; i < fields->n; i++)
		if (h1_span_equal_nocase(h1_field_name(fields, i), NAME) &&
			span_within(part, h1_field_value(fields, i)))
			return true;
	return false;
}

/* How often that name is there. */
static size_t
count(const struct client_challenge *c, struct h1_span name)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_params; i++)
		n += h1_span_equal_nocase(c->params[i].name, name);
	return n;
}

static void
check_challenge(const struct h1_fields *fields,
	const struct client_challenge *c)
{
	CHECK(c->scheme.len > 0 && in_a_line(fields, c->scheme));
	CHECK(c->n_params <= CLIENT_CHALLENGE_PARAMS_MAX);
	for (size_t i = 0; i < c->n_params; i++) {
		struct h1_span name = c->params[i].name;
		struct h1_span value = c->params[i].value;

		CHECK(name.len > 0 && in_a_line(fields, name));
		CHECK(in_a_line(fields, value) && count(c, name) == 1);
		CHECK(client_challenge_find(c, name).at == value.at);
		REACH(PARAMETER);
	}
	CHECK(!client_challenge_find(c, H1_SPAN("=")).at);
	REACH(CHALLENGE);
	if (c->n_params == 0)
		REACH(NO_PARAMETERS);
}

static void
write_challenge(struct text *text, const struct client_challenge *c)
{
	if (text->len > 0)
		text_add(text, H1_SPAN(", "));
	text_add(text, c->scheme);
	for (size_t i = 0; i < c->n_params; i++) {
		text_add(text, i > 0 ? H1_SPAN(", ") : H1_SPAN(" "));
		text_add(text, c->params[i].name);
		text_add(text, H1_SPAN("=\""));
		text_add(text, c->params[i].value);
		text_add(text, H1_SPAN("\""));
	}
}

/* Reads all of them, and writes them; *last is the last one. */
static size_t
rewrite(struct text *text, struct client_challenge *last,
	const struct h1_fields *fields)
{
	struct client_challenges list;
	struct client_challenge c;
	size_t n = 0;

	client_challenges_init(&list, fields, NAME);
	while (client_challenge_next(&list, &c)) {
		check_challenge(fields, &c);
		write_challenge(text, &c);
		*last = c;
		n++;
	}
	if (n > 1)
		REACH(list.i > 1 ? SECOND_LINE : SECOND);
	return n;
}

/* The same for all that is in `field`, one field line. */
static size_t
rewrite_field(struct text *text, struct client_challenge *last,
	const struct text *field)
{
	struct lines lines;

	lines_read(&lines, text_span(field));
	return rewrite(text, last, &lines.fields);
}

/* One challenge more, and what it has: 16 parameters at most, none of them
 * twice, with a comma between them. */
#define FIFTEEN "a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9,j=0,k=1,l=2,m=3,n=4,o=5"

static const struct {
	const char *text;
	bool read;
	size_t n_params;
} extras[] = {
	{"X " FIFTEEN ",p=6", true, 16},
	{"X " FIFTEEN ",p=6,q=7", false, 0},
	{"X a=1,A=2", false, 0},
	{"X a=\"1\" b=2", true, 0},
	{"X a = \"1,2\" ,, b\t=2", true, 2},
	{"X YWJj=", true, 0},
};

static void
check_extras(const struct text *field, size_t n)
{
	for (size_t i = 0; i < N(extras); i++) {
		struct text text = *field, again = {.len = 0};
		struct client_challenge last;

		text_add(&text, H1_SPAN(", "));
		text_add(&text, span_of(extras[i].text));
		CHECK(rewrite_field(&again, &last, &text) ==
			n + extras[i].read);
		if (!extras[i].read)
			continue;
		CHECK(h1_span_equal(last.scheme, H1_SPAN("X")));
		CHECK(last.n_params == extras[i].n_params);
	}
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct text once = {.len = 0}, field = {.len = 0}, twice = {.len = 0};
	struct client_challenge last;
	struct lines lines;
	size_t n;

	if (input.len > VALUE_MAX || span_has(input, '\r'))
		return;
	lines_read(&lines, input);
	n = rewrite(&once, &last, &lines.fields);
	seen_octets(seen, text_span(&once));
	text_add(&field, NAME);
	text_add(&field, H1_SPAN(": "));
	text_add(&field, text_span(&once));
	CHECK(rewrite_field(&twice, &last, &field) == n);
	CHECK(h1_span_equal(text_span(&once), text_span(&twice)));
	check_extras(&field, n);
}

const struct entry entry = {run, marks, N(marks)};
