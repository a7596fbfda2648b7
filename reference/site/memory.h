#ifndef SITE_MEMORY_H
#define SITE_MEMORY_H

/* Octets that all threads together may still keep for requests under way. */

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct memory {
	_Atomic uint64_t left;
};

/* Takes `n` octets; false, and none is taken, if so many are not left. */
static inline bool
memory_take(struct memory *memory, uint64_t n)
{
	uint64_t left = atomic_load(&memory->left);

	do {
		if (left < n)
			return false;
	} while (!atomic_compare_exchange_weak(&memory->left, &left, left - n));
	return true;
}

static inline void
memory_give_back(struct memory *memory, uint64_t n)
{
	atomic_fetch_add(&memory->left, n);
}

#endif
