#ifndef H1_OCTET_H
#define H1_OCTET_H

#include "h1/base.h"

/*
 * Classes of octets, one bit each. The comment cites where the rule of that
 * name stands; "3986" rules leave out pct-encoded, which takes three octets.
 */
/* clang-format off */
enum {
	H1_ALPHA = 1u << 0,		/* RFC 5234, appendix B.1 */
	H1_DIGIT = 1u << 1,
	H1_HEXDIG = 1u << 2,		/* both cases */
	H1_VCHAR = 1u << 3,
	H1_CTL = 1u << 4,
	H1_OWS = 1u << 5,		/* SP / HTAB: RFC 9110, section 5.6.3 */
	H1_TCHAR = 1u << 6,		/* RFC 9110, section 5.6.2 */
	H1_OBS_TEXT = 1u << 7,		/* RFC 9110, section 5.5 */
	H1_FIELD_VCHAR = 1u << 8,
	H1_FIELD_TEXT = 1u << 9,	/* field-vchar / SP / HTAB */
	H1_QDTEXT = 1u << 10,		/* RFC 9110, section 5.6.4 */
	H1_QUOTED_PAIR = 1u << 11,	/* what may follow the backslash */
	H1_UNRESERVED = 1u << 12,	/* RFC 3986, section 2.3 */
	H1_SUB_DELIMS = 1u << 13,	/* RFC 3986, section 2.2 */
	H1_REG_NAME = 1u << 14,		/* RFC 3986, section 3.2.2 */
	H1_USERINFO = 1u << 15,		/* RFC 3986, section 3.2.1 */
	H1_PCHAR = 1u << 16,		/* RFC 3986, section 3.3 */
	H1_PATH = 1u << 17,		/* pchar / "/" */
	H1_QUERY = 1u << 18,		/* RFC 3986, section 3.4 */
	H1_SCHEME = 1u << 19,		/* RFC 3986, section 3.1 */
	H1_LAX_SPACE = 1u << 20,	/* SP HTAB VT FF CR: RFC 9112, section 3 */
	H1_LINE_SPACE = 1u << 21,	/* OWS, and CR and LF that are read as SP */
	H1_LINE_END = 1u << 22		/* CR LF */
};
/* clang-format on */

/* For each octet the classes that it belongs to. */
extern const uint32_t h1_octet_classes[256];

static inline bool
h1_octet_is(uint8_t octet, uint32_t classes)
{
	return (h1_octet_classes[octet] & classes) != 0;
}

extern const uint8_t h1_octet_hex_values[256];

/* The value of a HEXDIG; of any other octet 0xFF. */
static inline uint8_t
h1_octet_hex(uint8_t octet)
{
	return h1_octet_hex_values[octet];
}

/* An upper-case ASCII letter made lower-case; any other octet as it is. */
static inline uint8_t
h1_octet_lower(uint8_t octet)
{
	return octet >= 'A' && octet <= 'Z' ? (uint8_t)(octet | 0x20) : octet;
}

#endif
