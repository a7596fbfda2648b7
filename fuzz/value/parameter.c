#include "value/parameter.h"

#include <string.h>

static bool
is_token_octet(uint8_t octet)
{
	return octet > ' ' && octet < 0x7F &&
	       !strchr("\"(),/:;<=>?@[\\]{}", octet);
}

/* HTAB, SP, VCHAR and obs-text: what a quoted string may have, somehow. */
static bool
is_text(uint8_t octet)
{
	return octet == '\t' || (octet >= ' ' && octet != 0x7F);
}

static const uint8_t *
behind_white_space(const uint8_t *at, const uint8_t *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

static const uint8_t *
behind_token(const uint8_t *at, const uint8_t *end)
{
	while (at < end && is_token_octet(*at))
		at++;
	return at;
}

/* The closing quote of what begins behind an opening one, or NULL. */
static const uint8_t *
closing_quote(const uint8_t *at, const uint8_t *end)
{
	for (; at < end && is_text(*at); at++) {
		if (*at == '"')
			return at;
		if (*at == '\\' && (++at == end || !is_text(*at)))
			return NULL;
	}
	return NULL;
}

/* What is behind a value, which is written; or NULL if there is none. */
static const uint8_t *
read_value(struct h1_span *value, const uint8_t *at, const uint8_t *end)
{
	const uint8_t *last;

	if (at < end && *at == '"') {
		last = closing_quote(at + 1, end);
		if (!last)
			return NULL;
		*value = h1_span_between(at + 1, last);
		return last + 1;
	}
	last = behind_token(at, end);
	*value = h1_span_between(at, last);
	return last > at ? last : NULL;
}

bool
slow_parameter_next(struct h1_cur *cur, struct http_parameter *parameter)
{
	const uint8_t *at = behind_white_space(cur->at, cur->end);
	const uint8_t *name;

	while (at < cur->end && *at == ';') {
		name = behind_white_space(at + 1, cur->end);
		at = behind_token(name, cur->end);
		if (at == name) { /* there is none behind this ";" */
			at = behind_white_space(at, cur->end);
			continue;
		}
		parameter->name = h1_span_between(name, at);
		if (at == cur->end || *at != '=')
			return false;
		at = read_value(&parameter->value, at + 1, cur->end);
		if (at)
			cur->at = at;
		return at;
	}
	if (at == cur->end)
		cur->at = at;
	return false;
}
