#include "report/words.h"

#include "report/prose.h"

/* More of a long value says nothing more to people. */
#define VALUE_MAX 48

/* Blanks in a row would become one where text is wrapped. */
static void
quote(struct octets *out, const struct octets *value)
{
	size_t len = value->len > VALUE_MAX ? VALUE_MAX : value->len;

	octets_text(out, "\"");
	for (size_t i = 0; i < len; i++) {
		if (value->at[i] == ' ' &&
			(i == 0 || i + 1 == len || value->at[i - 1] == ' '))
			octets_text(out, "\\x20");
		else
			prose_octet(out, value->at[i]);
	}
	octets_text(out, len < value->len ? "...\"" : "\"");
}

static void
quote_condition(struct octets *out, const struct condition *c)
{
	if (c->is_variant)
		octets_text(out, "the variant's octets");
	else
		quote(out, &c->octets);
}

/* ---- statuses ---- */

static void
status_words(struct octets *out, const struct status_range *s)
{
	if (s->low == s->high)
		octets_format(out, "%u", s->low);
	else if (s->low % 100 == 0 && s->high == s->low + 99)
		octets_format(out, "%uxx", s->low / 100);
	else if (s->low == 200 && s->high == 999)
		octets_text(out, "a final response");
	else
		octets_format(out, "%u to %u", s->low, s->high);
}

static void
statuses_words(struct octets *out, const struct event *e)
{
	if (e->n_statuses == 0)
		octets_text(out, "a final response");
	for (size_t i = 0; i < e->n_statuses; i++) {
		if (i > 0)
			octets_text(out, i + 1 < e->n_statuses ? ", " : " or ");
		status_words(out, &e->statuses[i]);
	}
}

/* ---- conditions ---- */

enum detail {
	DETAIL_NONE,
	DETAIL_OCTETS,
	DETAIL_NAME,
	DETAIL_OTHER,	   /* another name */
	DETAIL_NAME_VALUE, /* the name and a value condition */
	DETAIL_NAME_OCTETS,
	DETAIL_FRAMING,
	DETAIL_FORM,
	DETAIL_BYTERANGES,
	DETAIL_COUNT,
};

struct words {
	const char *text;
	enum detail detail;
};

static const struct words condition_table[] = {
	[CONDITION_VERSION] = {"version", DETAIL_OCTETS},
	[CONDITION_FIELD] = {"field", DETAIL_NAME_VALUE},
	[CONDITION_NO_FIELD] = {"no field", DETAIL_NAME},
	[CONDITION_BODY] = {"content", DETAIL_OCTETS},
	[CONDITION_BODY_BEGINS] = {"content that begins with", DETAIL_OCTETS},
	[CONDITION_BODY_HAS] = {"content that has", DETAIL_OCTETS},
	[CONDITION_BODY_LACKS] = {"content without", DETAIL_OCTETS},
	[CONDITION_FRAMING] = {"framing", DETAIL_FRAMING},
	[CONDITION_RECEIVED] = {"the target received", DETAIL_NAME_OCTETS},
	[CONDITION_NOT_RECEIVED] = {"the target received no", DETAIL_NAME},
	[CONDITION_SYNTAX_STRICT] = {"strict syntax", DETAIL_NONE},
	[CONDITION_EFFECT_SHOWN] = {"the effect of the field", DETAIL_NONE},
	[CONDITION_EFFECT_ABSENT] = {"no effect of the field", DETAIL_NONE},
	[CONDITION_BYTERANGES] = {"byte ranges:", DETAIL_BYTERANGES},
	[CONDITION_PART_OF] = {"a part of the content of final response",
		DETAIL_COUNT},
	[CONDITION_COVERS] = {"all octets of", DETAIL_OCTETS},
};

