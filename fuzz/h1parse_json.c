/*
 * Whatever the octets are, what h1parse writes is JSON, one object for each
 * message, and says just what the reader says: result and reason, start-line, field
 * lines, chunks and content, each octet of which can be had back, and how many
 * octets of the input each message took.
 *
 * From the end of the input come: request or response, what the response
 * answers, what is tolerated, and whether the peer closes.
 */

#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "engine/walk.h"
#include "h1parse_read.h"

#include <jansson.h>

enum {
	REQUEST,
	RESPONSE,
	REFUSED,
	MORE,
	SECOND,
	CONTENT,
	CHUNKS,
	TRAILERS,
	HIGH,
	NUL,
	LONG,
	TOLERATED,
	CODED,
	CLOSED
};

static struct mark marks[] = {
	[REQUEST] = {"a request is written", 0},
	[RESPONSE] = {"a response is written", 0},
	[REFUSED] = {"a refusal is written", 0},
	[MORE] = {"a message is not complete", 0},
	[SECOND] = {"a second message is written", 0},
	[CONTENT] = {"content is written", 0},
	[CHUNKS] = {"chunks are written", 0},
	[TRAILERS] = {"a trailer section is written", 0},
	[HIGH] = {"an octet above 7F is written", 0},
	[NUL] = {"NUL is written", 0},
	[LONG] = {"a number is too great for JSON readers", 0},
	[TOLERATED] = {"a tolerated deviation is written", 0},
	[CODED] = {"another transfer coding is told", 0},
	[CLOSED] = {"the close completes a message", 0},
};

/* What is compared, message by message. */
struct comparison {
	const struct walk *walk;
	json_t *objects;   /* what h1parse wrote */
	size_t n;	   /* messages that the walk has begun */
	uint64_t consumed; /* by those before the last */
	size_t n_chunks;   /* of the last */
	size_t content;	   /* place in its text */
};

/* ---- JSON ---- */

/* The octet at `*at` in the text; that is then behind it. */
static uint8_t
octet_at(const char *text, size_t *at)
{
	uint8_t first = (uint8_t)text[(*at)++];

	if (first < 0x80)
		return first;
	REACH(HIGH);
	CHECK((first & 0xFC) == 0xC0);
	return (uint8_t)(first << 6 | ((uint8_t)text[(*at)++] & 0x3F));
}

/* The octets stand at `*at` in the text; that is then behind them. */
static void
check_octets(const json_t *string, size_t *at, struct h1_span octets)
{
	const char *text = json_string_value(string);
	size_t len = json_string_length(string);

	CHECK(text != NULL);
	for (size_t i = 0; i < octets.len; i++) {
		CHECK(*at < len);
		CHECK(octet_at(text, at) == octets.at[i]);
		if (octets.at[i] == '\0')
			REACH(NUL);
	}
}

/* The string is these octets; or there is none, and they are absent. */
static void
check_string(const json_t *string, struct h1_span octets)
{
	size_t at = 0;

	if (octets.at == NULL) {
		CHECK(string == NULL);
		return;
	}
	check_octets(string, &at, octets);
	CHECK(at == json_string_length(string));
}

/* NULL: there is none. */
static void
check_text(const json_t *json, const char *text)
{
	if (text == NULL) {
		CHECK(json == NULL);
		return;
	}
	CHECK(json_is_string(json));
	CHECK(strcmp(json_string_value(json), text) == 0);
}

/* Those that a double cannot hold are strings. */
static void
check_number(const json_t *json, uint64_t number)
{
	char digits[24];

	if (number <= (uint64_t)1 << 53) {
		CHECK(json_is_integer(json));
		CHECK((uint64_t)json_integer_value(json) == number);
		return;
	}
	(void)snprintf(digits, sizeof(digits), "%llu",
		(unsigned long long)number);
	check_text(json, digits);
	REACH(LONG);
}

/* The names of the deviations, from the lowest bit on. */
static void
check_flags(const json_t *array, unsigned flags)
{
	size_t n = 0;

	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++)
		if (flags & 1u << bit)
			check_text(json_array_get(array, n++),
				h1_lenient_name(bit));
	CHECK(json_is_array(array) && json_array_size(array) == n);
	if (n > 0)
		REACH(TOLERATED);
}

