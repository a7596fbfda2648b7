#ifndef H1_CURSOR_H
#define H1_CURSOR_H

#include "h1/base.h"

/*
 * Reading functions shaped like ABNF. Those that give bool either take what
 * they name and say true, or leave the cursor where it was and say false.
 */

static inline struct h1_cur
h1_cur_over(struct h1_span span)
{
	/* an absent span has no octet to count from */
	return (struct h1_cur){
		span.at, span.len ? span.at + span.len : span.at};
}

static inline size_t
h1_cur_left(const struct h1_cur *cur)
{
	return (size_t)(cur->end - cur->at);
}

static inline struct h1_span
h1_cur_rest(const struct h1_cur *cur)
{
	return h1_span_between(cur->at, cur->end);
}

static inline bool
h1_cur_at_end(const struct h1_cur *cur)
{
	return cur->at == cur->end;
}

/* One given octet. */
static inline bool
h1_cur_octet(struct h1_cur *cur, uint8_t octet)
{
	if (cur->at == cur->end || *cur->at != octet)
		return false;
	cur->at++;
	return true;
}

/* A string literal, octet by octet. */
bool h1_cur_literal(struct h1_cur *cur, struct h1_span literal);

/* *( octet of `classes` ): takes as many as there are and gives them. */
struct h1_span h1_cur_run(struct h1_cur *cur, uint32_t classes);

/* token = 1*tchar (RFC 9110, section 5.6.2) */
bool h1_cur_token(struct h1_cur *cur, struct h1_span *token);

/*
 * quoted-string (RFC 9110, section 5.6.4). *text borrows what stands between
 * the quotes, backslashes included.
 */
bool h1_cur_quoted_string(struct h1_cur *cur, struct h1_span *text);

/* token / quoted-string, the latter without its quotes. */
bool h1_cur_token_or_quoted(struct h1_cur *cur, struct h1_span *text);

/* OWS, BWS: *( SP / HTAB ) (RFC 9110, section 5.6.3) */
void h1_cur_ows(struct h1_cur *cur);

/* `span` without SP, HTAB, CR and LF at both ends. */
struct h1_span h1_span_trim(struct h1_span span);

/* How a line is to be found. */
struct h1_line_rule {
	size_t max;	       /* octets without the line end */
	enum h1_code too_long; /* refusal of a longer one */
	bool bare_lf;	       /* LF without CR ends a line too */
	bool bare_cr; /* a line may begin with CR that is no line end */
};

/*
 * Takes one line and its line end, CRLF (RFC 9112, section 2.2).
 *
 * *seen counts the octets at in->at that are known to hold no LF; it is kept
 * between calls so that a line that arrives in pieces is looked at once. Start
 * with 0; H1_OK and H1_ERROR leave 0.
 *
 * H1_OK:    *line borrows the line without its line end; *line->end is CR, or
 *           LF where the rule allows it to stand alone.
 * H1_MORE:  no line end yet, and the line is not too long; `in` is unchanged.
 * H1_ERROR: H1_E_BARE_CR at the first octet, as soon as the second is there: no
 *           continuation can mend it; rule->too_long, whatever else the line
 *           holds; H1_E_BARE_LF. off from in->at.
 */
enum h1_status h1_cur_line(struct h1_cur *in, size_t *seen, struct h1_cur *line,
	const struct h1_line_rule *rule, struct h1_error *err);

#endif
