#include "h1/cursor.h"

#include "fault/fault.h"
#include "h1/octet.h"
#include "h1/scan.h"

bool
h1_cur_literal(struct h1_cur *cur, struct h1_span literal)
{
	struct h1_span front = {cur->at, literal.len};

	if (h1_cur_left(cur) < literal.len || !h1_span_equal(front, literal))
		return false;
	cur->at += literal.len;
	return true;
}

struct h1_span
h1_cur_run(struct h1_cur *cur, uint32_t classes)
{
	const uint8_t *from = cur->at;

	cur->at = h1_scan_while(from, cur->end, classes);
	return h1_span_between(from, cur->at);
}

bool
h1_cur_token(struct h1_cur *cur, struct h1_span *token)
{
	struct h1_span run = h1_cur_run(cur, H1_TCHAR);

	if (run.len == 0)
		return false;
	*token = run;
	return true;
}

bool
h1_cur_quoted_string(struct h1_cur *cur, struct h1_span *text)
{
	struct h1_cur c = *cur;
	const uint8_t *from;

	if (!h1_cur_octet(&c, '"'))
		return false;
	from = c.at;
	for (;;) {
		h1_cur_run(&c, H1_QDTEXT);
		if (!h1_cur_octet(&c, '\\'))
			break;
		if (h1_cur_at_end(&c) || !h1_octet_is(*c.at, H1_QUOTED_PAIR))
			return false;
		c.at++;
	}
	if (!h1_cur_octet(&c, '"'))
		return false;
	*text = h1_span_between(from, c.at - 1);
	*cur = c;
	return true;
}

bool
h1_cur_token_or_quoted(struct h1_cur *cur, struct h1_span *text)
{
	return h1_cur_token(cur, text) || h1_cur_quoted_string(cur, text);
}

void
h1_cur_ows(struct h1_cur *cur)
{
	h1_cur_run(cur, H1_OWS);
}

struct h1_span
h1_span_trim(struct h1_span span)
{
	const uint32_t space =
		FAULTY(ctl_is_white_space) ? H1_CTL | H1_OWS : H1_LINE_SPACE;

	while (span.len && h1_octet_is(*span.at, space)) {
		span.at++;
		span.len--;
	}
	while (span.len && h1_octet_is(span.at[span.len - 1], space))
		span.len--;
	return span;
}
