/* The kernel for SSE4.2 (of which it needs SSSE3's shuffle), compiled with it. */

#include "h1/pass.h"

#ifdef __SSE4_2__

#include <immintrin.h>

struct constants {
	__m128i lf, shift, tilde, low4, high; /* see look() and not_in() */
};

/* What all but 20 to 7E exceed when shifted so. */
#define SHIFT 0x60

static inline struct constants
make_constants(void)
{
	return (struct constants){_mm_set1_epi8('\n'), _mm_set1_epi8(SHIFT),
		_mm_set1_epi8((char)('~' + SHIFT)), _mm_set1_epi8(0x0F),
		_mm_set1_epi64x((long long)0x8040201008040201)};
}

#include "h1/pass_tail.inc"

struct block {
	uint64_t lf;
	uint64_t odd;
};

static inline __m128i
load(const uint8_t *at)
{
	return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline uint32_t
bits(__m128i v)
{
	return (uint32_t)_mm_movemask_epi8(v);
}

static inline struct block
look(const struct octets *octets, const uint8_t *at)
{
	const struct constants *c = &octets->constants;
	const uint8_t *from = readable(octets, at);
	struct block block = {0, 0};

	for (unsigned i = 0; i < 64; i += 16) {
		__m128i v = load(from + i);
		/* all but 20 to 7E: controls, HTAB among them, obs-text */
		__m128i odd =
			_mm_cmpgt_epi8(_mm_add_epi8(v, c->shift), c->tilde);

		block.lf |= (uint64_t)bits(_mm_cmpeq_epi8(v, c->lf)) << i;
		block.odd |= (uint64_t)bits(odd) << i;
	}
	return block;
}

static inline __m128i
control(__m128i v)
{
	__m128i under_sp = _mm_cmpeq_epi8(_mm_subs_epu8(v, _mm_set1_epi8(0x1F)),
		_mm_setzero_si128());
	__m128i tab = _mm_cmpeq_epi8(v, _mm_set1_epi8('\t'));

	return _mm_or_si128(_mm_andnot_si128(tab, under_sp),
		_mm_cmpeq_epi8(v, _mm_set1_epi8(0x7F)));
}

static inline uint64_t
controls(const uint8_t *at)
{
	uint64_t found = 0;

	for (unsigned i = 0; i < 64; i += 16)
		found |= (uint64_t)bits(control(load(at + i))) << i;
	return found;
}

static inline uint64_t
exact(const uint8_t *from, size_t left)
{
	(void)left;
	return controls(from);
}

static inline uint32_t
not_in16(const struct constants *c, __m128i v, const uint8_t *row)
{
	__m128i h = _mm_and_si128(_mm_srli_epi16(v, 4), c->low4);
	__m128i in = _mm_and_si128(_mm_shuffle_epi8(load(row), v),
		_mm_shuffle_epi8(c->high, h));

	return bits(_mm_cmpeq_epi8(in, _mm_setzero_si128()));
}

static inline uint64_t
not_in(const struct octets *octets, const uint8_t *at, const uint8_t *row)
{
	const uint8_t *from = readable(octets, at);
	uint64_t out = 0;

	for (unsigned i = 0; i < 64; i += 16)
		out |= (uint64_t)not_in16(&octets->constants, load(from + i),
			       row)
		       << i;
	return out;
}

#include "h1/pass_vector.inc"
/* the pass is written over those */
#include "h1/pass_lines.inc"

static const uint8_t *
text(const uint8_t *at, const uint8_t *end)
{
	for (; end - at >= 64; at += 64) {
		uint64_t found = controls(at);

		if (found)
			return at + __builtin_ctzll(found);
	}
	return h1_swar_text(at, end);
}

const struct h1_kernel h1_kernel_sse42 = {pass_lines, text};

#endif
