/*
 * The reason-phrase of a status code is text that a status-line can have, and
 * reads back as it was written; interim and without content are the codes that
 * RFC 9110, sections 6.4.1 and 15.2 name.
 */

#include "http/status.h"
#include "engine/entry.h"
#include "h1/h1.h"
#include "value/lines.h"
#include "value/number.h"
#include "value/text.h"

enum {
	NAMED,
	NOT_NAMED,
	INTERIM,
	BODILESS
};

static struct mark marks[] = {
	[NAMED] = {"a status code has a reason-phrase", 0},
	[NOT_NAMED] = {"a status code has none", 0},
	[INTERIM] = {"a status code is interim", 0},
	[BODILESS] = {"a final status code has no content", 0},
};

static void
check_line(unsigned status, struct h1_span reason)
{
	struct text text = {.len = 0};
	struct h1_field fields[2];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;
	struct h1_cur cur;

	text_add(&text, H1_SPAN("HTTP/1.1 "));
	text_add_number(&text, status);
	text_add(&text, H1_SPAN(" "));
	text_add(&text, reason);
	text_add(&text, H1_SPAN("\r\n\r\n"));
	cur = h1_cur_over(text_span(&text));
	h1_head_init(&head, fields, N(fields));
	h1_reader_init(&reader, H1_RESPONSE, NULL, H1_STRICT);
	CHECK(h1_read_head(&reader, &cur, &head, &err) == H1_OK);
	CHECK(head.status == status);
	CHECK(h1_span_equal(h1_head_reason(&head), reason));
	/* the reader of messages knows the same codes */
	CHECK((head.framing.kind == H1_FRAMING_NONE ||
		      head.framing.kind == H1_FRAMING_TUNNEL) ==
		http_status_bodiless(status));
}

static void
check_status(struct seen *seen, unsigned status)
{
	struct h1_span reason = http_status_reason(status);

	CHECK(http_status_interim(status) == (status >= 100 && status <= 199));
	CHECK(http_status_bodiless(status) ==
		(http_status_interim(status) || status == 204 ||
			status == 304));
	CHECK(reason.len == 0 || (status >= 100 && status <= 599));
	if (status >= 100 && status <= 599)
		check_line(status, reason);
	REACH(reason.len > 0 ? NAMED : NOT_NAMED);
	if (http_status_interim(status))
		REACH(INTERIM);
	else if (http_status_bodiless(status))
		REACH(BODILESS);
	seen_octets(seen, reason);
}

/* A number, from which on a hundred are looked at: the codes of a class. */
static void
run(struct h1_span input, struct seen *seen)
{
	unsigned first;

	if (!number_is_digits(input))
		return;
	first = (unsigned)number_capped(input, 1000);
	for (unsigned status = first; status < first + 100; status++)
		check_status(seen, status);
}

const struct entry entry = {run, marks, N(marks)};
