#ifndef H1_LITERAL_H
#define H1_LITERAL_H

#include "h1/base.h"

/*
 * IP-literal = "[" ( IPv6address / IPvFuture ) "]"  (RFC 3986, section 3.2.2)
 *
 * Read octet by octet behind its "["; for the library alone. All 0 is the
 * start.
 */
struct h1_literal {
	uint8_t part;
	uint8_t n_groups; /* of 16 bits, completed */
	uint8_t n_digits; /* of the group or dec-octet at hand */
	uint8_t n_dots;
	bool gap;	/* "::" was there */
	bool future;	/* an IPvFuture */
	bool decimal;	/* the group at hand may be a dec-octet */
	uint16_t value; /* of it */
};

/* Takes the next octet, "]" included, or says that none may follow so. Behind
 * "]" there is none to be asked about. */
bool h1_literal_octet(struct h1_literal *literal, uint8_t octet);

/* Whether "]" was taken. */
bool h1_literal_closed(const struct h1_literal *literal);

#endif
