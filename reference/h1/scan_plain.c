/* The kernel in plain C: eight octets in one word. */

#include "h1/octet.h"
#include "h1/pass.h"

#include <string.h>

#define CLASS uint32_t
#define TOKEN H1_TCHAR
#define HOST H1_REG_NAME
#define PATH H1_PATH
#define QUERY H1_QUERY

struct source {
	const uint8_t *at; /* behind the last LF */
	const uint8_t *end;
};

static inline void
source_init(struct source *source, const uint8_t *at, const uint8_t *end)
{
	source->at = at;
	source->end = end;
}

static inline const uint8_t *
skip(const struct source *source, const uint8_t *at, CLASS class)
{
	(void)source;
	while (h1_octet_is(*at, class))
		at++;
	return at;
}

#define UNLIKELY(x) __builtin_expect(!!(x), 0)

static inline uint64_t
word(const uint8_t *at)
{
	uint64_t x;

	memcpy(&x, at, sizeof(x));
	return x;
}

#define EACH(octet) (UINT64_C(0x0101010101010101) * (octet))

/* The high bits of the octets that are controls, HTAB not among them. */
static inline uint64_t
controls8(const uint8_t *at)
{
	uint64_t x = word(at);
	uint64_t low = x & EACH(0x7F);
	uint64_t not_under_sp = low + EACH(0x60);
	uint64_t not_del = (low ^ EACH(0x7F)) + EACH(0x7F);
	uint64_t not_tab = (low ^ EACH('\t')) + EACH(0x7F);

	return ~(x | (not_under_sp & not_del) | ~not_tab) & EACH(0x80);
}

static const uint8_t *
text(const uint8_t *at, const uint8_t *end)
{
	while (end - at >= 8 && controls8(at) == 0)
		at += 8;
	while (at != end && h1_octet_is(*at, H1_FIELD_TEXT))
		at++;
	return at;
}

static inline const uint8_t *
next_lf(struct source *source)
{
	const uint8_t *at = text(source->at, source->end);

	if (source->end - at < 2 || at[0] != '\r' || at[1] != '\n')
		return NULL;
	source->at = at + 2;
	return at + 1;
}

#include "h1/pass_lines.h"

const struct h1_kernel h1_kernel_plain = {pass_lines, text};
