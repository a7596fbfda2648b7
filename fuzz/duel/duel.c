#include "duel/duel.h"

#include <stdio.h>

#include "duel/compare.h"
#include "duel/permitted.h"

/* ---- theirs ---- */

static void
extend(struct duel_theirs *theirs, struct h1_span *part, const char *octets,
	size_t len)
{
	const uint8_t *at = (const uint8_t *)octets;

	if (!part->at)
		*part = (struct h1_span){at, len};
	else if (part->at + part->len == at)
		part->len += len;
	else
		theirs->scattered = true;
}

static void
on_octets(void *context, enum peer_part part, const char *at, size_t len)
{
	struct duel_theirs *theirs = context;
	struct duel_field *field = NULL;

	if (theirs->n_fields > 0 && theirs->n_fields <= DUEL_FIELDS)
		field = &theirs->fields[theirs->n_fields - 1];
	switch (part) {
	case PEER_METHOD:
		extend(theirs, &theirs->method, at, len);
		break;
	case PEER_TARGET:
		extend(theirs, &theirs->target, at, len);
		break;
	case PEER_REASON:
		extend(theirs, &theirs->reason, at, len);
		break;
	case PEER_NAME:
		if (field)
			extend(theirs, &field->name, at, len);
		break;
	case PEER_VALUE:
		if (field)
			extend(theirs, &field->value, at, len);
		break;
	case PEER_CONTENT:
		theirs->n_content += len;
		seen_octets(&theirs->content,
			(struct h1_span){(const uint8_t *)at, len});
		break;
	}
}

static void
on_field(void *context)
{
	struct duel_theirs *theirs = context;

	if (theirs->n_fields < DUEL_FIELDS)
		theirs->fields[theirs->n_fields] =
			(struct duel_field){.trailer = theirs->in_trailers};
	theirs->n_fields++;
}

static void
on_their_head(void *context)
{
	struct duel_theirs *theirs = context;

	theirs->in_trailers = true;
}

/* The next message as they read it; `ends`: the peer closes behind the rest. */
static void
ask(struct duel *duel, bool ends)
{
	struct duel_theirs *theirs = &duel->theirs;
	static const struct h1_span none = {NULL, 0};

	theirs->method = theirs->target = theirs->reason = none;
	theirs->n_fields = 0;
	theirs->in_trailers = theirs->scattered = false;
	theirs->n_content = 0;
	seen_init(&theirs->content);
	theirs->answer =
		peer_next((const char *)duel->rest.at, duel->rest.len, ends);
}

/* ---- judged ---- */

static void
disagree(const char *what, unsigned differences)
{
	(void)fprintf(stderr, "they %s (differences: %#x; see duel.h)\n", what,
		differences);
}

static void
agree(struct duel *duel)
{
	struct mark *marks = duel->marks;

	REACH(DUEL_AGREE);
	if (duel->n_content > 0)
		REACH(DUEL_AGREE_CONTENT);
	if (duel->walk.head.framing.kind == H1_FRAMING_CHUNKED)
		REACH(DUEL_AGREE_CHUNKED);
	if (duel->trailers.n > 0)
		REACH(DUEL_AGREE_TRAILERS);
	if (duel->walk.n_messages > 0)
		REACH(DUEL_AGREE_SECOND);
}

/* We have read a message of `len` octets. */
static void
judge_accepted(struct duel *duel, size_t len, bool ends)
{
	unsigned found = DUEL_END;
	bool permitted;

	ask(duel, ends);
	if (duel->theirs.answer.result == PEER_REFUSES) {
		permitted = permitted_their_refusal(duel);
		if (!permitted)
			disagree("refuse what we accept", 0);
		CHECK(permitted);
		duel->over = true;
		return;
	}
	if (duel->theirs.answer.result == PEER_COMPLETE)
		found = duel_compare(duel, len);
	if (found == 0)
		agree(duel);
	duel->over = (found & DUEL_END) || duel->theirs.answer.upgrade;
	found = permitted_differences(duel, found);
	if (found)
		disagree("read it differently", found);
	CHECK(found == 0);
	duel->persists = duel->theirs.answer.persists;
}

