#include <string.h>

#include "case/loader.h"

/* Response maps: the conditions of cases/FORMAT.md, section 5. */

#define DIGITS "0123456789"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
loader_status(const struct tree_node *node, struct status_range *out)
{
	const char *text = node->text;
	unsigned class;

	if (yaml_tree_is(node, "final")) {
		*out = (struct status_range){200, 999};
		return true;
	}
	if (node->kind != TREE_SCALAR || node->len != 3 || text[0] < '1' ||
		text[0] > '5')
		return false;
	class = (unsigned)(text[0] - '0') * 100;
	if (text[1] == 'x' && text[2] == 'x') {
		*out = (struct status_range){class, class + 99};
		return true;
	}
	if (!is_digit(text[1]) || !is_digit(text[2]))
		return false;
	class += (unsigned)(text[1] - '0') * 10 + (unsigned)(text[2] - '0');
	*out = (struct status_range){class, class};
	return true;
}

/* The array was made as large as the map can need. */
static struct condition *
add_condition(struct event *e, enum condition_kind kind)
{
	struct condition *c = &e->conditions[e->n_conditions++];

	c->kind = kind;
	return c;
}

/* token, RFC 9110, section 5.6.2 */
static const char *
read_field_name(struct loader *l, const struct tree_node *node)
{
	static const char tchars[] =
		"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	if (node->kind == TREE_SCALAR && node->len > 0 &&
		strspn(node->text, tchars) == node->len)
		return arena_text(l->arena, node->text);
	loader_expected(l, node, "a field name");
	return NULL;
}

/* ---- status, version, framing, syntax ---- */

static void
read_status(struct loader *l, const struct tree_node *node, void *into)
{
	static const char what[] =
		"a status, `4xx`, `final` or a list of these";
	struct event *e = into;
	bool is_list = node->kind == TREE_SEQUENCE;
	const struct tree_node *one = is_list ? node->children : node;

	e->statuses = loader_alloc(l, node, is_list ? node->n_children : 1,
		sizeof(*e->statuses));
	if (e->statuses == NULL)
		return;
	if (one == NULL)
		loader_expected(l, node, what);
	for (; one != NULL; one = is_list ? one->next : NULL)
		if (!loader_status(one, &e->statuses[e->n_statuses++]))
			loader_expected(l, one, what);
}

static void
read_version(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_condition(into, CONDITION_VERSION);

	if (node->len == 3 && is_digit(node->text[0]) && node->text[1] == '.' &&
		is_digit(node->text[2]))
		c->octets = (struct octets){
			.at = (uint8_t *)arena_text(l->arena, node->text),
			.len = 3,
			.room = 3,
		};
	else
		loader_expected(l, node, "a version such as \"1.1\"");
}

static void
read_framing(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_condition(into, CONDITION_FRAMING);
	const char *names[N_FRAMINGS];

	for (int f = 0; f < N_FRAMINGS; f++)
		names[f] = case_framing_name((enum case_framing)f);
	c->framing = (enum case_framing)loader_word(l, node, names, N_FRAMINGS);
}

static void
read_syntax(struct loader *l, const struct tree_node *node, void *into)
{
	static const char *const words[] = {"strict"};

	(void)loader_word(l, node, words, 1);
	add_condition(into, CONDITION_SYNTAX_STRICT);
}

static void
read_effect(struct loader *l, const struct tree_node *node, void *into)
{
	static const char *const words[] = {"shown", "absent"};
	bool shown = loader_word(l, node, words, 2) == 0;

	add_condition(into,
		shown ? CONDITION_EFFECT_SHOWN : CONDITION_EFFECT_ABSENT);
	if ((l->c->needs & 1u << CAPABILITY_EFFECT) == 0)
		loader_refuse(l, node,
			"expected `needs` with `effect` for `effect:`, found "
			"none");
}

/* ---- content ---- */

static void
read_octets(struct loader *l, const struct tree_node *node, struct event *e,
	enum condition_kind kind)
{
	struct condition *c = add_condition(e, kind);

	(void)loader_octets_or_variant(l, node, &c->octets, &c->is_variant);
}

