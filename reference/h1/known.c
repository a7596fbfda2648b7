#include "h1/known.h"

/* clang-format off */
const struct h1_known_row h1_known_rows[H1_KNOWN_LEN_MAX + 1] = {
#define H1_ROW(id_, letter_, name_)					\
	[sizeof(name_) - 1] = {H1_KNOWN_##id_, name_},
#include "h1/known.def"
#undef H1_ROW
};

const uint8_t h1_known_letters[H1_KNOWN_LEN_MAX + 1] = {
	[0] = ':' | 0x20,
#define H1_ROW(id_, letter_, name_) [sizeof(name_) - 1] = (letter_),
#include "h1/known.def"
#undef H1_ROW
};
/* clang-format on */
