#include "judge/condition.h"

#include <string.h>

#include "judge/byteranges.h"
#include "judge/form.h"

static struct h1_span
span_of_text(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

static struct h1_span
span_of_octets(const struct octets *o)
{
	return (struct h1_span){o->at, o->len};
}

static size_t
count_lines(const struct h1_fields *fields, struct h1_span name)
{
	size_t n = 0;

	for (size_t i = h1_field_find(fields, name, 0); i < fields->n;
		i = h1_field_find(fields, name, i + 1))
		n++;
	return n;
}

/* All values of the name joined by ", ", behind what `out` holds. */
static void
join_values(const struct h1_fields *fields, struct h1_span name,
	struct octets *out)
{
	bool first = true;

	for (size_t i = h1_field_find(fields, name, 0); i < fields->n;
		i = h1_field_find(fields, name, i + 1)) {
		struct h1_span value = h1_field_value(fields, i);

		if (!first)
			octets_text(out, ", ");
		octets_append(out, value.at, value.len);
		first = false;
	}
}

/* The n-th final response of the case, from 1; SIZE_MAX: there is none. */
static size_t
nth_final(const struct trace *t, size_t n)
{
	for (size_t i = 0; i < t->n_items; i++)
		if (t->items[i].kind == ITEM_RESPONSE && !t->items[i].canary &&
			trace_head(t, i)->status >= 200 && --n == 0)
			return i;
	return SIZE_MAX;
}

static bool
is_same_as(const struct trace *t, size_t n, struct h1_span name,
	const struct octets *value)
{
	size_t i = nth_final(t, n);
	struct octets other = {0};
	const struct h1_fields *fields;
	bool same;

	if (i == SIZE_MAX)
		return false;
	fields = &trace_head(t, i)->fields;
	join_values(fields, name, &other);
	same = count_lines(fields, name) > 0 && octets_equal(value, &other);
	octets_free(&other);
	return same;
}

/* Both have to be there, and dates. */
static bool
is_not_later(const struct h1_fields *fields, const char *name,
	const struct octets *date)
{
	struct octets other = {0};
	bool holds;

	join_values(fields, span_of_text(name), &other);
	holds = form_matches(FORM_IMF_FIXDATE, date->at, date->len) &&
		form_matches(FORM_IMF_FIXDATE, other.at, other.len) &&
		!form_is_later(date, &other);
	octets_free(&other);
	return holds;
}

static bool
value_holds(const struct match_scene *s, const struct condition *c,
	const struct octets *wanted, const struct h1_fields *fields,
	const struct octets *value)
{
	struct h1_span name = span_of_text(c->name);

	switch (c->value) {
	case VALUE_PRESENT:
		return true;
	case VALUE_EQUALS:
		return octets_equal(value, wanted);
	case VALUE_HAS:
		return octets_find(value, 0, wanted->at, wanted->len) !=
		       SIZE_MAX;
	case VALUE_TOKEN:
		return h1_list_has(fields, name, span_of_octets(wanted));
	case VALUE_LACKS_TOKEN:
		return !h1_list_has(fields, name, span_of_octets(wanted));
	case VALUE_FORM:
		return form_matches(c->form, value->at, value->len);
	case VALUE_LINES:
		return count_lines(fields, name) == c->count;
	case VALUE_SAME_AS:
		return is_same_as(s->trace, c->count, name, value);
	case VALUE_NOT_LATER:
		return is_not_later(fields, c->other, value);
	}
	return false;
}

static bool
field_holds(const struct match_scene *s, const struct h1_head *head,
	const struct condition *c, const struct octets *wanted)
{
	struct h1_span name = span_of_text(c->name);
	struct octets value = {0};
	bool holds;

	if (count_lines(&head->fields, name) == 0)
		return false;
	join_values(&head->fields, name, &value);
	holds = value_holds(s, c, wanted, &head->fields, &value);
	octets_free(&value);
	return holds;
}

/*
 * Finds a line `name: value` in the content of the fields route
 * (cases/TARGETS.md); `value` NULL stands for any.
 */
static bool
shows_line(const struct octets *content, const char *name,
	const struct octets *value)
{
	struct h1_span rest = span_of_octets(content);
	struct h1_span wanted = span_of_text(name);

	while (rest.len > 0) {
		const uint8_t *end = memchr(rest.at, '\n', rest.len);
		size_t len = end == NULL ? rest.len : (size_t)(end - rest.at);
		struct h1_span shown = {rest.at, wanted.len};

		if (len >= wanted.len + 2 &&
			memcmp(rest.at + wanted.len, ": ", 2) == 0 &&
			h1_span_equal_nocase(shown, wanted) &&
			(value == NULL ||
				h1_span_equal(span_of_octets(value),
					(struct h1_span){
						rest.at + wanted.len + 2,
						len - wanted.len - 2})))
			return true;
		len = end == NULL ? len : len + 1;
		rest.at += len;
		rest.len -= len;
	}
	return false;
}

static bool
framing_is(const struct h1_head *head, enum case_framing framing)
{
	switch (head->framing.kind) {
	case H1_FRAMING_NONE:
	case H1_FRAMING_TUNNEL:
		return framing == FRAMING_NONE;
	case H1_FRAMING_LENGTH:
		return framing == FRAMING_LENGTH;
	case H1_FRAMING_CHUNKED:
		return framing == FRAMING_CHUNKED;
	case H1_FRAMING_UNTIL_CLOSE:
		return framing == FRAMING_CLOSE;
	}
	return false;
}

static bool
is_part_of(const struct trace *t, size_t n, const struct h1_head *head,
	const struct octets *content)
{
	size_t i = nth_final(t, n);

	return i != SIZE_MAX &&
	       byteranges_are_part_of(head, content, &t->items[i].content);
}

static bool
sees_fields(const struct match_scene *s)
{
	return (s->capabilities & 1u << CAPABILITY_FIELDS) != 0;
}

static bool
effect_is_so(const struct match_scene *s, const struct h1_head *head,
	bool shown)
{
	const struct effect *effect = s->trace->effect;

	return effect != NULL &&
	       effect_is(effect, shown, head->status, head->persist);
}

static bool
version_is(const struct h1_head *head, const struct octets *wanted)
{
	return wanted->len == 3 && wanted->at[0] == '1' &&
	       wanted->at[2] == '0' + head->minor;
}

bool
condition_holds(const struct match_scene *s, size_t i,
	const struct condition *c)
{
	const struct h1_head *head = trace_head(s->trace, i);
	const struct octets *content = &s->trace->items[i].content;
	const struct octets *wanted =
		c->is_variant && s->variant != NULL ? s->variant : &c->octets;

	switch (c->kind) {
	case CONDITION_VERSION:
		return version_is(head, wanted);
	case CONDITION_FIELD:
		return field_holds(s, head, c, wanted);
	case CONDITION_NO_FIELD:
		return count_lines(&head->fields, span_of_text(c->name)) == 0;
	case CONDITION_BODY:
		return octets_equal(content, wanted);
	case CONDITION_BODY_BEGINS:
		return content->len >= wanted->len &&
		       octets_find(content, 0, wanted->at, wanted->len) == 0;
	case CONDITION_BODY_HAS:
		return octets_find(content, 0, wanted->at, wanted->len) !=
		       SIZE_MAX;
	case CONDITION_BODY_LACKS:
		return octets_find(content, 0, wanted->at, wanted->len) ==
		       SIZE_MAX;
	case CONDITION_FRAMING:
		return framing_is(head, c->framing);
	case CONDITION_RECEIVED:
		return sees_fields(s) && shows_line(content, c->name, wanted);
	case CONDITION_NOT_RECEIVED:
		return sees_fields(s) && !shows_line(content, c->name, NULL);
	case CONDITION_SYNTAX_STRICT:
		return head->tolerated == 0;
	case CONDITION_EFFECT_SHOWN:
		return effect_is_so(s, head, true);
	case CONDITION_EFFECT_ABSENT:
		return effect_is_so(s, head, false);
	case CONDITION_BYTERANGES:
		return byteranges_hold(head, content, c->byteranges);
	case CONDITION_PART_OF:
		return is_part_of(s->trace, c->count, head, content);
	case CONDITION_COVERS:
		return byteranges_cover(head, content, wanted);
	}
	return false;
}
