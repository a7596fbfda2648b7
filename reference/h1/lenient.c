#include "h1/lenient.h"

struct row {
	struct h1_span name;
	const char *spelling;
	const char *text;
};

/* clang-format off */
#define LITERAL(s) {(const uint8_t *)(s), sizeof(s) - 1}

static const struct row rows[H1_LENIENT_COUNT] = {
#define H1_ROW(flag, name, clause, text) \
	[H1_LENIENT_BIT_##flag] = {LITERAL(name), name, text},
#include "h1/lenient.def"
#undef H1_ROW
};
/* clang-format on */

const char *
h1_lenient_name(unsigned bit)
{
	return bit < H1_LENIENT_COUNT ? rows[bit].spelling : NULL;
}

const char *
h1_lenient_text(unsigned bit)
{
	return bit < H1_LENIENT_COUNT ? rows[bit].text : NULL;
}

unsigned
h1_lenient_find(struct h1_span name)
{
	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++)
		if (h1_span_equal(rows[bit].name, name))
			return 1u << bit;
	return 0;
}
