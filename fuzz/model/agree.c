#include "model/agree.h"

#include <stdlib.h>
#include <string.h>

#include "engine/walk.h"
#include "model/mend.h"

const struct h1_limits agree_tight = {
	.empty_lines = 1,
	.start_line = 32,
	.field_line = 24,
	.field_section = 64,
	.fields = 4,
	.chunk_line = 12,
	.chunk_exts = 16,
	.trailer_section = 32,
	.content = 40,
};

struct agree {
	struct walk walk;
	struct model_reading reading;
	struct h1_span input;
	struct mark *marks;
	struct model_message message; /* the one at hand, as the model has it */
	enum model_result result;
	size_t content_off; /* of it, read by the reader */
	size_t n_chunks;    /* read by the reader */
};

/* The same octets of the input; where an empty span stands decides nothing. */
static void
check_same(struct h1_span a, struct h1_span b)
{
	CHECK(a.len == b.len);
	CHECK(a.len == 0 || a.at == b.at);
	CHECK((a.at == NULL) == (b.at == NULL));
}

static void
check_section(const struct model_section *section,
	const struct h1_fields *fields)
{
	size_t i;

	CHECK(fields->n == section->n);
	for (i = 0; i < section->n; i++) {
		check_same(h1_field_name(fields, i), section->at[i].name);
		check_same(h1_field_value(fields, i), section->at[i].value);
	}
}

static void
check_request(const struct h1_head *head, const struct model_message *message)
{
	check_same(h1_head_method(head), message->method);
	check_same(h1_head_target(head), message->request_target);
	CHECK(head->form == message->target.form);
	check_same(h1_head_scheme(head), message->target.scheme);
	check_same(h1_head_authority(head), message->target.authority);
	check_same(h1_head_path(head), message->target.path);
	check_same(h1_head_query(head), message->target.query);
	check_same(h1_head_host(head), message->host);
	CHECK(head->has_host == message->has_host);
	CHECK(head->expect == message->expect);
}

/* Where the model reads: what the reader has not completed. */
static struct h1_span
at_hand(const struct agree *agree)
{
	return (struct h1_span){agree->input.at + agree->walk.complete,
		agree->input.len - agree->walk.complete};
}

static void
on_head(void *context, const struct h1_head *head)
{
	struct agree *agree = context;
	struct model_message *message = &agree->message;

	agree->result = model_read(message, &agree->reading, at_hand(agree));
	agree->content_off = agree->n_chunks = 0;
	CHECK(message->has_head);
	CHECK(head->base == at_hand(agree).at);
	CHECK(head->len == message->head_len);
	CHECK(head->minor == message->minor);
	check_section(&message->fields, &head->fields);
	CHECK(head->persist == message->persist);
	CHECK(head->framing.kind == message->framing);
	CHECK(head->framing.length == message->length);
	CHECK(head->framing.coded == message->coded);
	if (head->kind == H1_REQUEST) {
		check_request(head, message);
	} else {
		CHECK(head->status == message->status);
		check_same(h1_head_reason(head), message->reason);
	}
	agree->marks[AGREE_HEAD].n++;
}

static void
check_content(struct agree *agree, struct h1_span content)
{
	const struct model_message *message = &agree->message;

	CHECK(content.len <= message->content_len - agree->content_off);
	CHECK(memcmp(content.at, message->content + agree->content_off,
		      content.len) == 0);
	agree->content_off += content.len;
}

static void
check_chunk(struct agree *agree, const struct h1_chunk *chunk)
{
	const struct model_message *message = &agree->message;
	size_t i = agree->n_chunks++;

	CHECK(i < message->n_chunks);
	if (i >= MODEL_CHUNKS)
		return;
	CHECK(chunk->size == message->chunks[i].size);
	check_same(chunk->ext, message->chunks[i].ext);
}

