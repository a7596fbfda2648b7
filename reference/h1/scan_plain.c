/* The kernel in plain C: eight octets in one word. */

#include "h1/octet.h"
#include "h1/pass.h"
#include "h1/swar.h"

#define CLASS uint32_t
#define HOST H1_REG_NAME
#define PATH H1_PATH
#define QUERY H1_QUERY

struct source {
	const uint8_t *at; /* behind what was given last */
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

static inline const uint8_t *
name_end(struct source *source)
{
	source->at = h1_swar_while(source->at, source->end, H1_TCHAR);
	return source->at;
}

static inline const uint8_t *
line_end(struct source *source)
{
	const uint8_t *at = h1_swar_text(source->at, source->end);

	if (source->end - at < 2 || at[0] != '\r' || at[1] != '\n')
		return NULL;
	source->at = at + 2;
	return at + 1;
}

#include "h1/pass_lines.inc"

static const uint8_t *
text(const uint8_t *at, const uint8_t *end)
{
	return h1_swar_text(at, end);
}

const struct h1_kernel h1_kernel_plain = {pass_lines, text};
