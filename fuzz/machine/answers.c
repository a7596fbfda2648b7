#include "machine/answers.h"

#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "h1/cursor.h"
#include "h1/lenient.h"
#include "machine/fields.h"

#define FIELDS 64

/* A reading under way. */
struct listener {
	struct answers *answers;
	const struct asking *asking;
	const uint8_t *known; /* behind what of it came in time */
	struct h1_reader reader;
	struct h1_cur in;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field fields[FIELDS];
	struct h1_field trailers[FIELDS];
};

/* Where "HEAD " stands, if the next final response answers that; or NULL. */
static const uint8_t *
where_head_is(const struct asking *asking, size_t i)
{
	if (i >= asking->n)
		return asked_rest_head(asking);
	return asked_method(&asking->at[i], "HEAD")
		       ? h1_head_method(&asking->at[i].head).at
		       : NULL;
}

/* What the next final response answers, as far as the server can know: a time
 * may be over before all of the method has come. */
static enum h1_answers
what_is_answered(const struct listener *l)
{
	const struct asking *asking = l->asking;
	size_t i = l->answers->n;
	const uint8_t *head = where_head_is(asking, i);

	if (i < asking->n && asking->at[i].head.form == H1_TARGET_AUTHORITY)
		return H1_ANSWERS_CONNECT;
	return head && l->known - head >= 5 ? H1_ANSWERS_HEAD
					    : H1_ANSWERS_OTHER;
}

/* RFC 9112, section 6.1; RFC 9110, section 8.6 */
static void
count_interim(struct listener *l)
{
	const struct h1_fields *fields = &l->head.fields;

	CHECK(fields_count(fields, "Content-Length") == 0);
	CHECK(fields_count(fields, "Transfer-Encoding") == 0);
	if (l->head.status == 100)
		l->answers->n_continue++;
	else
		l->answers->n_interim++;
}

static struct answer *
new_answer(struct listener *l, const uint8_t *from)
{
	const bool to_head = what_is_answered(l) == H1_ANSWERS_HEAD;
	struct answers *answers = l->answers;
	struct answer *answer;

	answers->at =
		pile_one_more(answers->at, answers->n, sizeof(*answers->at));
	answer = &answers->at[answers->n++];
	memset(answer, 0, sizeof(*answer));
	answer->head = l->head;
	fields_copy(&answer->head.fields, &l->head.fields);
	answer->octets = h1_span_between(from, l->in.at);
	answer->n_continue = answers->n_continue;
	answer->n_interim = answers->n_interim;
	answers->n_continue = answers->n_interim = 0;
	answer->to_head = to_head;
	return answer;
}

/* The next head; NULL behind an interim one. False if it is not whole. */
static bool
read_head(struct listener *l, struct answer **answer)
{
	const uint8_t *from = l->in.at;
	struct h1_error err;
	enum h1_status st;

	*answer = NULL;
	h1_reader_answers(&l->reader, what_is_answered(l));
	h1_head_init(&l->head, l->fields, FIELDS);
	st = h1_read_head(&l->reader, &l->in, &l->head, &err);
	CHECK(st != H1_ERROR);
	if (st == H1_MORE)
		return false;
	if (l->head.status / 100 == 1 && l->head.status != 101)
		count_interim(l);
	else
		*answer = new_answer(l, from);
	return true;
}

static void
take_piece(struct listener *l, struct answer *answer)
{
	if (l->piece.kind == H1_PIECE_CONTENT)
		pile_add(&answer->content, l->piece.content);
	if (l->piece.kind == H1_PIECE_TRAILERS)
		answer->n_trailers = l->piece.trailers.n;
}

/* Up to the end of the message; false if that has not come. */
static bool
read_content(struct listener *l, struct answer *answer, bool closed)
{
	struct h1_error err;
	enum h1_status st;

	h1_piece_init(&l->piece, l->trailers, FIELDS);
	do {
		st = h1_read_piece(&l->reader, &l->in, &l->piece, &err);
		CHECK(st != H1_ERROR);
		if (st == H1_MORE && closed)
			closed = h1_read_eof(&l->reader, &err) == H1_OK;
		if (st == H1_MORE && !closed)
			return false;
		if (st == H1_OK && answer)
			take_piece(l, answer);
	} while (st == H1_MORE || l->piece.kind != H1_PIECE_END);
	return true;
}

void
answers_read(struct answers *answers, struct h1_span octets,
	const struct asking *asking, size_t n_in_time, bool closed)
{
	struct listener l = {.answers = answers,
		.asking = asking,
		.known = asking->input.at + n_in_time};
	struct answer *answer;

	memset(answers, 0, sizeof(*answers));
	h1_reader_init(&l.reader, H1_RESPONSE, NULL, H1_STRICT);
	l.in = h1_cur_over(octets);
	while (!h1_cur_at_end(&l.in) && read_head(&l, &answer)) {
		if (answer && answer->head.framing.kind == H1_FRAMING_TUNNEL) {
			answer->complete = true;
			answers->n_complete++;
			break;
		}
		if (!read_content(&l, answer, closed))
			break;
		if (answer) {
			answer->complete = true;
			answers->n_complete++;
		}
	}
	answers->behind = h1_cur_rest(&l.in);
}

void
answers_free(struct answers *answers)
{
	size_t i;

	for (i = 0; i < answers->n; i++) {
		free(answers->at[i].head.fields.at);
		pile_free(&answers->at[i].content);
	}
	free(answers->at);
}

bool
answer_closes(const struct answer *answer)
{
	return fields_list(&answer->head.fields, "Connection", "close");
}