/* What a list without placeholders and labels stands for. */
static bool
render_plain(struct loader *l, const struct tree_node *list, struct octets *out)
{
	static const struct wire_values nothing;
	struct wire wire = {0};

	if (!loader_wire(l, list, NULL, &wire))
		return false;
	for (size_t i = 0; i < wire.n_parts; i++) {
		if (wire.parts[i].kind == WIRE_OCTETS)
			continue;
		loader_expected(l, list,
			"wire strings without placeholders, and repetitions");
		return false;
	}
	if (wire_render(&wire, &nothing, out))
		return true;
	loader_refuse(l, list, "out of memory");
	return false;
}

/* Content that is long is told as a list. */
static void
read_long_body(struct loader *l, const struct tree_node *list, struct event *e)
{
	struct condition *c = add_condition(e, CONDITION_BODY);
	struct octets all = {0};

	if (loader_is_list(l, list, 1, "a wire list") &&
		render_plain(l, list, &all)) {
		c->octets.at = (uint8_t *)arena_copy(l->arena, all.at, all.len);
		c->octets.len = c->octets.room = all.len;
		if (c->octets.at == NULL)
			loader_refuse(l, list, "out of memory");
	}
	octets_free(&all);
}

static void
read_body(struct loader *l, const struct tree_node *node, void *into)
{
	if (node->kind == TREE_SEQUENCE)
		read_long_body(l, node, into);
	else
		read_octets(l, node, into, CONDITION_BODY);
}

static void
read_body_begins(struct loader *l, const struct tree_node *node, void *into)
{
	read_octets(l, node, into, CONDITION_BODY_BEGINS);
}

static void
read_body_has(struct loader *l, const struct tree_node *node, void *into)
{
	read_octets(l, node, into, CONDITION_BODY_HAS);
}

static void
read_body_lacks(struct loader *l, const struct tree_node *node, void *into)
{
	read_octets(l, node, into, CONDITION_BODY_LACKS);
}

static void
read_byteranges(struct loader *l, const struct tree_node *node, void *into)
{
	const char *names[N_BYTERANGES];

	for (int b = 0; b < N_BYTERANGES; b++)
		names[b] = byteranges_name((enum byteranges)b);
	if (!loader_is_list(l, node, 1, "a list of what the parts must be"))
		return;
	for (node = node->children; node != NULL; node = node->next)
		add_condition(into, CONDITION_BYTERANGES)->byteranges =
			(enum byteranges)loader_word(l, node, names,
				N_BYTERANGES);
}

static void
read_part_of(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_condition(into, CONDITION_PART_OF);

	(void)loader_number(l, node, 1, 256, &c->count);
}

/* int-range, RFC 9110, section 14.1.1, with both positions, in a list without
 * white space. */
static bool
is_ranges(const struct tree_node *node)
{
	const char *at = node->text;

	if (node->kind != TREE_SCALAR || !node->quoted)
		return false;
	for (;; at++) {
		size_t first = strspn(at, DIGITS);
		size_t last = first > 0 && at[first] == '-'
				      ? strspn(at + first + 1, DIGITS)
				      : 0;

		if (last == 0)
			return false;
		at += first + 1 + last;
		if (*at != ',')
			return at == node->text + node->len;
	}
}

static void
read_covers(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_condition(into, CONDITION_COVERS);

	if (!is_ranges(node))
		loader_expected(l, node, "ranges such as \"0-0,10-13\"");
	else
		(void)loader_octets(l, node, &c->octets);
}

/* ---- lists of field names ---- */

static void
read_names(struct loader *l, const struct tree_node *node, struct event *e,
	enum condition_kind kind)
{
	if (!loader_is_list(l, node, 1, "a list of field names"))
		return;
	for (node = node->children; node != NULL; node = node->next)
		add_condition(e, kind)->name = read_field_name(l, node);
}

static void
read_no_field(struct loader *l, const struct tree_node *node, void *into)
{
	read_names(l, node, into, CONDITION_NO_FIELD);
}

static void
read_not_received(struct loader *l, const struct tree_node *node, void *into)
{
	read_names(l, node, into, CONDITION_NOT_RECEIVED);
}

static void
read_received(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c;

	if (!loader_is_map(l, node, 1, "a map of field names"))
		return;
	for (node = node->children; node != NULL; node = node->next) {
		c = add_condition(into, CONDITION_RECEIVED);
		c->name = read_field_name(l, node->key);
		(void)loader_octets_or_variant(l, node, &c->octets,
			&c->is_variant);
	}
}

