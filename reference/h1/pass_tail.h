/*
 * What is read, for kernels that cannot load less than a vector. No octet at or
 * behind `end` may be touched: so the last ones are copied to where spaces
 * follow them. To be included by a kernel's file, which has defined before
 *
 *	struct constants	its own; make_constants()
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TAIL 64

/* What is shorter is not worth the copy. */
#define PASS_SHORT TAIL

struct octets {
	const uint8_t *end;
	uintptr_t safe;	 /* the last place with TAIL octets behind it */
	uintptr_t shift; /* from any behind that to its copy */
	struct constants constants;
	uint8_t tail[2 * TAIL]; /* `end` falls into its midst */
};

/* Copies n octets, n from `size` to twice of it, by two moves. */
#define COPY_ENDS(to, from, n, size)                                        \
	do {                                                                \
		memcpy((to), (from), (size));                               \
		memcpy((to) + (n) - (size), (from) + (n) - (size), (size)); \
	} while (0)

static inline void
copy_tail(uint8_t *to, const uint8_t *from, size_t n)
{
	if (n >= 32)
		COPY_ENDS(to, from, n, 32);
	else if (n >= 16)
		COPY_ENDS(to, from, n, 16);
	else if (n >= 8)
		COPY_ENDS(to, from, n, 8);
	else if (n >= 4)
		COPY_ENDS(to, from, n, 4);
	else
		for (size_t i = 0; i < n; i++)
			to[i] = from[i];
}

static inline void
octets_init(struct octets *octets, const uint8_t *at, const uint8_t *end)
{
	size_t n = (size_t)(end - at) < TAIL ? (size_t)(end - at) : TAIL;

	octets->end = end;
	octets->safe = (uintptr_t)end - TAIL;
	octets->shift = (uintptr_t)(octets->tail + TAIL) - (uintptr_t)end;
	octets->constants = make_constants();
	memset(octets->tail + TAIL, ' ', TAIL);
	copy_tail(octets->tail + TAIL - n, end - n, n);
}

/* Where TAIL octets can be read instead of at `at`. */
static inline const uint8_t *
readable(const struct octets *octets, const uint8_t *at)
{
	uintptr_t shift = 0;

	if ((uintptr_t)at > octets->safe)
		shift = octets->shift;
	return (const uint8_t *)((uintptr_t)at + shift);
}
