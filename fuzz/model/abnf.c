#include "model/abnf.h"

#include <string.h>

bool
model_alpha(uint8_t octet)
{
	return (octet >= 0x41 && octet <= 0x5A) ||
	       (octet >= 0x61 && octet <= 0x7A);
}

bool
model_digit(uint8_t octet)
{
	return octet >= 0x30 && octet <= 0x39;
}

bool
model_hexdig(uint8_t octet)
{
	return model_digit(octet) || (octet >= 'A' && octet <= 'F') ||
	       (octet >= 'a' && octet <= 'f');
}

bool
model_vchar(uint8_t octet)
{
	return octet >= 0x21 && octet <= 0x7E;
}

bool
model_obs_text(uint8_t octet)
{
	return octet >= 0x80;
}

static bool
one_of(uint8_t octet, const char *set)
{
	return octet != 0 && strchr(set, octet) != NULL;
}

bool
model_tchar(uint8_t octet)
{
	return model_alpha(octet) || model_digit(octet) ||
	       one_of(octet, "!#$%&'*+-.^_`|~");
}

bool
model_qdtext(uint8_t octet)
{
	return octet == 0x09 || octet == 0x20 || octet == 0x21 ||
	       (octet >= 0x23 && octet <= 0x5B) ||
	       (octet >= 0x5D && octet <= 0x7E) || model_obs_text(octet);
}

bool
model_unreserved(uint8_t octet)
{
	return model_alpha(octet) || model_digit(octet) ||
	       one_of(octet, "-._~");
}

bool
model_sub_delims(uint8_t octet)
{
	return one_of(octet, "!$&'()*+,;=");
}

bool
model_blank(uint8_t octet)
{
	return octet == 0x20 || octet == 0x09;
}

bool
model_text(uint8_t octet)
{
	return model_blank(octet) || model_vchar(octet) ||
	       model_obs_text(octet);
}

bool
model_end(const struct h1_cur *in)
{
	return in->at == in->end;
}

bool
model_octet(struct h1_cur *in, uint8_t octet)
{
	if (model_end(in) || *in->at != octet)
		return false;
	in->at++;
	return true;
}

static uint8_t
lower(uint8_t octet)
{
	return octet >= 'A' && octet <= 'Z' ? (uint8_t)(octet + 32) : octet;
}

bool
model_text_nocase(struct h1_cur *in, const char *text)
{
	struct h1_cur next = *in;

	for (; *text; text++, next.at++)
		if (model_end(&next) ||
			lower(*next.at) != lower((uint8_t)*text))
			return false;
	*in = next;
	return true;
}

bool
model_text_exact(struct h1_cur *in, const char *text)
{
	struct h1_cur next = *in;

	for (; *text; text++)
		if (!model_octet(&next, (uint8_t)*text))
			return false;
	*in = next;
	return true;
}

struct h1_span
model_many(struct h1_cur *in, model_octets *rule)
{
	const uint8_t *first = in->at;

	while (!model_end(in) && rule(*in->at))
		in->at++;
	return h1_span_between(first, in->at);
}

bool
model_some(struct h1_cur *in, struct h1_span *out, model_octets *rule)
{
	*out = model_many(in, rule);
	return out->len > 0;
}

bool
model_token(struct h1_cur *in, struct h1_span *out)
{
	return model_some(in, out, model_tchar);
}

void
model_ows(struct h1_cur *in)
{
	(void)model_many(in, model_blank);
}

/* quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text ) */
static bool
quoted_pair(struct h1_cur *in)
{
	if (!model_octet(in, '\\') || model_end(in))
		return false;
	return model_text(*in->at++);
}

/* quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE */
bool
model_quoted_string(struct h1_cur *in)
{
	if (!model_octet(in, '"'))
		return false;
	while (!model_octet(in, '"'))
		if (model_many(in, model_qdtext).len == 0 && !quoted_pair(in))
			return false;
	return true;
}

bool
model_token_or_quoted(struct h1_cur *in)
{
	struct h1_span token;

	return model_token(in, &token) || model_quoted_string(in);
}

struct h1_cur
model_over(struct h1_span span)
{
	return (struct h1_cur){
		span.at, span.len ? span.at + span.len : span.at};
}

bool
model_is(struct h1_span span, const char *text)
{
	struct h1_cur in = model_over(span);

	return model_text_nocase(&in, text) && model_end(&in);
}

bool
model_is_exact(struct h1_span span, const char *text)
{
	struct h1_cur in = model_over(span);

	return model_text_exact(&in, text) && model_end(&in);
}

static unsigned
digit_value(uint8_t digit)
{
	return model_digit(digit) ? digit - 0x30U : lower(digit) - 'a' + 10U;
}

bool
model_number(uint64_t *out, struct h1_span digits, unsigned base, uint64_t max)
{
	uint64_t n = 0;
	unsigned digit;
	size_t i;

	for (i = 0; i < digits.len; i++) {
		digit = digit_value(digits.at[i]);
		if (n > max / base || digit > max - n * base)
			return false;
		n = n * base + digit;
	}
	*out = n;
	return true;
}

bool
model_line(struct h1_cur *in, struct h1_span *line)
{
	const uint8_t *at;

	for (at = in->at; in->end - at >= 2; at++) {
		if (at[0] != '\r' || at[1] != '\n')
			continue;
		*line = h1_span_between(in->at, at);
		in->at = at + 2;
		return true;
	}
	return false;
}
