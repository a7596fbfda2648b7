#include "h1/reader.h"

#include "fault/fault.h"
#include "h1/field_line.h"
#include "h1/octet.h"
#include "h1/pass.h"
#include "h1/refuse.h"
#include "h1/start_line.h"
#include "h1/swar.h"
#include "h1/understand.h"

#include <assert.h>

/* Member by member: a few stores are faster than any way to clear it all. */
static void
clear(struct h1_head *head, enum h1_kind kind)
{
	const struct h1_part none = {0, 0};

	head->kind = kind;
	head->minor = 0;
	head->status = 0;
	head->form = H1_TARGET_ORIGIN;
	head->expect = H1_EXPECT_NONE;
	head->persist = false;
	head->has_host = false;
	head->tolerated = 0;
	head->method = none;
	head->target = none;
	head->scheme = none;
	head->authority = none;
	head->path = none;
	head->query = none;
	head->host = none;
	head->reason = none;
	head->fields.n = 0;
	for (size_t i = 0; i < H1_KNOWN_COUNT; i++)
		head->known.at[i] = (struct h1_named){0, 0};
}

void
h1_head_init(struct h1_head *head, struct h1_field *fields, size_t max)
{
	head->fields.n = 0;
	head->fields.at = fields;
	head->fields.max = max;
}

struct h1_span
h1_head_field(const struct h1_head *head, struct h1_span name)
{
	size_t i = h1_field_find(&head->fields, name, 0);

	if (i == head->fields.n)
		return (struct h1_span){NULL, 0};
	return h1_field_value(&head->fields, i);
}

/* --- the fast pass ------------------------------------------------------ */

/* Fewer octets are not worth it. */
#define PASS_MIN 24

/*
 * Takes what complete lines it can; the reader stands where a line begins,
 * before and after. Gives whether the section has ended.
 */
static inline bool
pass(struct h1_reader *reader, struct h1_head *head, const struct h1_cur *in)
{
	const struct h1_limits *limits = &reader->limits;
	struct h1_pass pass = {
		in->at, in->at + reader->seen, in->end, reader, head, false};
	const uint8_t *section = pass.at;

	if (reader->state == H1_READER_FIELDS)
		section = in->at + reader->section;
	/* what is beyond a limit is not for the pass */
	if ((size_t)(pass.end - section) > limits->field_section)
		pass.end = section + limits->field_section;
	if (pass.end - pass.at > (ptrdiff_t)limits->field_line)
		pass.end = pass.at + limits->field_line;
	if (pass.end - pass.at < PASS_MIN || FAULT_BUILD)
		return false;
	h1_kernel()->pass(&pass);
	head->len = (size_t)(pass.at - in->at);
	if (pass.ended) {
		reader->line = head->len - 2; /* the empty one */
		return true;
	}
	reader->n_fields = head->fields.n;
	reader->seen = head->len;
	if (reader->state == H1_READER_FIELDS)
		h1_field_line_begin(reader, reader->seen);
	return false;
}

/* --- the end of a head -------------------------------------------------- */

/* What comes behind the head. */
static enum h1_reader_state
content_state(const struct h1_framing *framing)
{
	switch (framing->kind) {
	case H1_FRAMING_LENGTH:
		return framing->length || FAULTY(content_takes_all)
			       ? H1_READER_LENGTH
			       : H1_READER_END;
	case H1_FRAMING_CHUNKED:
		return H1_READER_CHUNK;
	case H1_FRAMING_UNTIL_CLOSE:
		return H1_READER_UNTIL_CLOSE;
	case H1_FRAMING_NONE:
	case H1_FRAMING_TUNNEL:
		break;
	}
	return H1_READER_END;
}

/* All lines were read, or one was refused, or more is needed. */
static inline enum h1_status
finish(struct h1_reader *reader, struct h1_cur *in, struct h1_head *head,
	enum h1_status st, struct h1_error *err)
{
	if (FAULTY(head_in_one_read) && st == H1_MORE)
		st = h1_refuse(err, H1_E_INCOMPLETE_HEAD, reader->seen);
	if (st == H1_OK)
		st = h1_head_understand(reader, in, head, err);
	if (st == H1_OK) {
		reader->left = head->framing.length;
		reader->state = content_state(&head->framing);
		reader->consumed += head->len;
		reader->seen = 0;
		in->at += head->len;
	} else if (st == H1_ERROR) {
		err->off += reader->consumed;
		reader->failed = *err;
		reader->state = H1_READER_FAILED;
		reader->run = 0;
	}
	return st;
}

/* --- line by line ------------------------------------------------------- */

