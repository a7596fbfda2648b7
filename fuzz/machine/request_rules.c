#include "machine/request_rules.h"

#include <stdio.h>
#include <string.h>

#include "engine/entry.h"
#include "machine/fields.h"

static bool
is_one_of(uint8_t octet, const char *octets)
{
	return octet != 0 && strchr(octets, octet) != NULL;
}

static bool
is_digit(uint8_t octet)
{
	return octet >= '0' && octet <= '9';
}

static bool
is_letter_or_digit(uint8_t octet)
{
	return is_digit(octet) || (octet >= 'a' && octet <= 'z') ||
	       (octet >= 'A' && octet <= 'Z');
}

static bool
is_hex(uint8_t octet)
{
	return is_digit(octet) || is_one_of(octet, "abcdefABCDEF");
}

static bool
is_token(struct h1_span span)
{
	size_t i;

	for (i = 0; i < span.len; i++)
		if (!is_letter_or_digit(span.at[i]) &&
			!is_one_of(span.at[i], "!#$%&'*+-.^_`|~"))
			return false;
	return span.len > 0;
}

/* Whether it is made of octets of a URI, with those besides, and of well-formed
 * escapes. */
static bool
is_uri_text(struct h1_span span, const char *besides)
{
	size_t i;

	for (i = 0; i < span.len; i++) {
		uint8_t octet = span.at[i];

		if (octet == '%') {
			if (span.len - i < 3 || !is_hex(span.at[i + 1]) ||
				!is_hex(span.at[i + 2]))
				return false;
		} else if (!is_letter_or_digit(octet) &&
			   !is_one_of(octet, "-._~!$&'()*+,;=") &&
			   !is_one_of(octet, besides)) {
			return false;
		}
	}
	return true;
}

/* The next line of the head, without CRLF; false behind the last one. */
static bool
next_line(struct h1_span *line, struct h1_span *rest)
{
	const uint8_t *lf = memchr(rest->at, '\n', rest->len);

	if (!lf || lf == rest->at || lf[-1] != '\r')
		return false;
	*line = h1_span_between(rest->at, lf - 1);
	*rest = h1_span_between(lf + 1, rest->at + rest->len);
	return true;
}

static struct h1_span
all_of(const struct asked *asked)
{
	return (struct h1_span){asked->head.base, asked->head.len};
}

/* The request-line, behind empty lines. */
static bool
first_line(struct h1_span *line, struct h1_span *rest,
	const struct asked *asked)
{
	*rest = all_of(asked);
	do {
		if (!next_line(line, rest))
			return false;
	} while (line->len == 0);
	return true;
}

static bool
request_line(const struct asked *asked)
{
	struct h1_span line, rest, method = h1_head_method(&asked->head);
	struct h1_span target = h1_head_target(&asked->head);
	const uint8_t *at;

	if (!first_line(&line, &rest, asked))
		return false;
	if (line.len != method.len + target.len + 10 || !is_token(method))
		return false;
	at = line.at + method.len;
	if (memcmp(line.at, method.at, method.len) != 0 || at[0] != ' ' ||
		memcmp(at + 1, target.at, target.len) != 0)
		return false;
	at += 1 + target.len;
	return memcmp(at, " HTTP/1.", 8) == 0 && is_digit(at[8]) &&
	       at[8] - '0' == asked->head.minor;
}

static bool
target(const struct asked *asked)
{
	struct h1_span target = h1_head_target(&asked->head);

	return target.len > 0 && is_uri_text(target, "/?:@[]");
}

/* Each line is a field line of its own, and none is lost. */
static bool
lines(const struct asked *asked)
{
	const struct h1_fields *fields = &asked->head.fields;
	struct h1_span line, rest, name;
	size_t i;

	if (!first_line(&line, &rest, asked))
		return false;
	for (i = 0; next_line(&line, &rest) && line.len > 0; i++) {
		if (i == fields->n)
			return false;
		name = h1_field_name(fields, i);
		if (name.len >= line.len || line.at[name.len] != ':' ||
			name.at != line.at || !is_token(name))
			return false;
	}
	return i == fields->n && line.len == 0 && rest.len == 0;
}

static bool
is_white_space(uint8_t octet)
{
	return octet == ' ' || octet == '\t';
}

/* What is behind the colon, without white space around it, and no control
 * octet in it. */
