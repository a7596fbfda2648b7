#include "case/filter.h"

#include <string.h>

/* ---- one word ---- */

static bool
is_word(const char *text, const char *word, size_t len)
{
	return strncmp(text, word, len) == 0 && text[len] == '\0';
}

bool
filter_is_in_section(const char *requirement, const char *section, size_t len)
{
	const char *dash = memchr(section, '-', len);

	if (strncmp(requirement, section, len) != 0)
		return false;
	if (dash == NULL)
		return requirement[len] == '-';
	/* A second dash ends the section within the requirement's id. */
	return memchr(dash + 1, '-', len - (size_t)(dash + 1 - section)) ==
		       NULL &&
	       (requirement[len] == '-' || requirement[len] == '.');
}

static bool
cites_section(const struct test_case *c, const char *word, size_t len)
{
	for (size_t i = 0; i < c->n_requires; i++)
		if (filter_is_in_section(c->requires[i], word, len))
			return true;
	return false;
}

static bool
has_level(const struct test_case *c, const char *word, size_t len)
{
	return is_word(level_name(c->level), word, len);
}

static bool
has_tag(const struct test_case *c, const char *word, size_t len)
{
	for (size_t i = 0; i < c->n_tags; i++)
		if (is_word(c->tags[i], word, len))
			return true;
	return false;
}

/* ---- the kinds ---- */

static const struct {
	const char *option;
	bool (*fits)(const struct test_case *c, const char *word, size_t len);
	bool leaves_out;
} kinds[] = {
#define FILTER(name, option, fits, leaves_out) {option, fits, leaves_out},
#include "case/filters.def"
#undef FILTER
};

const char *
filter_name(enum filter_kind k)
{
	return kinds[k].option;
}

bool
filter_next(const char **list, const char **word, size_t *len)
{
	if (*list == NULL)
		return false;
	*word = *list;
	*len = strcspn(*word, ",");
	*list = (*word)[*len] == ',' ? *word + *len + 1 : NULL;
	return true;
}

bool
filter_fits(enum filter_kind k, const struct test_case *c, const char *word,
	size_t len)
{
	return kinds[k].fits(c, word, len);
}

static bool
fits_any(enum filter_kind k, const struct test_case *c, const char *list)
{
	const char *word;
	size_t len;

	while (filter_next(&list, &word, &len))
		if (filter_fits(k, c, word, len))
			return true;
	return false;
}

bool
filter_takes(const struct filter *f, const struct test_case *c)
{
	for (int k = 0; k < N_FILTERS; k++)
		if (f->words[k] != NULL &&
			fits_any((enum filter_kind)k, c, f->words[k]) ==
				kinds[k].leaves_out)
			return false;
	return true;
}

/* ---- shards ---- */

/* FNV-1a of 64 bits, and the last steps of MurmurHash3 behind it: alone, its
 * low bits are those of the last letters. */
static uint64_t
hash(const char *text)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *text != '\0'; text++)
		h = (h ^ (uint8_t)*text) * 0x100000001b3u;
	h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
	h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
	return h ^ (h >> 33);
}

bool
filter_is_in_shard(const struct filter *f, const struct test_case *c)
{
	return f->n_shards == 0 || hash(c->id) % f->n_shards + 1 == f->shard;
}
