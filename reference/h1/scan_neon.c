/* The kernel for NEON, which every aarch64 has. */

#include "h1/pass.h"

#ifdef __aarch64__

#include <arm_neon.h>

/* NEON has enough registers: the compiler keeps what it needs. */
struct constants {
	uint8x16_t high;
};

static inline struct constants
make_constants(void)
{
	return (struct constants){vreinterpretq_u8_u64(
		vdupq_n_u64(UINT64_C(0x8040201008040201)))};
}

#include "h1/pass_tail.inc"

struct block {
	uint64_t lf;
	uint64_t odd;
};

/* One bit for each octet of four vectors of 00 and FF, the first lowest. */
static inline uint64_t
bits(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
	const uint8x16_t bit =
		vreinterpretq_u8_u64(vdupq_n_u64(UINT64_C(0x8040201008040201)));
	uint8x16_t ab = vpaddq_u8(vandq_u8(a, bit), vandq_u8(b, bit));
	uint8x16_t cd = vpaddq_u8(vandq_u8(c, bit), vandq_u8(d, bit));
	uint8x16_t abcd = vpaddq_u8(ab, cd);

	abcd = vpaddq_u8(abcd, abcd);
	return vgetq_lane_u64(vreinterpretq_u64_u8(abcd), 0);
}

static inline uint8x16_t
control(uint8x16_t v)
{
	uint8x16_t under_sp = vcltq_u8(v, vdupq_n_u8(0x20));
	uint8x16_t tab = vceqq_u8(v, vdupq_n_u8('\t'));

	return vorrq_u8(vbicq_u8(under_sp, tab), vceqq_u8(v, vdupq_n_u8(0x7F)));
}

static inline uint8x16_t
lf(uint8x16_t v)
{
	return vceqq_u8(v, vdupq_n_u8('\n'));
}

static inline uint64_t
controls(const uint8_t *at)
{
	return bits(control(vld1q_u8(at)), control(vld1q_u8(at + 16)),
		control(vld1q_u8(at + 32)), control(vld1q_u8(at + 48)));
}

static inline struct block
look(const struct octets *octets, const uint8_t *at)
{
	const uint8_t *from = readable(octets, at);

	return (struct block){
		bits(lf(vld1q_u8(from)), lf(vld1q_u8(from + 16)),
			lf(vld1q_u8(from + 32)), lf(vld1q_u8(from + 48))),
		controls(from)};
}

static inline uint64_t
exact(const uint8_t *from, size_t left)
{
	(void)left;
	return controls(from);
}

/* FF for each octet that is not in the class; an index beyond 15 gives 0. */
static inline uint8x16_t
outside(const struct constants *c, uint8x16_t v, const uint8_t *row)
{
	uint8x16_t low =
		vqtbl1q_u8(vld1q_u8(row), vandq_u8(v, vdupq_n_u8(0x8F)));
	uint8x16_t high = vqtbl1q_u8(c->high, vshrq_n_u8(v, 4));

	return vceqzq_u8(vandq_u8(low, high));
}

static inline uint64_t
not_in(const struct octets *octets, const uint8_t *at, const uint8_t *row)
{
	const struct constants *c = &octets->constants;
	const uint8_t *from = readable(octets, at);

	return bits(outside(c, vld1q_u8(from), row),
		outside(c, vld1q_u8(from + 16), row),
		outside(c, vld1q_u8(from + 32), row),
		outside(c, vld1q_u8(from + 48), row));
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

const struct h1_kernel h1_kernel_neon = {pass_lines, text};

#endif
