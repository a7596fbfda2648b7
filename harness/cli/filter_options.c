#include "cli/filter_options.h"

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"

#define SHARDS_MAX 10000

/* "2/3": the second of three. */
static bool
read_shard(struct filter_options *o)
{
	size_t len = strcspn(o->shard, "/");
	const char *n = o->shard + len + 1;

	return o->shard[len] == '/' &&
	       options_number(n, strlen(n), 1, SHARDS_MAX,
		       &o->filter.n_shards) &&
	       options_number(o->shard, len, 1, o->filter.n_shards,
		       &o->filter.shard);
}

static bool
has_empty_word(const char *list)
{
	const char *word;
	size_t len;

	while (filter_next(&list, &word, &len))
		if (len == 0)
			return true;
	return false;
}

bool
filter_options_read(struct filter_options *o, const char *command)
{
	if (o->shard != NULL && !read_shard(o)) {
		(void)fprintf(stderr,
			"assay %s: --shard: expected I/N, I from 1 to N and N "
			"from 1 to %d, found \"%s\"\n",
			command, SHARDS_MAX, o->shard);
		return false;
	}
	for (int k = 0; k < N_FILTERS; k++) {
		if (!has_empty_word(o->filter.words[k]))
			continue;
		(void)fprintf(stderr,
			"assay %s: --%s: expected words, separated by commas, "
			"found \"%s\"\n",
			command, filter_name((enum filter_kind)k),
			o->filter.words[k]);
		return false;
	}
	return true;
}

/* ---- slips ---- */

static bool
is_section(const struct suite *suite, const char *word, size_t len)
{
	size_t n;
	const struct requirement *rows =
		requirements_rows(suite->requirements, &n);

	for (size_t i = 0; i < n; i++)
		if (filter_is_in_section(rows[i].id, word, len))
			return true;
	return false;
}

static bool
is_level(const char *word, size_t len)
{
	for (int i = 0; i < N_LEVELS; i++)
		if (strncmp(level_name((enum level)i), word, len) == 0 &&
			level_name((enum level)i)[len] == '\0')
			return true;
	return false;
}

/* What is wrong with a word that no case fits. */
static const char *
slip(enum filter_kind k, const struct suite *suite, const char *word,
	size_t len)
{
	switch (k) {
	case FILTER_SECTION:
		return is_section(suite, word, len)
			       ? "no case cites a requirement of section"
			       : "expected a section with requirements, as in "
				 "9112-7.1, found";
	case FILTER_LEVEL:
		return is_level(word, len) ? "no case has the level"
					   : "expected must, should, may or "
					     "hardening, found";
	case FILTER_TAG:
	case FILTER_WITHOUT:
	case N_FILTERS:
		break;
	}
	return "no case has the tag";
}

static bool
fits_any(enum filter_kind k, const struct suite *suite, const char *word,
	size_t len)
{
	for (size_t i = 0; i < suite->set.n; i++)
		if (filter_fits(k, suite->set.cases[i], word, len))
			return true;
	return false;
}

int
filter_options_check(const struct filter_options *o, const struct suite *suite,
	const char *command)
{
	for (int i = 0; i < N_FILTERS; i++) {
		enum filter_kind k = (enum filter_kind)i;
		const char *list = o->filter.words[k];
		const char *word;
		size_t len;

		while (filter_next(&list, &word, &len)) {
			if (fits_any(k, suite, word, len))
				continue;
			(void)fprintf(stderr, "assay %s: --%s: %s \"%.*s\"\n",
				command, filter_name(k),
				slip(k, suite, word, len), (int)len, word);
			return STATUS_USAGE;
		}
	}
	return STATUS_OK;
}
