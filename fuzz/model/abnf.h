#ifndef FUZZ_MODEL_ABNF_H
#define FUZZ_MODEL_ABNF_H

#include "h1/base.h"

/*
 * The rules that all others are made of. One octet:
 *
 *	ALPHA, DIGIT, HEXDIG, VCHAR		RFC 5234, appendix B.1
 *	tchar, obs-text, qdtext			RFC 9110, section 5.6
 *	unreserved, sub-delims			RFC 3986, section 2
 */
typedef bool model_octets(uint8_t octet);

model_octets model_alpha, model_digit, model_hexdig, model_vchar;
model_octets model_obs_text, model_tchar, model_qdtext;
model_octets model_unreserved, model_sub_delims;
model_octets model_blank; /* SP / HTAB */
/* HTAB / SP / VCHAR / obs-text: what a field value, a reason-phrase and a
 * quoted-pair hold */
model_octets model_text;

/*
 * A rule takes what it matches off the front of `in` and says true, or says
 * false. Then `in` is where it was if the rule is of one piece (an octet, a
 * text, a token), else anywhere: who has another rule to try keeps a copy.
 */
bool model_end(const struct h1_cur *in);
bool model_octet(struct h1_cur *in, uint8_t octet);
/* "...", of which letters are alike in both cases (RFC 5234, section 2.3) */
bool model_text_nocase(struct h1_cur *in, const char *text);
/* %s"...", octet by octet */
bool model_text_exact(struct h1_cur *in, const char *text);

/* *rule: as many as there are. */
struct h1_span model_many(struct h1_cur *in, model_octets *rule);
/* 1*rule */
bool model_some(struct h1_cur *in, struct h1_span *out, model_octets *rule);

/* RFC 9110, section 5.6 */
bool model_token(struct h1_cur *in, struct h1_span *out);
void model_ows(struct h1_cur *in);
bool model_quoted_string(struct h1_cur *in);
/* token / quoted-string */
bool model_token_or_quoted(struct h1_cur *in);

struct h1_cur model_over(struct h1_span span);
/* `text` as a whole: letters in any case, or octet by octet. */
bool model_is(struct h1_span span, const char *text);
bool model_is_exact(struct h1_span span, const char *text);

/* Digits as a number; false if it is above `max`. */
bool
model_number(uint64_t *out, struct h1_span digits, unsigned base, uint64_t max);

/* Everything up to CRLF; false if there is none. */
bool model_line(struct h1_cur *in, struct h1_span *line);

#endif
