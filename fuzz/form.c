/*
 * A form is read the same as a whole and in any pieces; the octets of each part
 * are those up to the next delimiter that a plain search finds; content is never
 * refused, and neither is the end. Its boundary is the parameter that a slow
 * reader finds.
 */

#include "http/form.h"
#include "engine/entry.h"
#include "h1/cursor.h"
#include "value/lines.h"
#include "value/parameter.h"
#include "value/wish.h"

#include <stdlib.h>
#include <string.h>

enum {
	PART,
	FILE_PART,
	TYPED,
	DONE,
	EMPTY_PART,
	SECOND,
	ENDED,
	BAD,
	HELD_BACK,
	NO_BOUNDARY
};

static struct mark marks[] = {
	[PART] = {"a part begins", 0},
	[FILE_PART] = {"a part is a file", 0},
	[TYPED] = {"a part has a type", 0},
	[DONE] = {"a part is complete", 0},
	[EMPTY_PART] = {"a part is empty", 0},
	[SECOND] = {"a second part begins", 0},
	[ENDED] = {"a form is complete", 0},
	[BAD] = {"what is no form is refused", 0},
	[HELD_BACK] = {"what looks like a delimiter is data", 0},
	[NO_BOUNDARY] = {"a type without a boundary is refused", 0},
};

/* One reading of the content. */
struct reading {
	struct http_form form;
	struct seen seen;
	size_t n_parts;
	bool bad;
	uint8_t *data; /* of the part at hand */
	size_t len;
	size_t from; /* where in the content it begins */
	bool open;   /* it has begun, and is not complete */
};

/* Where the delimiter of the boundary stands at or behind `from`. */
static size_t
search(struct h1_span in, size_t from, struct h1_span boundary)
{
	for (size_t i = from; i + 4 + boundary.len <= in.len; i++)
		if (memcmp(in.at + i, "\r\n--", 4) == 0 &&
			memcmp(in.at + i + 4, boundary.at, boundary.len) == 0)
			return i;
	return in.len;
}

static void
part_begins(struct reading *r)
{
	const struct http_form *form = &r->form;

	CHECK(form->name.at);
	seen_text(&r->seen, "part");
	seen_octets(&r->seen, form->name);
	seen_octets(&r->seen, form->file_name);
	seen_octets(&r->seen, form->type);
	r->len = 0;
	r->open = true;
	r->n_parts++;
	REACH(r->n_parts > 1 ? SECOND : PART);
	if (form->file_name.at)
		REACH(FILE_PART);
	if (form->type.at)
		REACH(TYPED);
}

/* The line end before the content may be that of the delimiter. */
static void
part_ends(struct reading *r, struct h1_span in, struct h1_span boundary)
{
	size_t end = search(in, r->from - 2, boundary);

	CHECK(end < in.len);
	CHECK(r->len == (end > r->from ? end - r->from : 0));
	CHECK(memcmp(r->data, in.at + r->from, r->len) == 0);
	r->open = false;
	seen_text(&r->seen, "done");
	REACH(r->len ? DONE : EMPTY_PART);
}

static void
add_data(struct reading *r, struct h1_span in)
{
	const struct h1_span data = r->form.data;

	CHECK(data.len > 0 && data.len <= in.len - r->len);
	memcpy(r->data + r->len, data.at, data.len);
	r->len += data.len;
	seen_octets(&r->seen, data);
	if (!span_within(data, in))
		REACH(HELD_BACK);
}

/* Takes [from, to) of the content; false if it is refused. */
static bool
take_piece(struct reading *r, struct h1_span in, size_t from, size_t to,
	struct h1_span boundary)
{
	struct h1_cur cur = {in.at + from, in.at + to};

	for (;;) {
		switch (http_form_read(&r->form, &cur)) {
		case HTTP_FORM_MORE:
			CHECK(h1_cur_at_end(&cur));
			return true;
		case HTTP_FORM_PART:
			r->from = (size_t)(cur.at - in.at);
			part_begins(r);
			break;
		case HTTP_FORM_DATA:
			add_data(r, in);
			break;
		case HTTP_FORM_DONE:
			part_ends(r, in, boundary);
			break;
		case HTTP_FORM_BAD:
			return false;
		}
	}
}

