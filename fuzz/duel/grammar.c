#include "duel/grammar.h"

#include <arpa/inet.h>
#include <string.h>

/* Takes octets of a class off the front, and says how many. */
static size_t
skip(struct h1_span *in, bool (*class)(uint8_t octet))
{
	size_t n = 0;

	while (n < in->len && class(in->at[n]))
		n++;
	*in = span_from(*in, n);
	return n;
}

static bool
skip_octet(struct h1_span *in, uint8_t octet)
{
	if (in->len == 0 || in->at[0] != octet)
		return false;
	*in = span_from(*in, 1);
	return true;
}

/* Every % stands before two hexadecimal digits. */
static bool
percents_encode(struct h1_span span)
{
	size_t i;

	for (i = 0; i < span.len; i++)
		if (span.at[i] == '%' &&
			(span.len - i < 3 || !is_hex(span.at[i + 1]) ||
				!is_hex(span.at[i + 2])))
			return false;
	return true;
}

/* ---- authority ---- */

/* IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool
ipvfuture(struct h1_span in)
{
	size_t i;

	if (!skip_octet(&in, 'v') && !skip_octet(&in, 'V'))
		return false;
	if (skip(&in, is_hex) == 0 || !skip_octet(&in, '.') || in.len == 0)
		return false;
	for (i = 0; i < in.len; i++)
		if (in.at[i] != ':' &&
			(!is_reg_name(in.at[i]) || in.at[i] == '%'))
			return false;
	return true;
}

static bool
literal(struct h1_span in)
{
	char text[64];
	struct in6_addr address;

	if (ipvfuture(in))
		return true;
	if (in.len >= sizeof(text) || span_find(in, 0) < in.len)
		return false;
	memcpy(text, in.at, in.len);
	text[in.len] = '\0';
	return inet_pton(AF_INET6, text, &address) == 1;
}

static bool
port(struct h1_span in)
{
	unsigned long n = 0;
	size_t i;

	for (i = 0; i < in.len; i++) {
		if (!is_digit(in.at[i]) || n > 65535)
			return false;
		n = 10 * n + in.at[i] - '0';
	}
	return n <= 65535;
}

bool
grammar_authority(struct h1_span in)
{
	struct h1_span host = in;
	size_t end;

	if (skip_octet(&in, '[')) {
		end = span_find(in, ']');
		host = (struct h1_span){in.at, end};
		in = span_from(in, end);
		if (!skip_octet(&in, ']') || !literal(host))
			return false;
	} else {
		host.len = skip(&in, is_reg_name);
		if (!percents_encode(host))
			return false;
	}
	return in.len == 0 || (skip_octet(&in, ':') && port(in));
}

/* ---- request-target ---- */

static bool
is_scheme(uint8_t octet)
{
	return is_alpha(octet) || is_digit(octet) || octet == '+' ||
	       octet == '-' || octet == '.';
}

static bool
is_authority(uint8_t octet)
{
	return octet != '/' && octet != '?' && octet != '#';
}

struct h1_span
grammar_target_authority(struct h1_span method, struct h1_span target)
{
	static const struct h1_span none = {NULL, 0};
	struct h1_span in = target, rest;

	if (span_is(method, "connect"))
		return target;
	if (in.len == 0 || !is_alpha(in.at[0]))
		return none;
	(void)skip(&in, is_scheme);
	if (!skip_octet(&in, ':') || !skip_octet(&in, '/') ||
		!skip_octet(&in, '/'))
		return none;
	rest = in;
	return (struct h1_span){in.at, skip(&rest, is_authority)};
}

static bool
is_path_or_query(uint8_t octet)
{
	return is_pchar(octet) || octet == '/' || octet == '?';
}

static bool
path_and_query(struct h1_span in)
{
	return percents_encode(in) && skip(&in, is_path_or_query) > 0 &&
	       in.len == 0;
}

/* With a host that is not empty, and a port that is not 0 if it must be there. */
static bool
target_authority(struct h1_span in, bool with_port)
{
	size_t end = in.len;

	if (in.len == 0 || in.at[0] == ':' || !grammar_authority(in))
		return false;
	if (!with_port)
		return true;
	while (end > 0 && is_digit(in.at[end - 1]))
		end--;
	if (end == 0 || in.at[end - 1] != ':')
		return false;
	for (; end < in.len; end++)
		if (in.at[end] != '0')
			return true;
	return false;
}

bool
grammar_target(struct h1_span method, struct h1_span target)
{
	struct h1_span authority = grammar_target_authority(method, target);

	if (span_is(method, "connect"))
		return target_authority(target, true);
	if (span_is(target, "*"))
		return span_is(method, "options");
	if (!authority.at)
		return target.at && target.len > 0 && target.at[0] == '/' &&
		       path_and_query(target);
	target = span_from(target,
		(size_t)(authority.at - target.at) + authority.len);
	return target_authority(authority, false) &&
	       (target.len == 0 || path_and_query(target));
}

/* ---- the rest ---- */

bool
grammar_version(struct h1_span in)
{
	return in.len == 8 && memcmp(in.at, "HTTP/", 5) == 0 &&
	       is_digit(in.at[5]) && in.at[6] == '.' && is_digit(in.at[7]);
}

static bool
quoted_string(struct h1_span *in)
{
	if (!skip_octet(in, '"'))
		return false;
	while (in->len > 0 && in->at[0] != '"') {
		(void)skip_octet(in, '\\');
		if (in->len == 0 ||
			(!is_vchar(in->at[0]) && !is_blank(in->at[0])))
			return false;
		*in = span_from(*in, 1);
	}
	return skip_octet(in, '"');
}

bool
grammar_chunk_ext(struct h1_span in)
{
	struct h1_span blanks;

	while (in.len > 0) {
		(void)skip(&in, is_blank);
		if (!skip_octet(&in, ';'))
			return false;
		(void)skip(&in, is_blank);
		if (skip(&in, is_tchar) == 0)
			return false;
		blanks = in;
		(void)skip(&blanks, is_blank);
		if (!skip_octet(&blanks, '='))
			continue;
		in = blanks;
		(void)skip(&in, is_blank);
		if (skip(&in, is_tchar) == 0 && !quoted_string(&in))
			return false;
	}
	return true;
}
