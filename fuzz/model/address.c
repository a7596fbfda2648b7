#include "model/address.h"

#include "model/abnf.h"

/* dec-octet: 0 to 255 without leading zeros */
static bool
dec_octet(struct h1_cur *in)
{
	struct h1_span digits = model_many(in, model_digit);
	uint64_t n;

	if (digits.len == 0 || (digits.len > 1 && digits.at[0] == '0'))
		return false;
	return model_number(&n, digits, 10, 255);
}

/* IPv4address = dec-octet "." dec-octet "." dec-octet "." dec-octet */
static bool
ipv4_address(struct h1_cur *in)
{
	return dec_octet(in) && model_octet(in, '.') && dec_octet(in) &&
	       model_octet(in, '.') && dec_octet(in) && model_octet(in, '.') &&
	       dec_octet(in);
}

/* h16 = 1*4HEXDIG */
static bool
h16(struct h1_cur *in)
{
	struct h1_span digits = model_many(in, model_hexdig);

	return digits.len >= 1 && digits.len <= 4;
}

/*
 * h16 *( ":" h16 ), as far as it goes, and how many pieces of 16 bits they
 * are. An IPv4address may stand last, and is two of them. A colon behind the
 * last piece is left: what follows it is no piece.
 */
static unsigned
pieces(struct h1_cur *in, bool *ipv4)
{
	struct h1_cur next = *in;
	unsigned n = 0;

	for (;;) {
		struct h1_cur dotted = next;

		*ipv4 = ipv4_address(&dotted);
		if (*ipv4) {
			*in = dotted;
			return n + 2;
		}
		if (!h16(&next))
			return n;
		*in = next;
		n++;
		if (!model_octet(&next, ':'))
			return n;
	}
}

/*
 * IPv6address: the nine alternatives of RFC 3986 say that it is eight pieces,
 * or fewer with one "::" somewhere, which stands for at least one.
 */
static bool
ipv6_address(struct h1_cur *in)
{
	bool ipv4;
	unsigned n = pieces(in, &ipv4);

	if (ipv4 || !model_text_exact(in, "::"))
		return n == 8;
	return n + pieces(in, &ipv4) <= 7;
}

static bool
future_octet(uint8_t octet)
{
	return model_unreserved(octet) || model_sub_delims(octet) ||
	       octet == ':';
}

/* IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool
ipv_future(struct h1_cur *in)
{
	struct h1_span version, address;

	return model_text_nocase(in, "v") &&
	       model_some(in, &version, model_hexdig) && model_octet(in, '.') &&
	       model_some(in, &address, future_octet);
}

bool
model_ip_literal(struct h1_cur *in)
{
	struct h1_cur six, future;

	if (!model_octet(in, '['))
		return false;
	six = future = *in;
	if (ipv6_address(&six) && model_octet(&six, ']'))
		*in = six;
	else if (ipv_future(&future) && model_octet(&future, ']'))
		*in = future;
	else
		return false;
	return true;
}