static void
check_end(struct agree *agree)
{
	const struct model_message *message = &agree->message;

	CHECK(agree->result == MODEL_ACCEPTED);
	CHECK(agree->walk.consumed - agree->walk.complete == message->consumed);
	CHECK(agree->content_off == message->content_len);
	CHECK(agree->n_chunks == message->n_chunks);
	if (message->framing == H1_FRAMING_CHUNKED)
		agree->marks[AGREE_CHUNKED].n++;
	if (message->trailers.n)
		agree->marks[AGREE_TRAILERS].n++;
	if (agree->walk.n_messages)
		agree->marks[AGREE_SECOND].n++;
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	struct agree *agree = context;

	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		check_chunk(agree, &piece->chunk);
		break;
	case H1_PIECE_CONTENT:
		check_content(agree, piece->content);
		break;
	case H1_PIECE_TRAILERS:
		check_section(&agree->message.trailers, &piece->trailers);
		break;
	case H1_PIECE_END:
		check_end(agree);
		break;
	}
}

/* No default limit strikes in so few octets. A line that is too long is known
 * for it later than when nothing can mend it. */
#define LEN_UNLIMITED 4096

/* What does not break a rule yet has a rest that makes it right. */
static void
check_mendable(const struct agree *agree, size_t len)
{
	struct h1_span begun = {at_hand(agree).at, len};

	if (agree->reading.limits.start_line > LEN_UNLIMITED &&
		len < LEN_UNLIMITED)
		CHECK(mend(&agree->reading, begun, true));
}

/* The reader asks for more, and has read what there is. */
static void
check_more(struct agree *agree)
{
	CHECK(agree->result == MODEL_INCOMPLETE);
	CHECK(agree->walk.in_message == agree->message.has_head);
	if (agree->walk.in_message && !agree->walk.tunnel)
		CHECK(agree->content_off == agree->message.content_len);
	check_mendable(agree, at_hand(agree).len);
	agree->marks[AGREE_INCOMPLETE].n++;
}

/* The octet that is blamed is the first that nothing can mend. */
static void
check_blamed(const struct agree *agree, bool certain)
{
	const struct h1_error *error = &agree->walk.error;

	check_mendable(agree, error->off);
	CHECK(!mend(&agree->reading, mend_begun(at_hand(agree), error),
		!certain));
}

/* The reader has refused: so does the model, or nothing can mend it. */
static void
check_refused(struct agree *agree)
{
	bool certain = agree->result == MODEL_REFUSED;
	bool in_content = agree->walk.in_message;

	CHECK(in_content == agree->message.has_head);
	CHECK(agree->result != MODEL_ACCEPTED);
	if (mend_decided_last(at_hand(agree), &agree->walk.error, in_content))
		CHECK(certain);
	else
		check_blamed(agree, certain);
	agree->marks[certain ? AGREE_REFUSED : AGREE_UNMENDABLE].n++;
}

static void
read_all(struct agree *agree)
{
	struct walk_options options = {.kind = agree->reading.kind,
		.answers = agree->reading.answers,
		.limits = &agree->reading.limits,
		.on_head = on_head,
		.on_piece = on_piece,
		.context = agree};

	walk_whole(&agree->walk, &options, agree->input, false);
	if (!agree->walk.in_message)
		agree->result = model_read(&agree->message, &agree->reading,
			at_hand(agree));
	if (agree->walk.status == H1_ERROR)
		check_refused(agree);
	else
		check_more(agree);
}

static void *
room(size_t len)
{
	void *at = malloc(len ? len : 1);

	if (!at)
		abort();
	return at;
}

void
agree(struct seen *seen, struct mark *marks,
	const struct model_reading *reading, struct h1_span input)
{
	struct agree *agree = room(sizeof(*agree));
	struct seen walked;

	agree->reading = *reading;
	agree->input = input;
	agree->marks = marks;
	agree->message.content = room(input.len);
	read_all(agree);
	walked = walk_seen(&agree->walk);
	seen_number(seen, walked.hash);
	free(agree->message.content);
	free(agree);
}
