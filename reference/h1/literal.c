#include "h1/literal.h"

#include "h1/octet.h"

enum part {
	START,
	FIRST_COLON, /* of two */
	COLON,	     /* behind a group */
	GAP,	     /* behind "::" */
	GROUP,
	DOT, /* before a dec-octet that is not the first */
	DEC_OCTET,
	FUTURE,	      /* behind "v" */
	FUTURE_DIGIT, /* 1*HEXDIG */
	FUTURE_DOT,
	FUTURE_TEXT,
	CLOSED
};

static bool
go(struct h1_literal *l, enum part part)
{
	l->part = (uint8_t)part;
	return true;
}

/* Eight groups, of which "::" stands for one or more. */
static unsigned
room(const struct h1_literal *l)
{
	return l->gap ? 7 : 8;
}

/* dec-octet: 0 to 255, no leading zero */
static bool
digit(struct h1_literal *l, uint8_t octet)
{
	l->decimal = l->decimal && h1_octet_is(octet, H1_DIGIT) &&
		     !(l->n_digits > 0 && l->value == 0);
	if (l->decimal)
		l->value = (uint16_t)(10 * l->value + h1_octet_hex(octet));
	l->decimal = l->decimal && l->value <= 255;
	l->n_digits++;
	return l->decimal;
}

static bool
group_begins(struct h1_literal *l, uint8_t octet)
{
	if (!h1_octet_is(octet, H1_HEXDIG) || l->n_groups == room(l))
		return false;
	l->n_digits = 0;
	l->value = 0;
	l->decimal = true;
	digit(l, octet);
	return go(l, GROUP);
}

static bool
start(struct h1_literal *l, uint8_t octet)
{
	if (octet == ':')
		return go(l, FIRST_COLON);
	if (octet == 'v' || octet == 'V') {
		l->future = true;
		return go(l, FUTURE);
	}
	return group_begins(l, octet);
}

static bool
gap(struct h1_literal *l, uint8_t octet)
{
	if (octet != ':' || l->gap)
		return false;
	l->gap = true;
	return go(l, GAP);
}

/* A group is complete; what follows must find room. */
static bool
colon(struct h1_literal *l)
{
	l->n_groups++;
	return l->n_groups < room(l) && go(l, COLON);
}

/* Four dec-octets stand for the last two groups. */
static bool
first_dot(struct h1_literal *l)
{
	l->n_dots = 1;
	return l->decimal && (l->gap ? l->n_groups <= 5 : l->n_groups == 6) &&
	       go(l, DOT);
}

static bool
group(struct h1_literal *l, uint8_t octet)
{
	if (octet == ':')
		return colon(l);
	if (octet == '.')
		return first_dot(l);
	if (octet == ']')
		return (l->gap || l->n_groups == 7) && go(l, CLOSED);
	if (!h1_octet_is(octet, H1_HEXDIG) || l->n_digits == 4)
		return false;
	digit(l, octet);
	return true;
}

static bool
dot(struct h1_literal *l, uint8_t octet)
{
	l->n_digits = 0;
	l->value = 0;
	l->decimal = true;
	return digit(l, octet) && go(l, DEC_OCTET);
}

static bool
dec_octet(struct h1_literal *l, uint8_t octet)
{
	if (octet == ']')
		return l->n_dots == 3 && go(l, CLOSED);
	if (octet == '.')
		return ++l->n_dots <= 3 && go(l, DOT);
	return digit(l, octet);
}

/* "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool
future(struct h1_literal *l, enum part part, uint8_t octet)
{
	if (part == FUTURE || part == FUTURE_DIGIT) {
		if (octet == '.' && part == FUTURE_DIGIT)
			return go(l, FUTURE_DOT);
		return h1_octet_is(octet, H1_HEXDIG) && go(l, FUTURE_DIGIT);
	}
	if (octet == ']' && part == FUTURE_TEXT)
		return go(l, CLOSED);
	return h1_octet_is(octet, H1_USERINFO) && go(l, FUTURE_TEXT);
}

bool
h1_literal_octet(struct h1_literal *literal, uint8_t octet)
{
	enum part part = (enum part)literal->part;

	switch (part) {
	case START:
		return start(literal, octet);
	case FIRST_COLON:
		return gap(literal, octet);
	case COLON:
		return gap(literal, octet) || group_begins(literal, octet);
	case GAP:
		return (octet == ']' && go(literal, CLOSED)) ||
		       group_begins(literal, octet);
	case GROUP:
		return group(literal, octet);
	case DOT:
		return dot(literal, octet);
	case DEC_OCTET:
		return dec_octet(literal, octet);
	case FUTURE:
	case FUTURE_DIGIT:
	case FUTURE_DOT:
	case FUTURE_TEXT:
		return future(literal, part, octet);
	case CLOSED:
		break;
	}
	return false;
}

bool
h1_literal_closed(const struct h1_literal *literal)
{
	return literal->part == CLOSED;
}
