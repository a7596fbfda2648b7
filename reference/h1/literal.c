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
	CLOSED, /* behind "]"; nothing follows */
	REFUSED /* no part: what such an octet leads to */
};

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

/* --- what an octet leads to, in each part -------------------------------- */

static enum part
group_begins(struct h1_literal *l, uint8_t octet)
{
	if (!h1_octet_is(octet, H1_HEXDIG) || l->n_groups == room(l))
		return REFUSED;
	l->n_digits = 0;
	l->value = 0;
	l->decimal = true;
	digit(l, octet);
	return GROUP;
}

static enum part
start(struct h1_literal *l, uint8_t octet)
{
	if (octet == ':')
		return FIRST_COLON;
	if (octet == 'v' || octet == 'V') {
		l->future = true;
		return FUTURE;
	}
	return group_begins(l, octet);
}

static enum part
first_colon(struct h1_literal *l, uint8_t octet)
{
	if (octet != ':' || l->gap)
		return REFUSED;
	l->gap = true;
	return GAP;
}

static enum part
colon(struct h1_literal *l, uint8_t octet)
{
	return octet == ':' ? first_colon(l, octet) : group_begins(l, octet);
}

static enum part
gap(struct h1_literal *l, uint8_t octet)
{
	return octet == ']' ? CLOSED : group_begins(l, octet);
}

/* A group is complete; what follows must find room. */
static enum part
group_ends(struct h1_literal *l)
{
	l->n_groups++;
	return l->n_groups < room(l) ? COLON : REFUSED;
}

/* Four dec-octets stand for the last two groups. */
static enum part
first_dot(struct h1_literal *l)
{
	bool fits = l->gap ? l->n_groups <= 5 : l->n_groups == 6;

	l->n_dots = 1;
	return l->decimal && fits ? DOT : REFUSED;
}

static enum part
group(struct h1_literal *l, uint8_t octet)
{
	if (octet == ':')
		return group_ends(l);
	if (octet == '.')
		return first_dot(l);
	if (octet == ']')
		return l->gap || l->n_groups == 7 ? CLOSED : REFUSED;
	if (!h1_octet_is(octet, H1_HEXDIG) || l->n_digits == 4)
		return REFUSED;
	digit(l, octet);
	return GROUP;
}

static enum part
dot(struct h1_literal *l, uint8_t octet)
{
	l->n_digits = 0;
	l->value = 0;
	l->decimal = true;
	return digit(l, octet) ? DEC_OCTET : REFUSED;
}

static enum part
dec_octet(struct h1_literal *l, uint8_t octet)
{
	if (octet == ']')
		return l->n_dots == 3 ? CLOSED : REFUSED;
	if (octet == '.')
		return ++l->n_dots <= 3 ? DOT : REFUSED;
	return digit(l, octet) ? DEC_OCTET : REFUSED;
}

/* "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static enum part
future(struct h1_literal *l, uint8_t octet)
{
	(void)l;
	return h1_octet_is(octet, H1_HEXDIG) ? FUTURE_DIGIT : REFUSED;
}

static enum part
future_digit(struct h1_literal *l, uint8_t octet)
{
	return octet == '.' ? FUTURE_DOT : future(l, octet);
}

static enum part
future_dot(struct h1_literal *l, uint8_t octet)
{
	(void)l;
	return h1_octet_is(octet, H1_USERINFO) ? FUTURE_TEXT : REFUSED;
}

static enum part
future_text(struct h1_literal *l, uint8_t octet)
{
	return octet == ']' ? CLOSED : future_dot(l, octet);
}

static enum part (*const parts[])(struct h1_literal *l, uint8_t octet) = {
	[START] = start,
	[FIRST_COLON] = first_colon,
	[COLON] = colon,
	[GAP] = gap,
	[GROUP] = group,
	[DOT] = dot,
	[DEC_OCTET] = dec_octet,
	[FUTURE] = future,
	[FUTURE_DIGIT] = future_digit,
	[FUTURE_DOT] = future_dot,
	[FUTURE_TEXT] = future_text,
};

bool
h1_literal_octet(struct h1_literal *literal, uint8_t octet)
{
	enum part next = parts[literal->part](literal, octet);

	if (next == REFUSED)
		return false;
	literal->part = (uint8_t)next;
	return true;
}

bool
h1_literal_closed(const struct h1_literal *literal)
{
	return literal->part == CLOSED;
}