/* ---- values of fields ---- */

/* The field whose conditions are being read. */
struct field {
	struct event *event;
	const char *name;
};

static struct condition *
add_value(struct field *f, enum value_kind kind)
{
	struct condition *c = add_condition(f->event, CONDITION_FIELD);

	c->name = f->name;
	c->value = kind;
	return c;
}

static void
read_value(struct loader *l, const struct tree_node *node, struct field *f,
	enum value_kind kind)
{
	struct condition *c = add_value(f, kind);

	(void)loader_octets_or_variant(l, node, &c->octets, &c->is_variant);
}

static void
read_has(struct loader *l, const struct tree_node *node, void *into)
{
	read_value(l, node, into, VALUE_HAS);
}

static void
read_token(struct loader *l, const struct tree_node *node, void *into)
{
	read_value(l, node, into, VALUE_TOKEN);
}

static void
read_lacks_token(struct loader *l, const struct tree_node *node, void *into)
{
	read_value(l, node, into, VALUE_LACKS_TOKEN);
}

static void
read_form(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_value(into, VALUE_FORM);
	const char *names[N_FORMS];

	for (int f = 0; f < N_FORMS; f++)
		names[f] = value_form_name((enum value_form)f);
	c->form = (enum value_form)loader_word(l, node, names, N_FORMS);
}

static void
read_lines(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_value(into, VALUE_LINES);

	(void)loader_number(l, node, 1, 256, &c->count);
}

static void
read_same_as(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_value(into, VALUE_SAME_AS);

	(void)loader_number(l, node, 1, 256, &c->count);
}

static void
read_not_later_than(struct loader *l, const struct tree_node *node, void *into)
{
	struct condition *c = add_value(into, VALUE_NOT_LATER);

	c->other = read_field_name(l, node);
}

static const struct loader_key value_list[] = {
	{"has", false, read_has},
	{"token", false, read_token},
	{"lacks-token", false, read_lacks_token},
	{"form", false, read_form},
	{"lines", false, read_lines},
	{"same-as", false, read_same_as},
	{"not-later-than", false, read_not_later_than},
};
static const struct loader_keys value_keys =
	LOADER_KEYS("a value condition", value_list, false);

static void
read_field(struct loader *l, const struct tree_node *node, void *into)
{
	static const char what[] =
		"a wire string, `present` or a map of value conditions";
	struct field f = {.event = into};

	if (!loader_is_map(l, node, 1, "a map of field names"))
		return;
	for (node = node->children; node != NULL; node = node->next) {
		f.name = read_field_name(l, node->key);
		if (node->kind == TREE_MAPPING && node->n_children > 0)
			loader_map(l, node, &value_keys, &f);
		else if (node->kind == TREE_SCALAR && node->quoted)
			read_value(l, node, &f, VALUE_EQUALS);
		else if (yaml_tree_is(node, "present"))
			add_value(&f, VALUE_PRESENT);
		else
			loader_expected(l, node, what);
	}
}

/* ---- the map ---- */

static const struct loader_key response_list[] = {
	{"status", false, read_status},
	{"version", false, read_version},
	{"field", false, read_field},
	{"no-field", false, read_no_field},
	{"body", false, read_body},
	{"body-begins", false, read_body_begins},
	{"body-has", false, read_body_has},
	{"body-lacks", false, read_body_lacks},
	{"framing", false, read_framing},
	{"received", false, read_received},
	{"not-received", false, read_not_received},
	{"syntax", false, read_syntax},
	{"effect", false, read_effect},
	{"byteranges", false, read_byteranges},
	{"part-of", false, read_part_of},
	{"covers", false, read_covers},
};
static const struct loader_keys response_keys =
	LOADER_KEYS("a response", response_list, false);

void
loader_response(struct loader *l, const struct tree_node *map,
	struct event *out)
{
	out->kind = EVENT_RESPONSE;
	if (!loader_is_map(l, map, 1, "a response with conditions"))
		return;
	/* Each condition has a node of its own at least. */
	out->conditions = loader_alloc(l, map, yaml_tree_count(map),
		sizeof(*out->conditions));
	if (out->conditions != NULL)
		loader_map(l, map, &response_keys, out);
}
