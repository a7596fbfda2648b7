#include "compare/text.h"

#include <string.h>

#include "compare/groups.h"
#include "compare/text_parts.h"

/* New and removed results say little one by one. */
#define NAMED_MAX 20

static void
say_report(struct octets *out, const struct compare_report *r)
{
	text_say(out, r->path);
	octets_text(out, ": ");
	text_say(out, r->name[0] != '\0' ? r->name : r->url);
	if (r->version[0] != '\0' || r->server[0] != '\0') {
		octets_text(out, ", ");
		text_say(out, r->version[0] != '\0' ? r->version : r->server);
	}
	octets_text(out, "\n");
}

static const char *
heading(enum change_kind kind)
{
	switch (kind) {
	case CHANGE_REGRESSION:
		return "Regressions";
	case CHANGE_FIX:
		return "Fixes";
	case CHANGE_OTHER:
		return "Other changes";
	case CHANGE_NEW:
		return "New results";
	case CHANGE_REMOVED:
		return "Results that are gone";
	case N_CHANGE_KINDS:
		break;
	}
	return "";
}

static bool
is_pair(const struct change *c)
{
	return c->before != NULL && c->after != NULL;
}

static void
put_change(struct octets *out, const struct change *c)
{
	const struct compare_result *r = change_result(c);

	octets_format(out, "  %-9s ", level_name(r->level));
	if (is_pair(c))
		octets_format(out, "%s -> ", change_verdict(c->before));
	octets_text(out, change_verdict(r));
	text_pad(out, is_pair(c) ? 28 : 20);
	octets_text(out, "  ");
	text_say(out, r->id);
	octets_text(out, "\n");
	if (!is_pair(c) || strcmp(c->before->events, c->after->events) == 0)
		return;
	octets_text(out, "            ");
	text_say(out,
		c->before->events[0] != '\0' ? c->before->events : "nothing");
	octets_text(out, " -> ");
	text_say(out,
		c->after->events[0] != '\0' ? c->after->events : "nothing");
	octets_text(out, "\n");
}

static void
put_kind(struct octets *out, const struct changes *c, enum change_kind kind,
	bool all)
{
	size_t most = kind < CHANGE_NEW || all ? SIZE_MAX : NAMED_MAX;
	size_t n = 0;

	if (c->counts[kind] == 0)
		return;
	octets_format(out, "\n%s: %zu (", heading(kind), c->counts[kind]);
	groups_text(c, kind, out);
	octets_text(out, ")\n");
	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].kind == kind && n++ < most)
			put_change(out, &c->list[i]);
	if (n > most)
		octets_format(out, "  and %zu more; --all names them\n",
			n - most);
}

void
compare_text_changes(const struct compare_report *before,
	const struct compare_report *after, const struct changes *c, bool all,
	struct octets *out)
{
	octets_text(out, "before ");
	say_report(out, before);
	octets_text(out, "after  ");
	say_report(out, after);
	text_differences(out, before, after);
	for (int k = 0; k < N_CHANGE_KINDS; k++)
		put_kind(out, c, (enum change_kind)k, all);
	octets_text(out, "\n");
	for (int k = 0; k < N_CHANGE_KINDS; k++)
		octets_format(out, "%s %zu, ",
			change_kind_name((enum change_kind)k), c->counts[k]);
	octets_format(out, "the same %zu", c->n_same);
	if (c->n_events > 0)
		octets_format(out, " (%zu of them by other events)",
			c->n_events);
	octets_text(out, "\n");
}
