#include "h1/octet.h"

#include "h1/octet_rules.h"

/* clang-format off */
#define BIT(rule, c)	(rule(c) ? (uint32_t)H1_##rule : 0u)
#define CLASSES(c)							\
	(BIT(ALPHA, c) | BIT(DIGIT, c) | BIT(HEXDIG, c) | BIT(VCHAR, c) | \
	BIT(CTL, c) | BIT(OWS, c) | BIT(TCHAR, c) | BIT(OBS_TEXT, c) |	\
	BIT(FIELD_VCHAR, c) | BIT(FIELD_TEXT, c) | BIT(QDTEXT, c) |	\
	BIT(QUOTED_PAIR, c) | BIT(UNRESERVED, c) | BIT(SUB_DELIMS, c) |	\
	BIT(REG_NAME, c) | BIT(USERINFO, c) | BIT(PCHAR, c) |		\
	BIT(PATH, c) | BIT(QUERY, c) | BIT(SCHEME, c) |			\
	BIT(LAX_SPACE, c) | BIT(LINE_SPACE, c) | BIT(LINE_END, c))

#define ROW4(c)		\
	CLASSES(c), CLASSES((c) + 1), CLASSES((c) + 2), CLASSES((c) + 3)
#define ROW16(c)	\
	ROW4(c), ROW4((c) + 4), ROW4((c) + 8), ROW4((c) + 12)
#define ROW64(c)	\
	ROW16(c), ROW16((c) + 16), ROW16((c) + 32), ROW16((c) + 48)
/* clang-format on */

const uint32_t h1_octet_classes[256] = {
	ROW64(0), ROW64(64), ROW64(128), ROW64(192)};

/* clang-format off */
#define HEX(c)								\
	(uint8_t)(DIGIT(c) ? (c) - '0' : !HEXDIG(c) ? 0xFF :		\
		((c) | 0x20) - 'a' + 10)
#define HEX4(c)		HEX(c), HEX((c) + 1), HEX((c) + 2), HEX((c) + 3)
#define HEX16(c)	HEX4(c), HEX4((c) + 4), HEX4((c) + 8), HEX4((c) + 12)
#define HEX64(c)	\
	HEX16(c), HEX16((c) + 16), HEX16((c) + 32), HEX16((c) + 48)

const uint8_t h1_octet_hex_values[256] = {
	HEX64(0), HEX64(64), HEX64(128), HEX64(192)};
/* clang-format on */
