#include "shrink/shrink.h"

#include <string.h>

#include "shrink/counted.h"
#include "shrink/rejected.h"
#include "shrink/units.h"

/* Runs of up to so many units are taken away from every place: a chunk header
 * and its data, a field line and the ones that it is folded over. */
#define SMALL_RUN 4

struct shrinker {
	const struct shrink *how;
	struct octets *octets;	 /* the smallest so far */
	struct octets candidate; /* keeps its memory from try to try */
	struct units units;
	struct counted_list counted;
	struct rejected rejected;
	struct shrink_result result;
	bool over;
};

static void
end(struct shrinker *s, enum shrink_end why)
{
	s->result.end = why;
	s->over = true;
}

/* Asks about the candidate; if it keeps, it becomes the smallest. */
static bool
try_candidate(struct shrinker *s)
{
	struct octets old = *s->octets;

	if (rejected_has(&s->rejected, &s->candidate))
		return false;
	if (s->how->stop != NULL && *s->how->stop)
		end(s, SHRINK_STOPPED);
	else if (s->result.tries == s->how->most_tries)
		end(s, SHRINK_TRIES);
	if (s->over)
		return false;
	s->result.tries++;
	if (!s->how->keeps(s->how->context, &s->candidate)) {
		rejected_add(&s->rejected, &s->candidate);
		return false;
	}
	s->result.kept++;
	*s->octets = s->candidate;
	s->candidate = old;
	return true;
}

/* ---- taking away ---- */

static bool
try_without(struct shrinker *s, size_t from, size_t n)
{
	size_t begin = s->units.starts[from];
	size_t behind = s->units.starts[from + n];

	octets_clear(&s->candidate);
	if (!octets_append(&s->candidate, s->octets->at, begin) ||
		!octets_append(&s->candidate, s->octets->at + behind,
			s->octets->len - behind)) {
		end(s, SHRINK_NO_MEMORY);
		return false;
	}
	if (!try_candidate(s))
		return false;
	units_remove(&s->units, from, n);
	return true;
}

/* Takes away runs of `size` units, wherever one can go. */
static void
remove_runs(struct shrinker *s, size_t size)
{
	size_t step = size <= SMALL_RUN ? 1 : size;
	size_t at = 0;

	while (at < s->units.n && !s->over) {
		size_t left = s->units.n - at;

		if (!try_without(s, at, size < left ? size : left))
			at += step;
	}
}

static void
remove_units(struct shrinker *s, enum unit_kind kind)
{
	size_t size;

	if (!units_find(&s->units, kind, s->octets)) {
		end(s, SHRINK_NO_MEMORY);
		return;
	}
	for (size = s->units.n; size > 0 && !s->over; size /= 2)
		remove_runs(s, size);
}

/* ---- shorter content ---- */

static bool
try_cut(struct shrinker *s, struct counted *c, size_t len)
{
	octets_clear(&s->candidate);
	if (!counted_cut(&s->candidate, s->octets, c, len)) {
		end(s, SHRINK_NO_MEMORY);
		return false;
	}
	if (!try_candidate(s))
		return false;
	counted_set(c, len);
	return true;
}

/* What is counted is cut together with its count: by all of it, else by halves.
 * The last comes first, so that the places before it stay true. */
static void
cut_counted(struct shrinker *s)
{
	if (!counted_find(&s->counted, s->octets)) {
		end(s, SHRINK_NO_MEMORY);
		return;
	}
	for (size_t i = s->counted.n; i > 0 && !s->over; i--) {
		struct counted *c = &s->counted.list[i - 1];
		size_t cut = c->data_len;

		while (cut > 0 && !s->over)
			if (cut > c->data_len ||
				!try_cut(s, c, c->data_len - cut))
				cut /= 2;
	}
}

/* ---- plain octets instead of odd ones ---- */

/* What shows best that an octet does not matter. */
static uint8_t
plain(uint8_t octet, bool any)
{
	if ((octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z'))
		return 'a';
	if (octet >= '0' && octet <= '9')
		return '0';
	if (!any || octet == ' ' || octet == '\r' || octet == '\n')
		return octet;
	return 'a';
}

static bool
try_plain(struct shrinker *s, size_t from, size_t len)
{
	bool odd = false;

	octets_clear(&s->candidate);
	if (!octets_append(&s->candidate, s->octets->at, s->octets->len)) {
		end(s, SHRINK_NO_MEMORY);
		return true;
	}
	for (size_t i = from; i < from + len; i++) {
		uint8_t *octet = &s->candidate.at[i];
		uint8_t better = plain(*octet, len == 1);

		odd = odd || better != *octet;
		*octet = better;
	}
	return !odd || try_candidate(s);
}

/* As many as possible at once: all of them, or halves of what cannot be. */
static void
simplify(struct shrinker *s)
{
	for (size_t size = s->octets->len; size > 0 && !s->over; size /= 2)
		for (size_t at = 0; at < s->octets->len && !s->over;
			at += size) {
			size_t left = s->octets->len - at;

			(void)try_plain(s, at, size < left ? size : left);
		}
}

/* Each pass may make room for the others, so they come again until none does
 * anything. It ends: octets get fewer, or less odd. */
struct shrink_result
shrink(const struct shrink *how, struct octets *octets)
{
	struct shrinker s = {.how = how, .octets = octets};
	size_t kept;

	do {
		kept = s.result.kept;
		for (int kind = 0; kind < N_UNIT_KINDS && !s.over; kind++)
			remove_units(&s, (enum unit_kind)kind);
		if (!s.over)
			cut_counted(&s);
		if (!s.over)
			simplify(&s);
	} while (!s.over && s.result.kept > kept);
	octets_free(&s.candidate);
	units_free(&s.units);
	counted_free(&s.counted);
	rejected_free(&s.rejected);
	return s.result;
}
