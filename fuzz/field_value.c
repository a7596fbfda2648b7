/*
 * A field value is accepted exactly if a slow reader finds none of the octets
 * that it may not have, and refused at the first one; copied, it has no line
 * ends, and is the same otherwise; the message reader agrees.
 */

#include "engine/entry.h"
#include "h1/h1.h"
#include "value/lines.h"
#include "value/text.h"

#include <stdlib.h>

enum {
	ACCEPTED,
	NUL,
	CTL,
	CR,
	LONG,
	COPIED
};

static struct mark marks[] = {
	[ACCEPTED] = {"a value is accepted", 0},
	[NUL] = {"NUL is refused", 0},
	[CTL] = {"another control octet is refused", 0},
	[CR] = {"CR is refused", 0},
	[LONG] = {"an octet behind 64 others is refused", 0},
	[COPIED] = {"a line end is copied as SP", 0},
};

static enum h1_code
slow_check(struct h1_span in, size_t *off)
{
	for (*off = 0; *off < in.len; ++*off) {
		uint8_t octet = in.at[*off];

		if (octet == 0)
			return H1_E_VALUE_NUL;
		if (octet == '\r')
			return H1_E_BARE_CR;
		if ((octet < ' ' && octet != '\t') || octet == 0x7F)
			return H1_E_VALUE_CTL;
	}
	return H1_E_NONE;
}

static void
reach(enum h1_code code, size_t off)
{
	REACH(code == H1_E_NONE		 ? ACCEPTED
		: code == H1_E_VALUE_NUL ? NUL
		: code == H1_E_BARE_CR	 ? CR
					 : CTL);
	if (code != H1_E_NONE && off > 64)
		REACH(LONG);
}

static void
check_copy(struct seen *seen, struct h1_span in)
{
	uint8_t *out = malloc(in.len + 1);

	if (!out)
		abort();
	h1_field_copy(out, in);
	for (size_t i = 0; i < in.len; i++) {
		bool end = in.at[i] == '\r' || in.at[i] == '\n';

		CHECK(out[i] == (end ? ' ' : in.at[i]));
		if (end)
			REACH(COPIED);
	}
	seen_octets(seen, (struct h1_span){out, in.len});
	free(out);
}

/* A value in a message; LF would end its line. */
static void
check_message(struct h1_span in, enum h1_code code, size_t off)
{
	struct h1_span front = H1_SPAN("HTTP/1.1 200 OK\r\nA: ");
	struct text text = {.len = 0};
	struct h1_field fields[4];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;
	struct h1_cur cur;

	text_add(&text, front);
	text_add(&text, in);
	text_add(&text, H1_SPAN("\r\n\r\n"));
	cur = h1_cur_over(text_span(&text));
	h1_head_init(&head, fields, N(fields));
	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	if (h1_read_head(&reader, &cur, &head, &err) == H1_OK) {
		CHECK(code == H1_E_NONE && head.fields.n == 1);
		CHECK(h1_span_equal(h1_field_value(&head.fields, 0),
			h1_span_trim(in)));
		return;
	}
	CHECK(err.code == code);
	/* CR is told with the octet behind it */
	CHECK(err.off == front.len + off ||
		(code == H1_E_BARE_CR && err.off == front.len + off + 1));
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct h1_error err;
	size_t off;
	enum h1_code code = slow_check(input, &off);

	if (input.len > VALUE_MAX)
		return;
	if (h1_field_value_check(input, &err) == H1_OK) {
		CHECK(code == H1_E_NONE);
	} else {
		CHECK(err.code == code && err.off == off);
		seen_number(seen, err.off);
	}
	reach(code, off);
	check_copy(seen, input);
	if (!span_has(input, '\n'))
		check_message(input, code, off);
}

const struct entry entry = {run, marks, N(marks)};
