/*
 * The kernel for AVX-512 (BW and VL), compiled with it. Its loads can leave out
 * what lies behind the end.
 */

#include "h1/pass.h"

#ifdef __AVX512BW__

#include <immintrin.h>

struct octets {
	const uint8_t *end;
	__m512i lf, sp, tilde, low4, high; /* see look() and not_in() */
};

struct block {
	uint64_t lf;
	uint64_t odd;
};

/* A bit for each octet before the end, of 64. */
static inline __mmask64
present(const uint8_t *at, const uint8_t *end)
{
	size_t n = (size_t)(end - at);

	return n < 64 ? _bzhi_u64(UINT64_MAX, (unsigned)n) : UINT64_MAX;
}

static inline __m512i
load(const uint8_t *at, __mmask64 there)
{
	return _mm512_maskz_loadu_epi8(there, at);
}

static inline uint64_t
controls(__m512i v, __mmask64 there)
{
	__mmask64 under_sp =
		_mm512_mask_cmplt_epu8_mask(there, v, _mm512_set1_epi8(0x20));
	__mmask64 del = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(0x7F));

	return _mm512_mask_cmpneq_epi8_mask(under_sp | del, v,
		_mm512_set1_epi8('\t'));
}

/* The compiler is to keep it, not to make it anew each time. */
static inline __m512i
kept(__m512i v)
{
	__asm__("" : "+v"(v));
	return v;
}

static inline __m512i
each(char octet)
{
	return kept(_mm512_set1_epi8(octet));
}

static inline void
octets_init(struct octets *octets, const uint8_t *at, const uint8_t *end)
{
	(void)at;
	octets->end = end;
	octets->lf = each('\n');
	octets->sp = each(' ');
	octets->tilde = each('~' - ' ');
	octets->low4 = each(0x0F);
	octets->high = kept(_mm512_set1_epi64((long long)0x8040201008040201));
}

/* The compiler is not to reckon with masks. */
static inline uint64_t
bits(__mmask64 mask)
{
	uint64_t b = mask;

	__asm__("" : "+r"(b));
	return b;
}

static inline struct block
look(const struct octets *octets, const uint8_t *at)
{
	__mmask64 there = present(at, octets->end);
	__m512i v = load(at, there);
	/* all but 20 to 7E */
	__m512i from_sp = _mm512_sub_epi8(v, octets->sp);

	return (struct block){bits(_mm512_cmpeq_epi8_mask(v, octets->lf)),
		bits(_mm512_mask_cmpgt_epu8_mask(there, from_sp,
			octets->tilde))};
}

static inline const uint8_t *
readable(const struct octets *octets, const uint8_t *at)
{
	(void)octets;
	return at;
}

static inline uint64_t
exact(const uint8_t *from, size_t left)
{
	__mmask64 there = present(from, from + left);

	return controls(load(from, there), there);
}

static inline uint64_t
not_in(const struct octets *octets, const uint8_t *at, const uint8_t *row)
{
	__m512i low = _mm512_broadcast_i32x4(
		_mm_load_si128((const __m128i *)(const void *)row));
	__m512i v = load(at, present(at, octets->end));
	__m512i h = _mm512_and_si512(_mm512_srli_epi16(v, 4), octets->low4);

	/* a low part of 0 answers for octets beyond 7F */
	return bits(_mm512_testn_epi8_mask(_mm512_shuffle_epi8(low, v),
		_mm512_shuffle_epi8(octets->high, h)));
}

#include "h1/pass_vector.inc"
/* the pass is written over those */
#include "h1/pass_lines.inc"

static const uint8_t *
text(const uint8_t *at, const uint8_t *end)
{
	while (at != end) {
		__mmask64 there = present(at, end);
		uint64_t found = controls(load(at, there), there);

		if (found)
			return at + __builtin_ctzll(found);
		at += end - at < 64 ? end - at : 64;
	}
	return at;
}

const struct h1_kernel h1_kernel_avx512 = {pass_lines, text};

#endif
