#include "cli/observe.h"

#include "h1/h1.h"

#define FIELDS_MAX 256

struct observer {
	struct octets *out;
	struct h1_reader reader;
	struct h1_cur in;
	struct h1_error error;
	bool reading;
	bool ok;
};

static void
add(struct observer *o, struct h1_span octets)
{
	o->ok = o->ok && octets_append(o->out, octets.at, octets.len);
}

static void
text(struct observer *o, const char *what)
{
	o->ok = o->ok && octets_text(o->out, what);
}

/* Names of fields in lower case: they are the same in any. */
static void
add_name(struct observer *o, struct h1_span name)
{
	for (size_t i = 0; i < name.len; i++) {
		uint8_t c = name.at[i];

		c = c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
		o->ok = o->ok && octets_append(o->out, &c, 1);
	}
}

static void
add_head(struct observer *o, const struct h1_head *head)
{
	if (!o->reading)
		return;
	add(o, h1_head_method(head));
	text(o, " ");
	add(o, h1_head_target(head));
	text(o, " (");
	for (size_t i = 0; i < head->fields.n; i++) {
		text(o, i == 0 ? "" : ", ");
		add_name(o, h1_field_name(&head->fields, i));
	}
	text(o, ") ");
	text(o, h1_framing_name(head->framing.kind));
	text(o, ", ");
}

/* Reads one message. */
static enum h1_status
observe_message(struct observer *o)
{
	struct h1_field fields[FIELDS_MAX];
	struct h1_head head;
	struct h1_piece piece = {.kind = H1_PIECE_CHUNK};
	enum h1_status st;

	h1_head_init(&head, fields, FIELDS_MAX);
	st = h1_read_head(&o->reader, &o->in, &head, &o->error);
	if (st != H1_OK)
		return st;
	add_head(o, &head);
	while (st == H1_OK && piece.kind != H1_PIECE_END) {
		h1_piece_init(&piece, NULL, 0);
		st = h1_read_piece(&o->reader, &o->in, &piece, &o->error);
	}
	return st;
}

bool
observe_reference(struct octets *out, const struct octets *octets, bool reading)
{
	static const uint8_t none[1];
	const uint8_t *at = octets->len > 0 ? octets->at : none;
	struct observer o = {
		.out = out,
		.in = {at, at + octets->len},
		.reading = reading,
		.ok = true,
	};
	enum h1_status st = H1_MORE;

	h1_reader_init(&o.reader, H1_REQUEST, NULL, H1_STRICT);
	while (!h1_cur_at_end(&o.in) && o.ok) {
		st = observe_message(&o);
		if (st != H1_OK)
			break;
	}
	if (st == H1_ERROR) {
		text(&o, "refused ");
		text(&o, h1_code_name(o.error.code));
	} else {
		text(&o, st == H1_OK ? "accepted" : "more is missing");
	}
	return o.ok;
}