static const struct words value_table[] = {
	[VALUE_PRESENT] = {"", DETAIL_NONE},
	[VALUE_EQUALS] = {" that is", DETAIL_OCTETS},
	[VALUE_HAS] = {" that has", DETAIL_OCTETS},
	[VALUE_TOKEN] = {" that lists", DETAIL_OCTETS},
	[VALUE_LACKS_TOKEN] = {" that does not list", DETAIL_OCTETS},
	[VALUE_FORM] = {" of form", DETAIL_FORM},
	[VALUE_LINES] = {" on this many lines:", DETAIL_COUNT},
	[VALUE_SAME_AS] = {" as in final response", DETAIL_COUNT},
	[VALUE_NOT_LATER] = {" that is not later than", DETAIL_OTHER},
};

static void
detail_words(struct octets *out, const struct words *w,
	const struct condition *c)
{
	octets_text(out, w->text);
	switch (w->detail) {
	case DETAIL_NONE:
		return;
	case DETAIL_OCTETS:
		octets_text(out, " ");
		quote_condition(out, c);
		return;
	case DETAIL_NAME:
		octets_format(out, " %s", c->name);
		return;
	case DETAIL_OTHER:
		octets_format(out, " %s", c->other);
		return;
	case DETAIL_NAME_VALUE:
		octets_format(out, " %s", c->name);
		detail_words(out, &value_table[c->value], c);
		return;
	case DETAIL_NAME_OCTETS:
		octets_format(out, " %s: ", c->name);
		quote_condition(out, c);
		return;
	case DETAIL_FRAMING:
		octets_format(out, " %s", case_framing_name(c->framing));
		return;
	case DETAIL_FORM:
		octets_format(out, " %s", value_form_name(c->form));
		return;
	case DETAIL_BYTERANGES:
		octets_format(out, " %s", byteranges_name(c->byteranges));
		return;
	case DETAIL_COUNT:
		octets_format(out, " %zu", c->count);
		return;
	}
}

static void
response_words(struct octets *out, const struct event *e)
{
	statuses_words(out, e);
	for (size_t i = 0; i < e->n_conditions; i++) {
		octets_text(out, i == 0 ? " (" : "; ");
		detail_words(out, &condition_table[e->conditions[i].kind],
			&e->conditions[i]);
	}
	if (e->n_conditions > 0)
		octets_text(out, ")");
}

/* ---- events ---- */

static const char *const event_words[] = {
	[EVENT_RESPONSE] = "",
	[EVENT_GARBAGE] = "octets that are no HTTP/1.x response",
	[EVENT_INCOMPLETE] = "a response that is cut short",
	[EVENT_ANY] = "anything or nothing",
	[EVENT_ANY_COUNT] = "",
	[EVENT_CLOSE] = "the connection closes",
	[EVENT_FIN] = "the connection closes with FIN",
	[EVENT_RESET] = "the connection closes with RST",
	[EVENT_OPEN] = "the connection stays usable",
	[EVENT_SHIFTED] = "the answers are out of step",
	[EVENT_FATE] = "the connection stays usable or closes",
	[EVENT_SILENT] = "nothing comes, the connection open",
	[EVENT_ALIVE] = "a new connection is answered",
};

static void
one_event(struct octets *out, const struct event *e)
{
	if (e->kind == EVENT_RESPONSE)
		response_words(out, e);
	else if (e->kind == EVENT_ANY_COUNT)
		octets_format(out, "at most %zu final response%s", e->count,
			e->count == 1 ? "" : "s");
	else
		octets_text(out, event_words[e->kind]);
	if (e->kind == EVENT_INCOMPLETE && e->n_statuses > 0) {
		octets_text(out, ": ");
		statuses_words(out, e);
	}
}

void
words_events(struct octets *out, const struct outcome *o)
{
	for (size_t i = 0; i < o->n_events; i++) {
		if (i > 0)
			octets_text(out, ", then ");
		one_event(out, &o->events[i]);
	}
}

void
words_outcome(struct octets *out, const struct outcome *o)
{
	octets_format(out, "%s: ", verdict_name(o->verdict));
	words_events(out, o);
}

void
words_requirement(struct octets *out, const struct requirements *requirements,
	const char *id)
{
	const struct requirement *row =
		requirements == NULL ? NULL
				     : requirements_find(requirements, id);

	octets_text(out, id);
	if (row != NULL) {
		octets_format(out, " (%s) ", row->keyword);
		requirement_link(row, out);
	}
}