/* All objects in what was written, one a line. */
static json_t *
read_lines(const char *text, size_t len)
{
	json_t *objects = json_array();

	while (len > 0) {
		const char *end = memchr(text, '\n', len);
		size_t n;
		json_t *object;

		CHECK(end != NULL);
		n = (size_t)(end - text);
		object = json_loadb(text, n,
			JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
		CHECK(json_is_object(object));
		CHECK(json_array_append_new(objects, object) == 0);
		text += n + 1;
		len -= n + 1;
	}
	return objects;
}

static json_t *
parse(const struct h1parse *options, struct h1_span input,
	enum h1parse_result *result)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	json_t *objects;

	CHECK(out != NULL);
	*result = h1parse_read(options, input, out);
	CHECK(fclose(out) == 0);
	if (options->stream) {
		objects = read_lines(text, len);
	} else {
		objects = json_loadb(text, len,
			JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
		CHECK(json_is_object(objects));
	}
	free(text);
	return objects;
}

/* ---- what the walk tells ---- */

static void
check_fields(const json_t *array, const struct h1_fields *fields)
{
	CHECK(json_array_size(array) == fields->n);
	for (size_t i = 0; i < fields->n; i++) {
		const json_t *field = json_array_get(array, i);
		struct h1_span value = h1_field_value(fields, i);
		uint8_t *copy = malloc(value.len + 1);

		CHECK(copy != NULL);
		h1_field_copy(copy, value);
		check_string(json_array_get(field, 0),
			h1_field_name(fields, i));
		check_string(json_array_get(field, 1),
			(struct h1_span){copy, value.len});
		free(copy);
	}
}

/* What a request-target looks like is its form. */
static const char *
form(struct h1_span method, struct h1_span target)
{
	if (h1_span_equal(method, H1_SPAN("CONNECT")))
		return "authority";
	if (h1_span_equal(target, H1_SPAN("*")))
		return "asterisk";
	return target.at[0] == '/' ? "origin" : "absolute";
}

static const char *
expectation(enum h1_expect expect)
{
	switch (expect) {
	case H1_EXPECT_NONE:
		break;
	case H1_EXPECT_CONTINUE:
		return "100-continue";
	case H1_EXPECT_UNKNOWN:
		return "unknown";
	}
	return NULL;
}

static void
check_request(const json_t *m, const struct h1_head *head)
{
	check_text(json_object_get(m, "kind"), "request");
	check_text(json_object_get(m, "form"),
		form(h1_head_method(head), h1_head_target(head)));
	check_text(json_object_get(m, "expect"), expectation(head->expect));
	check_string(json_object_get(m, "scheme"), h1_head_scheme(head));
	check_string(json_object_get(m, "method"), h1_head_method(head));
	check_string(json_object_get(m, "target"), h1_head_target(head));
	check_string(json_object_get(m, "authority"), h1_head_authority(head));
	check_string(json_object_get(m, "path"), h1_head_path(head));
	check_string(json_object_get(m, "query"), h1_head_query(head));
	check_string(json_object_get(m, "host"), h1_head_host(head));
	REACH(REQUEST);
}

static void
check_response(const json_t *m, const struct h1_head *head)
{
	check_text(json_object_get(m, "kind"), "response");
	check_number(json_object_get(m, "status"), head->status);
	check_string(json_object_get(m, "reason"), h1_head_reason(head));
	REACH(RESPONSE);
}

static void
check_framing(const json_t *m, const struct h1_framing *framing)
{
	const json_t *length = json_object_get(m, "length");

	check_text(json_object_get(m, "framing"),
		h1_framing_name(framing->kind));
	CHECK(json_is_true(json_object_get(m, "coded")) == framing->coded);
	if (framing->kind == H1_FRAMING_LENGTH)
		check_number(length, framing->length);
	else
		CHECK(length == NULL);
	if (framing->coded)
		REACH(CODED);
}

static void
check_head(const json_t *m, const struct h1_head *head)
{
	const char version[] = {'1', '.', (char)('0' + head->minor), '\0'};
	const json_t *persist = json_object_get(m, "persist");

	check_text(json_object_get(m, "version"), version);
	check_fields(json_object_get(m, "fields"), &head->fields);
	check_framing(m, &head->framing);
	CHECK(json_is_boolean(persist));
	CHECK(json_is_true(persist) == head->persist);
	if (head->kind == H1_REQUEST)
		check_request(m, head);
	else
		check_response(m, head);
}

/* What the message at `i` took, as it was written. */
static uint64_t
consumed(const struct comparison *c, size_t i)
{
	const json_t *json =
		json_object_get(json_array_get(c->objects, i), "consumed");

	CHECK(json_is_integer(json));
	return (uint64_t)json_integer_value(json);
}

static void
on_head(void *context, const struct h1_head *head)
{
	struct comparison *c = context;
	const json_t *m = json_array_get(c->objects, c->n);

	CHECK(m != NULL);
	if (c->n > 0)
		c->consumed += consumed(c, c->n - 1);
	CHECK(c->consumed == c->walk->complete);
	c->n++;
	c->n_chunks = c->content = 0;
	check_head(m, head);
}

static void
check_chunk(struct comparison *c, const json_t *m, const struct h1_chunk *chunk)
{
	const json_t *one =
		json_array_get(json_object_get(m, "chunks"), c->n_chunks++);

	check_number(json_object_get(one, "size"), chunk->size);
	if (chunk->ext.len > 0)
		check_string(json_object_get(one, "ext"), chunk->ext);
	REACH(CHUNKS);
}

static void
check_end(const struct comparison *c, const json_t *m, unsigned tolerated)
{
	check_text(json_object_get(m, "result"), "accepted");
	CHECK(c->content == json_string_length(json_object_get(m, "content")));
	CHECK(c->n_chunks == json_array_size(json_object_get(m, "chunks")));
	check_flags(json_object_get(m, "tolerated"), tolerated);
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	struct comparison *c = context;
	const json_t *m = json_array_get(c->objects, c->n - 1);

	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		check_chunk(c, m, &piece->chunk);
		break;
	case H1_PIECE_CONTENT:
		check_octets(json_object_get(m, "content"), &c->content,
			piece->content);
		REACH(CONTENT);
		break;
	case H1_PIECE_TRAILERS:
		check_fields(json_object_get(m, "trailers"), &piece->trailers);
		if (piece->trailers.n > 0)
			REACH(TRAILERS);
		break;
	case H1_PIECE_END:
		check_end(c, m, piece->tolerated);
		break;
	}
}