static bool
values(const struct asked *asked)
{
	const struct h1_fields *fields = &asked->head.fields;
	struct h1_span line, rest, value;
	size_t i, j;

	if (!first_line(&line, &rest, asked))
		return false;
	for (i = 0; i < fields->n && next_line(&line, &rest); i++) {
		value = h1_field_name(fields, i);
		value = h1_span_between(value.at + value.len + 1,
			line.at + line.len);
		for (; value.len > 0 && is_white_space(*value.at); value.len--)
			value.at++;
		while (value.len > 0 && is_white_space(value.at[value.len - 1]))
			value.len--;
		if (!h1_span_equal(value, h1_field_value(fields, i)))
			return false;
		for (j = 0; j < value.len; j++)
			if ((value.at[j] < ' ' && value.at[j] != '\t') ||
				value.at[j] == 0x7F)
				return false;
	}
	return true;
}

/* uri-host [ ":" port ]; what is between brackets is only looked at. */
static bool
is_authority(struct h1_span host)
{
	const uint8_t *end = host.at + host.len, *colon = end;
	struct h1_span port;
	uint64_t n = 0;

	while (colon > host.at && is_digit(colon[-1]))
		colon--;
	if (colon > host.at && colon[-1] == ':') {
		port = h1_span_between(colon, end);
		host.len = (size_t)(colon - 1 - host.at);
		for (; port.len > 1 && *port.at == '0'; port.len--)
			port.at++;
		if (port.len > 0 && (!text_number(&n, port) || n > 65535))
			return false;
	}
	if (host.len > 0 && *host.at == '[')
		return host.len > 3 && host.at[host.len - 1] == ']' &&
		       is_uri_text((struct h1_span){host.at + 1, host.len - 2},
			       ":") &&
		       !memchr(host.at, '%', host.len);
	return is_uri_text(host, "");
}

static bool
host(const struct asked *asked)
{
	const struct h1_fields *fields = &asked->head.fields;
	size_t n = fields_count(fields, "Host");

	if (n != 1)
		return n == 0 && asked->head.minor == 0;
	return is_authority(fields_value(fields, "Host"));
}

static bool
is_http(struct h1_span scheme)
{
	return !scheme.at || text_is_nocase(scheme, "http") ||
	       text_is_nocase(scheme, "https");
}

static bool
authority(const struct asked *asked)
{
	struct h1_span target = h1_head_target(&asked->head);
	struct h1_span authority = h1_head_authority(&asked->head);

	if (target.at[0] == '/')
		return asked->head.form == H1_TARGET_ORIGIN;
	if (asked->head.form == H1_TARGET_ASTERISK)
		return text_is(target, "*");
	if (authority.len == 0 || authority.at[0] == ':')
		return !is_http(h1_head_scheme(&asked->head));
	return is_authority(authority);
}

/* One of the three ways of section 6.3. */
static bool
framing(const struct asked *asked)
{
	const struct h1_fields *fields = &asked->head.fields;
	struct h1_span length = fields_value(fields, "Content-Length");
	size_t n_codings = fields_count(fields, "Transfer-Encoding");
	uint64_t n = 0;

	if (n_codings > 0)
		return !length.at && asked->head.minor > 0 &&
		       fields_list(fields, "Transfer-Encoding", "chunked") &&
		       !fields_other(fields, "Transfer-Encoding", "chunked") &&
		       asked->head.framing.kind == H1_FRAMING_CHUNKED;
	if (asked->head.framing.kind == H1_FRAMING_CHUNKED)
		return false;
	if (!length.at)
		return asked->head.framing.length == 0;
	for (; length.len > 1 && *length.at == '0'; length.len--)
		length.at++;
	return fields_count(fields, "Content-Length") == 1 &&
	       text_number(&n, length) && n == asked->head.framing.length;
}

static bool
persistence(const struct asked *asked)
{
	return asked->head.persist == asked_persists(asked);
}

static const struct rule {
	const char *clause;
	const char *text;
	bool (*holds)(const struct asked *asked);
} rules[] = {
	{"9112-3", "method SP request-target SP HTTP/1.DIGIT", request_line},
	{"9112-3.2", "a request-target is made of octets of a URI", target},
	{"9112-5", "each line is one field line", lines},
	{"9110-5.5", "values are between white space, without CTL", values},
	{"9112-3.2", "one Host, and a valid one", host},
	{"9112-3.2.2", "an authority is a valid one", authority},
	{"9112-6.3", "the fields tell how long the content is", framing},
	{"9112-9.3", "the fields tell whether it persists", persistence},
	{"9112-7.1", "the content is what was sent", request_content_is_right},
};

void
request_rules(const struct asked *asked)
{
	size_t i;

	for (i = 0; i < N(rules); i++) {
		if (rules[i].holds(asked))
			continue;
		(void)fprintf(stderr, "RFC %s:\n", rules[i].clause);
		entry_broken(__FILE__, __LINE__, rules[i].text);
	}
}
