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

#endif