/* ---- the last message ---- */

/* What was begun and is not complete has an object as well. */
static bool
is_begun(const struct walk *walk, struct h1_span input)
{
	return walk->status == H1_ERROR || walk->in_message ||
	       walk->complete < input.len || input.len == 0;
}

static void
check_refused(const json_t *m, const struct h1_error *error)
{
	const char *requirement = h1_code_requirement(error->code);

	check_text(json_object_get(m, "result"), "refused");
	check_text(json_object_get(m, "code"), h1_code_name(error->code));
	check_number(json_object_get(m, "offset"), error->off);
	check_text(json_object_get(m, "clause"), h1_code_clause(error->code));
	check_text(json_object_get(m, "requirement"),
		requirement[0] ? requirement : NULL);
	check_number(json_object_get(m, "answer"), h1_code_status(error->code));
	check_text(json_object_get(m, "text"), h1_code_text(error->code));
}

static void
check_last(const struct walk *walk, const json_t *m, enum h1parse_result result)
{
	if (walk->status == H1_ERROR) {
		check_refused(m, &walk->error);
		CHECK(result == H1PARSE_REFUSED);
		REACH(REFUSED);
	} else if (!walk->tunnel) {
		check_text(json_object_get(m, "result"), "more");
		CHECK(result == H1PARSE_MORE);
		REACH(MORE);
	}
}

static void
compare(const struct h1parse *options, struct h1_span input, json_t *objects,
	enum h1parse_result result, struct seen *seen)
{
	struct walk walk;
	struct comparison c = {.walk = &walk, .objects = objects};
	const struct walk_options walk_options = {
		.kind = options->kind,
		.answers = options->answers,
		.lenient = options->lenient,
		.on_head = on_head,
		.on_piece = on_piece,
		.context = &c,
	};
	size_t n = json_array_size(objects);
	size_t before;

	walk_whole(&walk, &walk_options, input, false);
	before = walk.n_messages;
	if (options->eof)
		walk_end(&walk);
	if (walk.n_messages > before)
		REACH(CLOSED);
	if (n > 1)
		REACH(SECOND);
	for (size_t i = c.n > 0 ? c.n - 1 : 0; i < n; i++)
		c.consumed += consumed(&c, i);
	CHECK(c.consumed == walk.consumed);
	if (is_begun(&walk, input)) {
		CHECK(n == walk.n_messages + 1);
		check_last(&walk, json_array_get(objects, n - 1), result);
	} else {
		CHECK(n == walk.n_messages && result == H1PARSE_ACCEPTED);
	}
	*seen = walk_seen(&walk);
}

/* Without --stream it is the first message, and the same. */
static void
check_single(const struct h1parse *options, struct h1_span input,
	const json_t *objects)
{
	struct h1parse single = *options;
	enum h1parse_result result;
	json_t *object;

	single.stream = false;
	object = parse(&single, input, &result);
	CHECK(json_equal(object, json_array_get(objects, 0)));
	json_decref(object);
}

static void
run(struct h1_span input, struct seen *seen)
{
	static const enum h1_answers answers[] = {
		H1_ANSWERS_OTHER,
		H1_ANSWERS_HEAD,
		H1_ANSWERS_CONNECT,
	};
	struct h1parse options = {.stream = true};
	enum h1parse_result result;
	json_t *objects;

	if (entry_parameter(&input, 2) == 1)
		options.kind = H1_RESPONSE;
	options.answers = answers[entry_parameter(&input, N(answers))];
	if (entry_parameter(&input, 2) == 1)
		options.lenient = H1_LENIENT_ALL;
	options.eof = entry_parameter(&input, 2) == 1;
	objects = parse(&options, input, &result);
	compare(&options, input, objects, result, seen);
	check_single(&options, input, objects);
	json_decref(objects);
}

const struct entry entry = {run, marks, N(marks)};