/* Where the input ends, no delimiter was passed over. */
static void
check_open(const struct reading *r, struct h1_span in, struct h1_span boundary)
{
	if (r->open) {
		CHECK(search(in, r->from - 2, boundary) == in.len);
		CHECK(r->len <= in.len - r->from);
		CHECK(in.len - r->from - r->len < boundary.len + 4);
	} else if (r->form.state == HTTP_FORM_PREAMBLE) {
		CHECK(search(in, 0, boundary) == in.len);
		CHECK(in.len < boundary.len + 2 ||
			memcmp(in.at, "--", 2) != 0 ||
			memcmp(in.at + 2, boundary.at, boundary.len) != 0);
	}
}

/* What is refused is a delimiter or a head, and not "--" behind a delimiter. */
static void
check_refused(const struct reading *r, struct h1_span in,
	struct h1_span boundary)
{
	size_t end;

	CHECK(!r->open);
	if (r->n_parts == 0)
		return;
	end = search(in, r->from - 2, boundary) + 4 + boundary.len;
	CHECK(end < in.len);
	CHECK(in.len - end < 2 || memcmp(in.at + end, "--", 2) != 0);
}

static void
read_form(struct reading *r, struct h1_span in, struct h1_span boundary,
	size_t n)
{
	*r = (struct reading){.data = malloc(in.len + 1)};
	if (!r->data)
		abort();
	seen_init(&r->seen);
	http_form_init(&r->form, boundary);
	for (size_t i = 0; i < in.len && !r->bad; i += n)
		r->bad = !take_piece(r, in, i, in.len - i < n ? in.len : i + n,
			boundary);
	if (r->bad)
		check_refused(r, in, boundary);
	else
		check_open(r, in, boundary);
	seen_number(&r->seen, r->bad);
	seen_number(&r->seen, http_form_ended(&r->form));
	CHECK(!r->bad || !http_form_ended(&r->form));
	if (r->bad)
		REACH(BAD);
	if (http_form_ended(&r->form))
		REACH(ENDED);
	free(r->data);
}

/* What is refused stays so. */
static void
check_final(struct reading *r)
{
	struct h1_cur cur = h1_cur_over(H1_SPAN("\r\n--"));

	if (r->bad)
		CHECK(http_form_read(&r->form, &cur) == HTTP_FORM_BAD);
}

/* boundary = 0*69<bchars> bcharsnospace (RFC 2046, section 5.1.1) */
static bool
may_be_boundary(struct h1_span text)
{
	static const char octets[] = "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789'()+_,-./:=? ";

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\0' || !strchr(octets, text.at[i]))
			return false;
	return text.len >= 1 && text.len <= 70 && text.at[text.len - 1] != ' ';
}

/* The same as http_form_boundary(). */
static bool
slow_boundary(struct h1_span *boundary, struct h1_span type)
{
	struct h1_cur cur = h1_cur_over(type);
	struct http_parameter parameter;

	while (cur.at < cur.end && *cur.at != ';')
		cur.at++;
	if (!span_is(h1_span_trim(h1_span_between(type.at, cur.at)),
		    "multipart/form-data"))
		return false;
	while (slow_parameter_next(&cur, &parameter))
		if (span_is(parameter.name, "boundary")) {
			*boundary = parameter.value;
			return may_be_boundary(parameter.value);
		}
	return false;
}

/* The first line is Content-Type, the rest the content; the last octet says in
 * which pieces. */
static void
run(struct h1_span input, struct seen *seen)
{
	size_t n = 1 + entry_parameter(&input, 64);
	struct h1_span type = line_take(&input), boundary, slow;
	struct reading whole, pieces;
	bool found = http_form_boundary(&boundary, type);

	CHECK(found == slow_boundary(&slow, type));
	if (!found) {
		REACH(NO_BOUNDARY);
		return;
	}
	CHECK(boundary.at == slow.at && boundary.len == slow.len);
	CHECK(span_within(boundary, type));
	CHECK(boundary.len > 0 && boundary.len <= HTTP_FORM_BOUNDARY_MAX);
	read_form(&whole, input, boundary, input.len + 1);
	read_form(&pieces, input, boundary, n);
	CHECK(seen_equal(&whole.seen, &pieces.seen));
	check_final(&whole);
	*seen = whole.seen;
}

const struct entry entry = {run, marks, N(marks)};
