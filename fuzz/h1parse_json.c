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

#include "engine/entry.h"
#include "engine/walk.h"
#include "h1parse_read.h"
#include "reader/json_head.h"

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
	struct says_met met;
};

/* ---- JSON ---- */

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
		objects = says_objects(text, len);
	} else {
		objects = json_loadb(text, len,
			JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
		CHECK(json_is_object(objects));
	}
	free(text);
	return objects;
}

/* ---- what the walk tells ---- */

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
	says_head(&c->met, m, head);
	REACH(head->kind == H1_REQUEST ? REQUEST : RESPONSE);
	if (head->framing.coded)
		REACH(CODED);
}

static void
check_chunk(struct comparison *c, const json_t *m, const struct h1_chunk *chunk)
{
	const json_t *one =
		json_array_get(json_object_get(m, "chunks"), c->n_chunks++);

	says_number(&c->met, json_object_get(one, "size"), chunk->size);
	if (chunk->ext.len > 0)
		says_string(&c->met, json_object_get(one, "ext"), chunk->ext);
	REACH(CHUNKS);
}

static void
check_end(struct comparison *c, const json_t *m, unsigned tolerated)
{
	says_text(json_object_get(m, "result"), "accepted");
	CHECK(c->content == json_string_length(json_object_get(m, "content")));
	CHECK(c->n_chunks == json_array_size(json_object_get(m, "chunks")));
	says_flags(&c->met, json_object_get(m, "tolerated"), tolerated);
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
		says_octets(&c->met, json_object_get(m, "content"), &c->content,
			piece->content);
		REACH(CONTENT);
		break;
	case H1_PIECE_TRAILERS:
		says_fields(&c->met, json_object_get(m, "trailers"),
			&piece->trailers);
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
check_refused(struct comparison *c, const json_t *m,
	const struct h1_error *error)
{
	const char *requirement = h1_code_requirement(error->code);

	says_text(json_object_get(m, "result"), "refused");
	says_text(json_object_get(m, "code"), h1_code_name(error->code));
	says_number(&c->met, json_object_get(m, "offset"), error->off);
	says_text(json_object_get(m, "clause"), h1_code_clause(error->code));
	says_text(json_object_get(m, "requirement"),
		requirement[0] ? requirement : NULL);
	says_number(&c->met, json_object_get(m, "answer"),
		h1_code_status(error->code));
	says_text(json_object_get(m, "text"), h1_code_text(error->code));
}

static void
check_last(struct comparison *c, const json_t *m, enum h1parse_result result)
{
	const struct walk *walk = c->walk;

	if (walk->status == H1_ERROR) {
		check_refused(c, m, &walk->error);
		CHECK(result == H1PARSE_REFUSED);
		REACH(REFUSED);
	} else if (!walk->tunnel) {
		says_text(json_object_get(m, "result"), "more");
		CHECK(result == H1PARSE_MORE);
		REACH(MORE);
	}
}

static void
reach_met(const struct says_met *met)
{
	marks[HIGH].n += met->high;
	marks[NUL].n += met->nul;
	marks[LONG].n += met->great;
	marks[TOLERATED].n += met->tolerated;
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
		check_last(&c, json_array_get(objects, n - 1), result);
	} else {
		CHECK(n == walk.n_messages && result == H1PARSE_ACCEPTED);
	}
	reach_met(&c.met);
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