/* We have refused what is left. */
static void
judge_refused(struct duel *duel)
{
	struct mark *marks = duel->marks;
	const struct peer_answer *answer = &duel->theirs.answer;
	bool permitted;

	ask(duel, false);
	if (answer->result == PEER_REFUSES)
		REACH(DUEL_BOTH_REFUSE);
	if (answer->result != PEER_COMPLETE)
		return;
	permitted = permitted_our_refusal(duel);
	if (!permitted)
		(void)fprintf(stderr, "they accept what we refuse at %zu: %s\n",
			duel->walk.error.off,
			h1_code_name(duel->walk.error.code));
	CHECK(permitted);
}

/* We wait for more. */
static void
judge_more(struct duel *duel)
{
	unsigned found = 0;

	ask(duel, false);
	if (duel->theirs.answer.result == PEER_COMPLETE)
		found = permitted_differences(duel, DUEL_END);
	if (found)
		disagree("accept what we wait for the end of", found);
	CHECK(found == 0);
}

/* ---- ours ---- */

static void
begin_message(struct duel *duel)
{
	duel->n_content = 0;
	seen_init(&duel->content);
	duel->trailers.n = 0;
}

static void
end_message(struct duel *duel, bool ends)
{
	size_t len = duel->walk.consumed - duel->walk.complete;

	if (duel->over)
		return;
	judge_accepted(duel, len, ends);
	duel->rest.at += len;
	duel->rest.len -= len;
	begin_message(duel);
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	struct duel *duel = context;

	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		break;
	case H1_PIECE_CONTENT:
		duel->n_content += piece->content.len;
		seen_octets(&duel->content, piece->content);
		break;
	case H1_PIECE_TRAILERS:
		duel->trailers = piece->trailers;
		break;
	case H1_PIECE_END:
		end_message(duel,
			duel->walk.head.framing.kind == H1_FRAMING_UNTIL_CLOSE);
		break;
	}
}

/* They leave most limits to their caller: so that long lines are compared as
 * well, ours are out of the way. */
static struct h1_limits
wide_limits(void)
{
	struct h1_limits limits = h1_limits_default;

	limits.start_line = limits.field_line = SIZE_MAX;
	limits.field_section = limits.trailer_section = SIZE_MAX;
	limits.chunk_line = limits.chunk_exts = SIZE_MAX;
	return limits;
}

void
duel_run(struct duel *duel, enum peer_kind kind, struct h1_span input)
{
	const struct h1_limits limits = wide_limits();
	struct walk_options options = {
		.limits = &limits,
		.kind = kind == PEER_REQUESTS ? H1_REQUEST : H1_RESPONSE,
		.answers = kind == PEER_RESPONSES_TO_HEAD ? H1_ANSWERS_HEAD
							  : H1_ANSWERS_OTHER,
		.on_piece = on_piece,
		.context = duel,
	};
	struct peer_events events = {
		on_octets, on_field, on_their_head, &duel->theirs};

	peer_open(kind, &events);
	duel->rest = input;
	duel->over = false;
	duel->persists = true;
	begin_message(duel);
	walk_whole(&duel->walk, &options, input, false);
	if (duel->walk.status == H1_MORE && duel->walk.in_message &&
		duel->walk.head.framing.kind == H1_FRAMING_UNTIL_CLOSE)
		walk_end(&duel->walk);
	if (duel->over || duel->rest.len == 0 || duel->walk.tunnel)
		return;
	if (duel->walk.status == H1_ERROR)
		judge_refused(duel);
	else
		judge_more(duel);
}

struct seen
duel_seen(const struct duel *duel)
{
	struct seen seen = walk_seen(&duel->walk);

	seen_number(&seen, duel->theirs.answer.result);
	seen_number(&seen, duel->theirs.n_fields);
	seen_number(&seen, duel->theirs.content.hash);
	return seen;
}