static void
start_line_begin(struct h1_reader *reader)
{
	h1_line_begin(reader, reader->seen, reader->limits.start_line,
		reader->kind == H1_REQUEST ? H1_E_REQUEST_LINE_TOO_LONG
					   : H1_E_STATUS_LINE_TOO_LONG);
}

/* Empty lines and the start-line. */
static enum h1_status
start_line(struct h1_line *line)
{
	struct h1_reader *reader = line->reader;
	const h1_line_state *states = reader->kind == H1_REQUEST
					      ? h1_request_line_states
					      : h1_status_line_states;
	enum h1_status st;

	for (;;) {
		st = h1_line_run(line, states);
		if (st != H1_OK || reader->kind == H1_RESPONSE ||
			line->head->method.len > 0)
			return st;
		reader->n_empty_lines++;
		start_line_begin(reader);
	}
}

static enum h1_status
whole_start_line(struct h1_line *line)
{
	struct h1_reader *reader = line->reader;
	enum h1_status st;

	if (reader->seen == 0)
		start_line_begin(reader);
	st = start_line(line);
	if (st != H1_OK)
		return st;
	reader->state = H1_READER_FIELDS;
	reader->section = reader->seen;
	reader->n_fields = 0;
	h1_field_line_begin(reader, reader->seen);
	return H1_OK;
}

/*
 * The header section, up to and with the empty line. What the pass leaves where
 * a line begins is one line, or what has arrived of it: so no octet is looked
 * at more than twice.
 */
static enum h1_status
header_section(struct h1_line *line, const struct h1_cur *in, bool passed)
{
	struct h1_reader *reader = line->reader;
	enum h1_status st;

	for (;; passed = false) {
		if (!passed && reader->seen == reader->line &&
			line->end - line->base >=
				(ptrdiff_t)reader->seen + PASS_MIN &&
			pass(reader, line->head, in))
			return H1_OK;
		st = h1_line_run(line, h1_field_line_states);
		if (st != H1_OK)
			return st;
		if (h1_field_line_empty(line))
			break;
		h1_field_line_begin(reader, reader->seen);
	}
	line->head->len = reader->seen;
	return H1_OK;
}

/* Out of the way of heads that the pass takes whole. */
static __attribute__((noinline)) enum h1_status
by_lines(struct h1_reader *reader, struct h1_cur *in, struct h1_head *head,
	bool passed, struct h1_error *err)
{
	enum h1_status st = H1_OK;
	struct h1_line line;

	line.reader = reader;
	line.head = head;
	line.fields = &head->fields;
	line.base = in->at;
	line.end = in->end;
	line.lenient = reader->lenient;
	line.err = err;
	if (reader->state == H1_READER_START) {
		st = whole_start_line(&line);
		passed = false;
	}
	if (st == H1_OK)
		st = header_section(&line, in, passed);
	return finish(reader, in, head, st, err);
}

/* --- the whole head ----------------------------------------------------- */

/* With more octets, a kernel is asked. */
#define RUN_MAX 64

/* Whether all that is new goes on with what the last octets were. */
static inline bool
runs_on(struct h1_reader *reader, const struct h1_cur *in)
{
	const uint8_t *at = in->at + reader->seen;
	size_t left = (size_t)(in->end - at);

	if (left > RUN_MAX || left > reader->cap - reader->seen)
		return false;
	if (left < 8)
		while (at != in->end && h1_octet_is(*at, reader->run))
			at++;
	else if (reader->run == H1_FIELD_TEXT)
		at = h1_swar_text(at, in->end);
	else
		at = h1_swar_while(at, in->end, reader->run);
	reader->seen = (size_t)(at - in->at);
	return at == in->end;
}

/* Out of the way of octets that go on as before. */
static __attribute__((noinline)) enum h1_status
first_look(struct h1_reader *reader, struct h1_cur *in, struct h1_head *head,
	struct h1_error *err)
{
	clear(head, reader->kind);
	reader->host_plain = false;
	if (pass(reader, head, in))
		return finish(reader, in, head, H1_OK, err);
	return by_lines(reader, in, head, true, err);
}

enum h1_status
h1_read_head(struct h1_reader *reader, struct h1_cur *in, struct h1_head *head,
	struct h1_error *err)
{
	assert(reader->state <= H1_READER_FIELDS ||
		reader->state == H1_READER_FAILED);
	if (reader->run != 0 && runs_on(reader, in))
		return H1_MORE;
	if (reader->state == H1_READER_FAILED) {
		*err = reader->failed;
		return H1_ERROR;
	}
	if (in->at == in->end)
		return H1_MORE;
	if (reader->seen == 0)
		return first_look(reader, in, head, err);
	return by_lines(reader, in, head, false, err);
}
