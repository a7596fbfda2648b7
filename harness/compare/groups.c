#include "compare/groups.h"

#include <string.h>

#include "report/prose.h"

static size_t
count_level(const struct changes *c, enum change_kind kind, enum level level)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->list[i].kind == kind &&
		     change_result(&c->list[i])->level == level;
	return n;
}

static bool
has_tag(const struct compare_result *r, const char *tag)
{
	for (size_t i = 0; i < r->n_tags; i++)
		if (strcmp(r->tags[i], tag) == 0)
			return true;
	return false;
}

static size_t
count_tag(const struct changes *c, enum change_kind kind, const char *tag,
	size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += c->list[i].kind == kind &&
		     has_tag(change_result(&c->list[i]), tag);
	return n;
}

static void
put_levels(const struct changes *c, enum change_kind kind, struct octets *out)
{
	const char *comma = "";

	for (int l = 0; l < N_LEVELS; l++) {
		size_t n = count_level(c, kind, (enum level)l);

		if (n == 0)
			continue;
		octets_format(out, "%s%s %zu", comma, level_name((enum level)l),
			n);
		comma = ", ";
	}
}

/* Each tag where it comes first. */
static void
put_tags(const struct changes *c, enum change_kind kind, struct octets *out)
{
	const char *comma = "; tags: ";

	for (size_t i = 0; i < c->n; i++) {
		const struct compare_result *r = change_result(&c->list[i]);

		for (size_t k = 0; c->list[i].kind == kind && k < r->n_tags;
			k++) {
			const char *tag = r->tags[k];

			if (count_tag(c, kind, tag, 0, i) > 0)
				continue;
			octets_text(out, comma);
			prose_octets(out, tag, strlen(tag));
			octets_format(out, " %zu",
				count_tag(c, kind, tag, i, c->n));
			comma = ", ";
		}
	}
}

void
groups_text(const struct changes *c, enum change_kind kind, struct octets *out)
{
	put_levels(c, kind, out);
	put_tags(c, kind, out);
}
