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

/* More tags than these are told by no one. */
#define TAGS_MAX 64

struct tags {
	struct {
		const char *name;
		size_t n;
	} list[TAGS_MAX];
	size_t n;
	bool more;
};

static void
count_tag(struct tags *tags, const char *name)
{
	for (size_t i = 0; i < tags->n; i++) {
		if (strcmp(tags->list[i].name, name) != 0)
			continue;
		tags->list[i].n++;
		return;
	}
	if (tags->n == TAGS_MAX) {
		tags->more = true;
		return;
	}
	tags->list[tags->n].name = name;
	tags->list[tags->n++].n = 1;
}

static void
put_tags(const struct changes *c, enum change_kind kind, struct octets *out)
{
	struct tags tags = {.n = 0};

	for (size_t i = 0; i < c->n; i++) {
		const struct compare_result *r = change_result(&c->list[i]);

		for (size_t k = 0; c->list[i].kind == kind && k < r->n_tags;
			k++)
			count_tag(&tags, r->tags[k]);
	}
	for (size_t i = 0; i < tags.n; i++) {
		octets_text(out, i == 0 ? "; tags: " : ", ");
		prose_octets(out, tags.list[i].name, strlen(tags.list[i].name));
		octets_format(out, " %zu", tags.list[i].n);
	}
	if (tags.more)
		octets_text(out, ", and others");
}

void
groups_text(const struct changes *c, enum change_kind kind, struct octets *out)
{
	put_levels(c, kind, out);
	put_tags(c, kind, out);
}
