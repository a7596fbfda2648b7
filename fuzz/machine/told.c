#include "machine/told.h"

#include <string.h>

#include "engine/entry.h"
#include "h1/cursor.h"
#include "h1/lenient.h"

#define FIELDS 256

struct teller {
	struct told *told;
	const struct client_settings *settings;
	struct h1_reader reader;
	struct h1_cur in;
	struct h1_head head;
	struct h1_piece piece;
	struct h1_field fields[FIELDS];
	struct h1_field trailers[FIELDS];
};

static struct h1_limits
limits_of(const struct client_settings *settings)
{
	struct h1_limits limits = h1_limits_default;
	size_t head = (size_t)settings->max_head;

	limits.start_line = (size_t)settings->max_line;
	limits.field_section = head;
	if (head < limits.field_line)
		limits.field_line = head;
	limits.fields = (size_t)settings->max_fields;
	limits.trailer_section = head / 4;
	limits.content = settings->max_size;
	return h1_limits_clamp(&limits);
}

/* Whether it goes on behind this head. */
static bool
take_head(struct teller *t)
{
	struct told *told = t->told;
	bool interim = t->head.status / 100 == 1;

	if (interim && t->head.status == 101) {
		told->outcome = TOLD_SWITCHED;
		return false;
	}
	if (interim && told->n_interim == t->settings->max_interim) {
		told->outcome = TOLD_INTERIM;
		return false;
	}
	if (!t->head.persist || t->head.framing.must_close)
		told->persist = false;
	told->n_interim += interim;
	told->n_continue += t->head.status == 100;
	if (interim)
		return true;
	if (t->head.framing.coded) {
		told->outcome = TOLD_CODED;
		return false;
	}
	told->has_head = true;
	told->status = t->head.status;
	return true;
}

static bool
take_status(struct teller *t, enum h1_status st)
{
	struct told *told = t->told;

	if (st == H1_ERROR)
		told->outcome = TOLD_REFUSED;
	if (st == H1_MORE)
		told->outcome = told->has_head && t->head.framing.kind ==
							  H1_FRAMING_UNTIL_CLOSE
					? TOLD_UNTIL_CLOSE
					: TOLD_PART;
	return st == H1_OK;
}

/* Up to its end; false if that is not reached. */
static bool
read_content(struct teller *t)
{
	h1_piece_init(&t->piece, t->trailers, FIELDS);
	do {
		if (!take_status(t, h1_read_piece(&t->reader, &t->in, &t->piece,
					    &t->told->error)))
			return false;
		if (t->piece.kind == H1_PIECE_CONTENT)
			pile_add(&t->told->content, t->piece.content);
		if (t->piece.kind == H1_PIECE_TRAILERS)
			t->told->n_trailers = t->piece.trailers.n;
	} while (t->piece.kind != H1_PIECE_END);
	return true;
}

void
told_read(struct told *told, struct h1_span octets, bool head_only,
	const struct client_settings *settings)
{
	const struct h1_limits limits = limits_of(settings);
	struct teller t = {.told = told, .settings = settings};

	memset(told, 0, sizeof(*told));
	told->persist = true;
	h1_reader_init(&t.reader, H1_RESPONSE, &limits, H1_LENIENT_OBS_FOLD);
	h1_reader_answers(&t.reader,
		head_only ? H1_ANSWERS_HEAD : H1_ANSWERS_OTHER);
	t.in = h1_cur_over(octets);
	do {
		h1_head_init(&t.head, t.fields, FIELDS);
		if (!take_status(&t, h1_read_head(&t.reader, &t.in, &t.head,
					     &told->error)) ||
			!take_head(&t) || !read_content(&t))
			return;
	} while (!told->has_head);
	told->outcome = TOLD_ALL;
	told->len = octets.len - h1_cur_left(&t.in);
}

void
told_free(struct told *told)
{
	pile_free(&told->content);
}
