/* The kernel for AVX2, compiled with it. */

#include "h1/pass.h"

#ifdef __AVX2__

#include <immintrin.h>

struct constants {
	__m256i lf, shift, tilde, low4, high; /* see look() and not_in() */
};

/* The compiler is to keep it, not to make it anew each time. */
static inline __m256i
kept(__m256i v)
{
	__asm__("" : "+x"(v));
	return v;
}

static inline __m256i
each(int octet)
{
	return kept(_mm256_set1_epi8((char)octet));
}

/* What all but 20 to 7E exceed when shifted so. */
#define SHIFT 0x60

static inline struct constants
make_constants(void)
{
	return (struct constants){each('\n'), each(SHIFT), each('~' + SHIFT),
		each(0x0F),
		kept(_mm256_set1_epi64x((long long)0x8040201008040201))};
}

#include "h1/pass_tail.inc"

struct block {
	uint64_t lf;
	uint64_t odd;
};

static inline __m256i
load(const uint8_t *at)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

static inline uint64_t
bits(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

static inline __m256i
equal(__m256i v, int octet)
{
	return _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)octet));
}

/* All but 20 to 7E: controls, HTAB among them, and obs-text. */
static inline __m256i
odd(const struct constants *c, __m256i v)
{
	return _mm256_cmpgt_epi8(_mm256_add_epi8(v, c->shift), c->tilde);
}

static inline struct block
look(const struct octets *octets, const uint8_t *at)
{
	const struct constants *c = &octets->constants;
	const uint8_t *from = readable(octets, at);
	__m256i low = load(from);
	__m256i high = load(from + 32);

	return (struct block){bits(_mm256_cmpeq_epi8(low, c->lf),
				      _mm256_cmpeq_epi8(high, c->lf)),
		bits(odd(c, low), odd(c, high))};
}

static inline __m256i
control(__m256i v)
{
	__m256i under_sp =
		equal(_mm256_subs_epu8(v, _mm256_set1_epi8(0x1F)), 0);

	return _mm256_or_si256(_mm256_andnot_si256(equal(v, '\t'), under_sp),
		equal(v, 0x7F));
}

static inline uint64_t
controls(const uint8_t *at)
{
	return bits(control(load(at)), control(load(at + 32)));
}

static inline uint64_t
exact(const uint8_t *from, size_t left)
{
	(void)left;
	return controls(from);
}

/* Those that are not, as octets of FF. */
static inline __m256i
not_in32(const struct constants *c, __m256i v, __m256i low)
{
	__m256i h = _mm256_and_si256(_mm256_srli_epi16(v, 4), c->low4);
	__m256i in = _mm256_and_si256(_mm256_shuffle_epi8(low, v),
		_mm256_shuffle_epi8(c->high, h));

	return _mm256_cmpeq_epi8(in, _mm256_setzero_si256());
}

static inline uint64_t
not_in(const struct octets *octets, const uint8_t *at, const uint8_t *row)
{
	const struct constants *c = &octets->constants;
	const uint8_t *from = readable(octets, at);
	__m256i low = _mm256_broadcastsi128_si256(
		_mm_load_si128((const __m128i *)(const void *)row));

	return bits(not_in32(c, load(from), low),
		not_in32(c, load(from + 32), low));
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

const struct h1_kernel h1_kernel_avx2 = {pass_lines, text};

#endif
