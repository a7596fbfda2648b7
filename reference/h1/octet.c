#include "h1/octet.h"

/*
 * The table is written by the preprocessor from rules that read like the
 * ABNF, so that each class can be checked against its RFC at a glance.
 */

/* clang-format off */
#define BETWEEN(c, first, last)	((c) >= (first) && (c) <= (last))
#define UPPER(c)	BETWEEN(c, 'A', 'Z')
#define LOWER(c)	BETWEEN(c, 'a', 'z')
#define ALPHA(c)	(UPPER(c) || LOWER(c))
#define DIGIT(c)	BETWEEN(c, '0', '9')
#define HEXDIG(c)	\
	(DIGIT(c) || BETWEEN(c, 'A', 'F') || BETWEEN(c, 'a', 'f'))
#define VCHAR(c)	BETWEEN(c, 0x21, 0x7E)
#define CTL(c)		((c) < 0x20 || (c) == 0x7F)
#define OWS(c)		((c) == ' ' || (c) == '\t')
#define TCHAR(c)	\
	(ALPHA(c) || DIGIT(c) || (c) == '!' || (c) == '#' || (c) == '$' || \
	(c) == '%' || (c) == '&' || (c) == '\'' || (c) == '*' || \
	(c) == '+' || (c) == '-' || (c) == '.' || (c) == '^' || \
	(c) == '_' || (c) == '`' || (c) == '|' || (c) == '~')
#define OBS_TEXT(c)	((c) >= 0x80)
#define FIELD_VCHAR(c)	(VCHAR(c) || OBS_TEXT(c))
#define FIELD_TEXT(c)	(FIELD_VCHAR(c) || OWS(c))
#define QDTEXT(c)	(FIELD_TEXT(c) && (c) != '"' && (c) != '\\')
#define QUOTED_PAIR(c)	FIELD_TEXT(c)
#define UNRESERVED(c)	\
	(ALPHA(c) || DIGIT(c) || (c) == '-' || (c) == '.' || (c) == '_' || \
	(c) == '~')
#define SUB_DELIMS(c)	\
	((c) == '!' || (c) == '$' || (c) == '&' || (c) == '\'' || \
	(c) == '(' || (c) == ')' || (c) == '*' || (c) == '+' || \
	(c) == ',' || (c) == ';' || (c) == '=')
#define REG_NAME(c)	(UNRESERVED(c) || SUB_DELIMS(c))
#define USERINFO(c)	(REG_NAME(c) || (c) == ':')
#define PCHAR(c)	(REG_NAME(c) || (c) == ':' || (c) == '@')
#define PATH(c)		(PCHAR(c) || (c) == '/')
#define QUERY(c)	(PATH(c) || (c) == '?')
#define SCHEME(c)	\
	(ALPHA(c) || DIGIT(c) || (c) == '+' || (c) == '-' || (c) == '.')
#define LAX_SPACE(c)	\
	(OWS(c) || (c) == 0x0B || (c) == 0x0C || (c) == '\r')
#define LINE_SPACE(c)	(OWS(c) || (c) == '\r' || (c) == '\n')

#define BIT(rule, c)	(rule(c) ? (uint32_t)H1_##rule : 0u)
#define CLASSES(c)							\
	(BIT(ALPHA, c) | BIT(DIGIT, c) | BIT(HEXDIG, c) | BIT(VCHAR, c) | \
	BIT(CTL, c) | BIT(OWS, c) | BIT(TCHAR, c) | BIT(OBS_TEXT, c) |	\
	BIT(FIELD_VCHAR, c) | BIT(FIELD_TEXT, c) | BIT(QDTEXT, c) |	\
	BIT(QUOTED_PAIR, c) | BIT(UNRESERVED, c) | BIT(SUB_DELIMS, c) |	\
	BIT(REG_NAME, c) | BIT(USERINFO, c) | BIT(PCHAR, c) |		\
	BIT(PATH, c) | BIT(QUERY, c) | BIT(SCHEME, c) |			\
	BIT(LAX_SPACE, c) | BIT(LINE_SPACE, c))

#define ROW4(c)		\
	CLASSES(c), CLASSES((c) + 1), CLASSES((c) + 2), CLASSES((c) + 3)
#define ROW16(c)	\
	ROW4(c), ROW4((c) + 4), ROW4((c) + 8), ROW4((c) + 12)
#define ROW64(c)	\
	ROW16(c), ROW16((c) + 16), ROW16((c) + 32), ROW16((c) + 48)
/* clang-format on */

const uint32_t h1_octet_classes[256] = {
	ROW64(0), ROW64(64), ROW64(128), ROW64(192)};

uint8_t
h1_octet_hex(uint8_t octet)
{
	if (octet >= '0' && octet <= '9')
		return (uint8_t)(octet - '0');
	octet = h1_octet_lower(octet);
	if (octet >= 'a' && octet <= 'f')
		return (uint8_t)(octet - 'a' + 10);
	return 0xFF;
}
