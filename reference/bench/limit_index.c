/*
 * Bound from below: for each 64 octets one bit per LF and one per control
 * character; nothing is done with them. This is what a reader of two passes
 * does in its first, and the second takes the longer.
 */

#include "bench.h"

#include <immintrin.h>
#include <string.h>

#define BLOCK 64
#define BLOCKS_MAX 4096

struct index {
	uint64_t line_ends;
	uint64_t controls;
};

static struct index indexes[BLOCKS_MAX];

static bool
available(void)
{
	return __builtin_cpu_supports("avx2");
}

static void
start(const struct bench_workload *workload)
{
	(void)workload;
}

static inline uint64_t
mask(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

/* Octets under SP and DEL, but HTAB. */
static inline __m256i
control(__m256i octets)
{
	const __m256i under_sp = _mm256_set1_epi8(0x1f);
	__m256i low =
		_mm256_cmpeq_epi8(_mm256_min_epu8(octets, under_sp), octets);
	__m256i del = _mm256_cmpeq_epi8(octets, _mm256_set1_epi8(0x7f));
	__m256i tab = _mm256_cmpeq_epi8(octets, _mm256_set1_epi8('\t'));

	return _mm256_or_si256(del, _mm256_andnot_si256(tab, low));
}

static inline struct index
index_block(const uint8_t *at)
{
	const __m256i lf = _mm256_set1_epi8('\n');
	__m256i low = _mm256_loadu_si256((const __m256i *)at);
	__m256i high = _mm256_loadu_si256((const __m256i *)(at + 32));

	return (struct index){
		mask(_mm256_cmpeq_epi8(low, lf), _mm256_cmpeq_epi8(high, lf)),
		mask(control(low), control(high))};
}

/* The last n octets, fewer than a block, of `len`. */
static inline struct index
index_rest(const uint8_t *octets, size_t len, size_t n)
{
	uint8_t copy[BLOCK] = {0};
	struct index index;

	if (n == 0)
		return (struct index){0, 0};
	if (len >= BLOCK) {
		/* the block that ends where they end */
		index = index_block(octets + len - BLOCK);
		index.line_ends >>= BLOCK - n;
		index.controls >>= BLOCK - n;
		return index;
	}
	memcpy(copy, octets, n);
	return index_block(copy);
}

static bool
read_message(struct bench_answer *answer, const struct bench_input *input,
	const struct bench_workload *workload)
{
	size_t n = input->len / BLOCK, i;

	if (workload->piece < input->len || n >= BLOCKS_MAX)
		return false;
	for (i = 0; i < n; i++)
		indexes[i] = index_block(input->octets + i * BLOCK);
	indexes[n] = index_rest(input->octets, input->len, input->len % BLOCK);
	/* the index counts as read */
	__asm__ volatile("" : : "r"(indexes) : "memory");
	answer->consumed = input->len;
	return true;
}

const struct bench_peer limit_index = {
	.id = "index",
	.name = "AVX2 index (limit)",
	.role = BENCH_LIMIT,
	.available = available,
	.start = start,
	.read = read_message,
};
