/*
 * The kernel for AVX-512 (BW and VL), compiled with it. Its loads can leave out
 * what lies behind the end.
 */

#include "h1/pass.h"

#ifdef __AVX512BW__

#include <immintrin.h>

#define WIDTH 32

/* Fewer octets are not worth it. */
#define PASS_SHORT 32

struct octets {
	const uint8_t *end;
	__m512i lf, sp, tilde; /* see look() */
	__m256i low4, high;    /* see not_in() */
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
each(char octet)
{
	__m512i v = _mm512_set1_epi8(octet);

	__asm__("" : "+v"(v));
	return v;
}

static inline __m256i
kept(__m256i v)
{
	__asm__("" : "+v"(v));
	return v;
}

static inline void
octets_init(struct octets *octets, const uint8_t *at, const uint8_t *end)
{
	(void)at;
	octets->end = end;
	octets->lf = each('\n');
	octets->sp = each(' ');
	octets->tilde = each('~' - ' ');
	octets->low4 = kept(_mm256_set1_epi8(0x0F));
	octets->high = kept(_mm256_set1_epi64x((long long)0x8040201008040201));
}

static inline struct block
look(const struct octets *octets, const uint8_t *at)
{
	__mmask64 there = present(at, octets->end);
	__m512i v = load(at, there);
	/* all but 20 to 7E */
	__m512i from_sp = _mm512_sub_epi8(v, octets->sp);

	return (struct block){_mm512_cmpeq_epi8_mask(v, octets->lf),
		_mm512_mask_cmpgt_epu8_mask(there, from_sp, octets->tilde)};
}

static inline uint64_t
exact(const struct octets *octets, const uint8_t *at)
{
	__mmask64 there = present(at, octets->end);

	return controls(load(at, there), there);
}

static inline uint64_t
not_in(const struct octets *octets, const uint8_t *at, const uint8_t *row)
{
	const __m256i low = *(const __m256i *)(const void *)row;
	size_t n = (size_t)(octets->end - at);
	__mmask32 there =
		n < 32 ? _bzhi_u32(UINT32_MAX, (unsigned)n) : UINT32_MAX;
	__m256i v = _mm256_maskz_loadu_epi8(there, at);
	__m256i h = _mm256_and_si256(_mm256_srli_epi16(v, 4), octets->low4);

	/* a low part of 0 answers for octets beyond 7F */
	return _mm256_testn_epi8_mask(_mm256_shuffle_epi8(low, v),
		_mm256_shuffle_epi8(octets->high, h));
}

#include "h1/pass_vector.h"
/* the pass is written over those */
#include "h1/pass_lines.h"

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
