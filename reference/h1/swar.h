#ifndef H1_SWAR_H
#define H1_SWAR_H

#include "h1/octet.h"

#include <string.h>

/* Eight octets in one word, where no vectors are or are worth it; for the
 * library alone. */

#define H1_SWAR_EACH(octet) (UINT64_C(0x0101010101010101) * (octet))

static inline uint64_t
h1_swar_load(const uint8_t *at)
{
	uint64_t x;

	memcpy(&x, at, sizeof(x));
	return x;
}

/* The high bits of those of 8 octets that are under SP or DEL. */
static inline uint64_t
h1_swar_odd(uint64_t x)
{
	uint64_t low = x & H1_SWAR_EACH(0x7F);
	uint64_t not_under_sp = low + H1_SWAR_EACH(0x60);
	uint64_t not_del = (low ^ H1_SWAR_EACH(0x7F)) + H1_SWAR_EACH(0x7F);

	return ~(x | (not_under_sp & not_del)) & H1_SWAR_EACH(0x80);
}

/* The same without HTAB. */
static inline uint64_t
h1_swar_controls(uint64_t x)
{
	uint64_t low = x & H1_SWAR_EACH(0x7F);
	uint64_t not_tab = (low ^ H1_SWAR_EACH('\t')) + H1_SWAR_EACH(0x7F);

	return h1_swar_odd(x) & not_tab;
}

/* The place of the first octet, in memory, that has its high bit set. */
static inline unsigned
h1_swar_first(uint64_t bits)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (unsigned)__builtin_ctzll(bits) / 8;
#else
	return (unsigned)__builtin_clzll(bits) / 8;
#endif
}

/* As h1_scan_while(), four octets at a time while they have a class in common,
 * which nearly all have. */
static inline const uint8_t *
h1_swar_while(const uint8_t *at, const uint8_t *end, uint32_t classes)
{
	const uint32_t *of = h1_octet_classes;

	while (end - at >= 4 &&
		(of[at[0]] & of[at[1]] & of[at[2]] & of[at[3]] & classes))
		at += 4;
	while (at != end && h1_octet_is(*at, classes))
		at++;
	return at;
}

/* As h1_scan_text(). */
static inline const uint8_t *
h1_swar_text(const uint8_t *at, const uint8_t *end)
{
	uint64_t found;

	if (end - at < 8) {
		while (at != end && h1_octet_is(*at, H1_FIELD_TEXT))
			at++;
		return at;
	}
	for (; end - at > 8; at += 8) {
		if (!h1_swar_odd(h1_swar_load(at)))
			continue;
		found = h1_swar_controls(h1_swar_load(at));
		if (found)
			return at + h1_swar_first(found);
	}
	/* the last 8, some of them for the second time */
	at = end - 8;
	found = h1_swar_controls(h1_swar_load(at));
	return found ? at + h1_swar_first(found) : end;
}

#endif
