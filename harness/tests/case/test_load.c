/*
 * A whole case becomes a struct test_case; each rule of cases/FORMAT.md refuses
 * what breaks it, at its place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "case/load.h"

static struct requirements *requirements;

static int
set_up(void **state)
{
	struct diagnostics d = {0};

	(void)state;
	requirements = requirements_load(CASES_DIR "/requirements", &d);
	diagnostics_print(&d, stderr);
	diagnostics_free(&d);
	return requirements == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	requirements_free(requirements);
	return 0;
}

/* What the rows of the tables change; each line has its number beside it. */
static const char base[] =
	"title: a title\n"					    /* 1 */
	"requires: [9112-3.2-6, 9112-7.1-abnf-chunk-size]\n"	    /* 2 */
	"why: a reason\n"					    /* 3 */
	"tags: [smuggling]\n"					    /* 4 */
	"needs: [echo]\n"					    /* 5 */
	"variants: {one: \"1\", two: \"\\r\\n\"}\n"		    /* 6 */
	"steps:\n"						    /* 7 */
	"  - send: [\"A{{variant}}\"]\n"			    /* 8 */
	"  - pause: 20ms\n"					    /* 9 */
	"  - expect:\n"						    /* 10 */
	"      - pass: [100]\n"					    /* 11 */
	"  - send: [\"B{{host}}C\"]\n"				    /* 12 */
	"  - expect:\n"						    /* 13 */
	"      - pass: [400, close]\n"				    /* 14 */
	"      - fail: [2xx, fate]\n"				    /* 15 */
	"        why: it was taken\n"				    /* 16 */
	"control: [\"D\"]\n"					    /* 17 */
	"reads: {verdict: accept, method: \"GET\"}\n"		    /* 18 */
	"answers:\n"						    /* 19 */
	"  good: {verdict: pass, gives: [[\"E\"], [\"F\", fin]]}\n" /* 20 */
	"  bad: {verdict: fail, breaks: [9112-3.2-6], early: yes, variant: one, "
	"gives: [[], [deaf]]}\n"; /* 21 */

/* The text of `base` with the first `from` replaced by `to`. */
static struct octets
replace(const char *from, const char *to)
{
	const char *at = strstr(base, from);
	struct octets text = {0};

	assert_non_null(at);
	assert_true(octets_append(&text, base, (size_t)(at - base)));
	assert_true(octets_text(&text, to));
	assert_true(octets_text(&text, at + strlen(from)));
	return text;
}

static struct test_case *
read_text(struct octets *text, struct diagnostics *d)
{
	struct test_case *c =
		case_read("f", "server/area/name", text, requirements, d);

	octets_free(text);
	return c;
}

static void
test_whole(void **state)
{
	struct diagnostics d = {0};
	struct octets text = replace("a title", "the title");
	struct test_case *c = read_text(&text, &d);
	const struct step *last;

	(void)state;
	diagnostics_print(&d, stderr);
	assert_non_null(c);
	assert_string_equal(c->id, "server/area/name");
	assert_string_equal(c->role, "server");
	assert_string_equal(c->area, "area");
	assert_string_equal(c->title, "the title");
	assert_string_equal(c->why, "a reason");
	assert_int_equal(c->n_requires, 2);
	assert_string_equal(c->requires[1], "9112-7.1-abnf-chunk-size");
	assert_int_equal(c->level, LEVEL_MUST);
	assert_true(case_has_tag(c, "smuggling"));
	assert_false(case_has_tag(c, "dos"));
	assert_int_equal(c->needs, 1u << CAPABILITY_ECHO);
	assert_int_equal(c->n_variants, 2);
	assert_memory_equal(c->variants[1].octets.at, "\r\n", 2);
	assert_int_equal(c->n_steps, 5);
	assert_int_equal(c->n_expects, 2);
	assert_int_equal(c->steps[1].pause_ms, 20);
	assert_int_equal(c->steps[2].line, 10);
	assert_int_equal(c->steps[3].send.n_parts, 3);
	assert_null(case_expect(c, 2));
	last = case_expect(c, 1);
	assert_ptr_equal(last, &c->steps[4]);
	assert_int_equal(last->n_outcomes, 2);
	assert_int_equal(last->outcomes[1].verdict, VERDICT_FAIL);
	assert_string_equal(last->outcomes[1].why, "it was taken");
	assert_int_equal(last->outcomes[1].events[0].statuses[0].low, 200);
	assert_int_equal(last->outcomes[1].events[0].statuses[0].high, 299);
	assert_int_equal(last->outcomes[1].events[1].kind, EVENT_FATE);
	assert_int_equal(c->control.n_parts, 1);
	assert_true(c->has_reads && c->reads.has_method);
	assert_false(c->reads.has_target);
	assert_int_equal(c->n_answers, 2);
	assert_int_equal(c->answers[0].gives[1].end, GIVE_FIN);
	assert_int_equal(c->answers[1].n_breaks, 1);
	assert_ptr_equal(c->answers[1].breaks[0], c->requires[0]);
	assert_true(c->answers[1].early);
	assert_string_equal(c->answers[1].variant, "one");
	assert_int_equal(c->answers[1].gives[1].end, GIVE_DEAF);
	assert_int_equal(c->answers[1].line, 21);
	assert_int_equal(c->answers[1].column, 3);
	assert_int_equal(diagnostics_count(&d), 0);
	case_free(c);
}

/* ---- events and conditions ---- */

static const struct {
	const char *text;
	enum event_kind kind;
	unsigned low;
	unsigned high;
} events[] = {
	{"[404, close]", EVENT_RESPONSE, 404, 404},
	{"[5xx, close]", EVENT_RESPONSE, 500, 599},
	{"[final, close]", EVENT_RESPONSE, 200, 999},
	{"[garbage, close]", EVENT_GARBAGE, 0, 0},
	{"[incomplete, close]", EVENT_INCOMPLETE, 0, 0},
	{"[{incomplete: 416}, close]", EVENT_INCOMPLETE, 416, 416},
	{"[{incomplete: 4xx}, close]", EVENT_INCOMPLETE, 400, 499},
	{"[any, close]", EVENT_ANY, 0, 0},
	{"[{any: 3}]", EVENT_ANY_COUNT, 0, 0},
	{"[close]", EVENT_CLOSE, 0, 0},
	{"[fin]", EVENT_FIN, 0, 0},
	{"[reset]", EVENT_RESET, 0, 0},
	{"[shifted]", EVENT_SHIFTED, 0, 0},
	{"[fate]", EVENT_FATE, 0, 0},
};

static void
test_events(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		struct diagnostics d = {0};
		struct octets text = replace("[400, close]", events[i].text);
		struct test_case *c = read_text(&text, &d);
		const struct event *e;

		diagnostics_print(&d, stderr);
		assert_non_null(c);
		e = case_expect(c, 1)->outcomes[0].events;
		assert_int_equal(e->kind, events[i].kind);
		assert_int_equal(e->n_statuses, events[i].low > 0);
		if (events[i].low > 0) {
			assert_int_equal(e->statuses[0].low, events[i].low);
			assert_int_equal(e->statuses[0].high, events[i].high);
		}
		case_free(c);
	}
}

static const struct {
	const char *text;
	struct condition condition;
	const char *octets;
} conditions[] = {
	{"version: \"1.1\"", {.kind = CONDITION_VERSION}, "1.1"},
	{"field: {A: present}", {.kind = CONDITION_FIELD, .name = "A"}, NULL},
	{"field: {A: \"\\xE9\"}",
		{.kind = CONDITION_FIELD, .name = "A", .value = VALUE_EQUALS},
		"\xE9"},
	{"field: {A: {has: \"b\"}}",
		{.kind = CONDITION_FIELD, .name = "A", .value = VALUE_HAS},
		"b"},
	{"field: {A: {token: \"b\"}}",
		{.kind = CONDITION_FIELD, .name = "A", .value = VALUE_TOKEN},
		"b"},
	{"field: {A: {lacks-token: \"b\"}}",
		{.kind = CONDITION_FIELD,
			.name = "A",
			.value = VALUE_LACKS_TOKEN},
		"b"},
	{"field: {A: {form: media-type}}",
		{.kind = CONDITION_FIELD,
			.name = "A",
			.value = VALUE_FORM,
			.form = FORM_MEDIA_TYPE},
		NULL},
	{"field: {A: {lines: 2}}",
		{.kind = CONDITION_FIELD,
			.name = "A",
			.value = VALUE_LINES,
			.count = 2},
		NULL},
	{"field: {A: {same-as: 1}}",
		{.kind = CONDITION_FIELD,
			.name = "A",
			.value = VALUE_SAME_AS,
			.count = 1},
		NULL},
	{"field: {A: {not-later-than: B}}",
		{.kind = CONDITION_FIELD,
			.name = "A",
			.value = VALUE_NOT_LATER,
			.other = "B"},
		NULL},
	{"byteranges: [descending]",
		{.kind = CONDITION_BYTERANGES,
			.byteranges = BYTERANGES_DESCENDING},
		NULL},
	{"part-of: 2", {.kind = CONDITION_PART_OF, .count = 2}, NULL},
	{"covers: \"0-0,10-13\"", {.kind = CONDITION_COVERS}, "0-0,10-13"},
	{"no-field: [A]", {.kind = CONDITION_NO_FIELD, .name = "A"}, NULL},
	{"body: \"\"", {.kind = CONDITION_BODY}, NULL},
	{"body: [\"a\", {repeat: \"bc\", times: 2}]", {.kind = CONDITION_BODY},
		"abcbc"},
	{"body-begins: \"x\"", {.kind = CONDITION_BODY_BEGINS}, "x"},
	{"body-has: \"x\"", {.kind = CONDITION_BODY_HAS}, "x"},
	{"body-lacks: \"{{variant}}\"",
		{.kind = CONDITION_BODY_LACKS, .is_variant = true}, NULL},
	{"framing: chunked",
		{.kind = CONDITION_FRAMING, .framing = FRAMING_CHUNKED}, NULL},
	{"received: {a: \"b\"}", {.kind = CONDITION_RECEIVED, .name = "a"},
		"b"},
	{"not-received: [a]", {.kind = CONDITION_NOT_RECEIVED, .name = "a"},
		NULL},
	{"syntax: strict", {.kind = CONDITION_SYNTAX_STRICT}, NULL},
};

static void
assert_condition(const struct condition *c, const struct condition *expected,
	const char *octets)
{
	assert_int_equal(c->kind, expected->kind);
	assert_int_equal(c->value, expected->value);
	assert_int_equal(c->form, expected->form);
	assert_int_equal(c->framing, expected->framing);
	assert_int_equal(c->byteranges, expected->byteranges);
	assert_int_equal(c->other != NULL, expected->other != NULL);
	if (c->other != NULL)
		assert_string_equal(c->other, expected->other);
	assert_int_equal(c->count, expected->count);
	assert_int_equal(c->is_variant, expected->is_variant);
	assert_int_equal(c->name != NULL, expected->name != NULL);
	if (c->name != NULL)
		assert_string_equal(c->name, expected->name);
	assert_int_equal(c->octets.len, octets != NULL ? strlen(octets) : 0);
	if (octets != NULL)
		assert_memory_equal(c->octets.at, octets, c->octets.len);
}

static void
test_conditions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]);
		i++) {
		struct diagnostics d = {0};
		struct octets event = {0};
		struct octets text;
		struct test_case *c;
		const struct event *e;

		assert_true(octets_format(&event,
			"[{status: [4xx, 501], %s}, close]%c",
			conditions[i].text, '\0'));
		text = replace("[400, close]", (const char *)event.at);
		octets_free(&event);
		c = read_text(&text, &d);
		diagnostics_print(&d, stderr);
		assert_non_null(c);
		e = case_expect(c, 1)->outcomes[0].events;
		assert_int_equal(e->n_statuses, 2);
		assert_int_equal(e->statuses[1].high, 501);
		assert_int_equal(e->n_conditions, 1);
		assert_condition(e->conditions, &conditions[i].condition,
			conditions[i].octets);
		case_free(c);
	}
}

/* ---- refusals ---- */

static const struct {
	const char *from;
	const char *to;
	unsigned line;
	unsigned column;
	const char *message; /* how it begins */
} refusals[] = {
	/* keys */
	{"control:", "kontrol:", 17, 1,
		"expected a key of a case (`title`, `requires`, `why`, `level`, "
		"`tags`, `needs`, `variants`, `steps`, `control`, `reads`, "
		"`answers`), found `kontrol`"},
	{"tags: [smuggling]\nneeds: [echo]\n",
		"needs: [echo]\ntags: [smuggling]\n", 5, 1,
		"expected `tags` before `needs`, found it behind"},
	{"why: a reason\n", "", 1, 1, "expected a case with `why`, found none"},
	{"title: a title", "title: [a]", 1, 8,
		"expected a title, found a list"},
	{"title: a title", "title: {a: b}", 1, 8,
		"expected a title, found a map"},
	{"title: a title", "title:", 1, 7, "expected a title, found nothing"},
	{"title: a title", "title: a\n  title", 1, 8,
		"expected a title on one line, found several"},
	{"title: a title", "title: \"a\\x01\"", 1, 8,
		"expected a title, found \"a\\x01\""},
	{"a title",
		"01234567890123456789012345678901234567890123456789012345678901"
		"234567890123456789012345678901234567890",
		1, 8, "expected at most 100 characters, found 101"},
	/* requires, level */
	{"9112-3.2-6,", "9112-3.2-600,", 2, 12,
		"expected the id of a requirement, found `9112-3.2-600`"},
	{"9112-3.2-6,", "9112-3.2-6, 9112-3.2-6,", 2, 24,
		"expected each id once, found `9112-3.2-6`"},
	{"9112-3.2-6,", "9110-7.6.1-2,", 2, 12,
		"expected a requirement that binds a server first, found "
		"9110-7.6.1-2 (proxy)"},
	{"[9112-3.2-6, 9112-7.1-abnf-chunk-size]", "[]", 2, 11,
		"expected a list of requirement ids, found an empty list"},
	{"tags:", "level: must\ntags:", 4, 8,
		"expected `hardening`, found `must`"},
	{"tags:", "level: hardening\ntags:", 16, 9,
		"expected `requires` with a MUST or MUST NOT that binds a "
		"server for `fail`, found none"},
	{"9112-3.2-6, 9112-7.1-abnf-chunk-size", "9112-7.1-abnf-chunk-size", 15,
		9,
		"expected `requires` with a MUST or MUST NOT that binds a "
		"server for `fail`, found none"},
	/* tags, needs, variants */
	{"[smuggling]", "[Smuggling]", 4, 8,
		"expected a tag of [a-z0-9-], found `Smuggling`"},
	{"[echo]", "[echoes]", 5, 9, "expected `keep-alive`, `pipelining`, "},
	{"{one: \"1\"", "{One: \"1\"", 6, 12,
		"expected a name of [a-z0-9-], found `One`"},
	{"{one: \"1\"", "{one: 1", 6, 17,
		"expected a double-quoted wire string, found `1`"},
	{"{one: \"1\"", "{one: \"{{host}}\"", 6, 17,
		"expected a wire string without placeholders, found "
		"\"{{host}}\""},
	{"A{{variant}}", "A", 6, 11,
		"expected {{variant}} in the steps, found none"},
	/* wire lists */
	{"\"A{{variant}}\"", "A", 8, 12,
		"expected a double-quoted wire string, found `A`"},
	{"[\"A{{variant}}\"]", "\"A\"", 8, 11,
		"expected a wire list, found \"A\""},
	{"[\"A{{variant}}\"]", "[]", 8, 11,
		"expected a wire list, found an empty list"},
	{"{{host}}C", "{{hosts}}C", 12, 12,
		"expected {{host}}, {{port}}, {{scheme}}, "
		"{{target:ROUTE}}, {{static:WHAT}}, {{effect:TEXT}}, {{len:LABEL}}, "
		"{{chunk:LABEL}} or {{variant}} behind \"{{\", found "
		"\"B{{hosts}}C\""},
	{"{{host}}C", "{{host", 12, 12, "expected {{host}}, {{port}}, "},
	{"{{host}}C", "{{", 12, 12, "expected {{host}}, {{port}}, "},
	{"{{host}}C", "{{target:nowhere}}", 12, 12,
		"expected {{host}}, {{port}}, "},
	{"{{host}}C", "{{target:body}}", 12, 12,
		"expected `needs` with `body` for {{target:body}}, found none"},
	{"{{host}}C", "{{target:store}}", 12, 12,
		"expected `needs` with `store` for {{target:store}}, found "
		"none"},
	{"{{host}}C", "{{static:nothing}}", 12, 12,
		"expected {{host}}, {{port}}, "},
	{"{{host}}C", "{{static:opaque-tag}}", 12, 12,
		"expected `needs` with `etag` for {{static:opaque-tag}}, found "
		"none"},
	{"{{host}}C", "{{target:static}}", 12, 12,
		"expected `needs` with `static` for {{target:static}}"},
	{"[400, close]", "[{effect: shown}, close]", 14, 25,
		"expected `needs` with `effect` for `effect:`, found none"},
	{"[400, close]", "[{effect: seen}, close]", 14, 25,
		"expected `shown` or `absent`, found `seen`"},
	{"{{host}}C", "{{target:effect}}", 12, 12,
		"expected `needs` with `effect` for {{target:effect}}"},
	{"{{host}}C", "{{effect:real}}", 12, 12,
		"expected `needs` with `effect` for {{effect:real}}, found "
		"none"},
	{"{{host}}C", "{{effect:dummy-word}}", 12, 12,
		"expected `needs` with `effect-hyphen` for "
		"{{effect:dummy-word}}, found none"},
	{"{{host}}C", "{{effect:}}", 12, 12, "expected {{host}}, {{port}}, "},
	{"{{host}}C", "{{effect:reals}}", 12, 12,
		"expected {{host}}, {{port}}, "},
	{"{{host}}C", "{{len:x}}", 12, 11,
		"expected a labelled list `x` in this wire list, found none"},
	{"\"B{{host}}C\"", "{label: x, of: [\"{{len:x}}\"]}", 12, 11,
		"expected labelled lists without their own length"},
	{"\"B{{host}}C\"", "{label: x, of: []}, {label: x, of: []}", 12, 11,
		"expected each label once, found `x` again"},
	{"\"B{{host}}C\"", "{repeat: \"ab\", times: 10000001}", 12, 12,
		"expected at most 20000000 octets in all, found more"},
	{"\"B{{host}}C\"", "{repeat: \"\", times: 1}", 12, 21,
		"expected a wire string that is not empty, found \"\""},
	{"\"B{{host}}C\"", "{repeat: \"a\", times: 0}", 12, 33,
		"expected a number from 1 to 20000000, found `0`"},
	{"\"B{{host}}C\"", "{repeat: \"a\", times: 99999999999999999999}", 12,
		33, "expected a number from 1 to 20000000"},
	{"\"B{{host}}C\"", "{repeat: \"{{host}}\", times: 1}", 12, 21,
		"expected a wire string without placeholders"},
	{"\"B{{host}}C\"", "{repeat: \"a\"}", 12, 12,
		"expected a repetition with `times`, found none"},
	/* steps */
	{"pause: 20ms", "pause: 20", 9, 12,
		"expected a duration from 1ms to 90s, found `20`"},
	{"pause: 20ms", "pause: 0ms", 9, 12, "expected a duration"},
	{"pause: 20ms", "pause: 91s", 9, 12, "expected a duration"},
	{"pause: 20ms", "pause: 999999999999ms", 9, 12, "expected a duration"},
	{"pause: 20ms", "wait: 20ms", 9, 5,
		"expected a key of a step (`send`, `pause`, `expect`), found "
		"`wait`"},
	{"  - pause: 20ms\n", "  - stop\n", 9, 5,
		"expected one of `send`, `pause`, `expect`, `half-close`, "
		"`reset`, found `stop`"},
	{"  - pause: 20ms\n", "  - half-close\n", 12, 5,
		"expected no `send` behind `half-close` or `reset`, found one"},
	{"  - pause: 20ms\n", "  - reset\n", 11, 16,
		"expected `alive` and nothing else behind `reset`, found "
		"`100`"},
	{"control:", "  - send: [\"x\"]\ncontrol:", 17, 5,
		"expected `expect` as the last step, found another"},
	/* outcomes and events */
	{"pass: [400, close]", "pass: [4000, close]", 14, 16,
		"expected an event: a status, `4xx`, `final`, a response map, "
		"`garbage`, `incomplete`, {incomplete: STATUS}, `any`, {any: N} "
		"or a state, found `4000`"},
	{"pass: [400, close]", "pass: [{incomplete: 600}, close]", 14, 29,
		"expected a status, `4xx` or `final`, found `600`"},
	{"pass: [400, close]", "pass: [{incomplete: 400, close: 1}, close]", 14,
		34,
		"expected a key of {incomplete: STATUS} (`incomplete`), found "
		"`close`"},
	{"pass: [400, close]", "pass: [400]", 14, 16,
		"expected a state at the end of an outcome of the last expect, "
		"found `400`"},
	{"pass: [400, close]", "pass: [close, 400]", 14, 16,
		"expected `close` at the end, found events behind it"},
	{"pass: [400, close]", "pass: [any, 400, close]", 14, 16,
		"expected `any` with a state behind it, found `any`"},
	{"pass: [400, close]", "pass: [garbage, 400, close]", 14, 16,
		"expected only a state behind `garbage`, found an event"},
	{"pass: [400, close]", "pass: [400, silent]", 14, 21,
		"expected `silent` alone, found `silent`"},
	{"pass: [400, close]", "pass: [silent]", 14, 7,
		"expected either `silent` (the message is incomplete) or "
		"`open`, `fate`, `shifted` (it is complete), found both"},
	{"pass: [400, close]", "pass: [alive]", 14, 16,
		"expected a step `reset` before `alive`, found none"},
	{"pass: [400, close]", "pass: [400, open]", 14, 7,
		"expected `needs` with `keep-alive` where every pass ends in "
		"`open`, found none"},
	{"pass: [100]", "pass: [shifted]", 11, 16,
		"expected `shifted` in the last expect only, found `shifted`"},
	{"pass: [400, close]", "pass: []", 14, 15,
		"expected a list of events, found an empty list"},
	{"pass: [400, close]", "skip: [400, close]", 14, 9,
		"expected an outcome with one of `pass`, `warn`, `fail`, "
		"`note`, found none"},
	{"pass: [400, close]", "pass: [400, close]\n        warn: [close]", 14,
		9,
		"expected an outcome with one of `pass`, `warn`, `fail`, "
		"`note`, found several"},
	{"why: it was taken", "why: it was\n          taken", 16, 14,
		"expected a reason on one line, found several"},
	/* conditions */
	{"[400, close]", "[{status: 4x}, close]", 14, 25,
		"expected a status, `4xx`, `final` or a list of these, found "
		"`4x`"},
	{"[400, close]", "[{status: []}, close]", 14, 25,
		"expected a status, `4xx`, `final` or a list of these, found "
		"an empty list"},
	{"[400, close]", "[{}, close]", 14, 16,
		"expected a response with conditions, found an empty map"},
	{"[400, close]", "[{header: {a: \"b\"}}, close]", 14, 17,
		"expected a key of a response ("},
	{"[400, close]", "[{version: 1}, close]", 14, 26,
		"expected a version such as \"1.1\", found `1`"},
	{"[400, close]", "[{version: [1.1]}, close]", 14, 26,
		"expected a version such as \"1.1\", found a list"},
	{"[400, close]", "[{field: {a b: \"c\"}}, close]", 14, 25,
		"expected a field name, found `a b`"},
	{"[400, close]", "[{field: {a: b}}, close]", 14, 28,
		"expected a wire string, `present` or a map of value "
		"conditions, found `b`"},
	{"[400, close]", "[{field: {a: {form: date}}}, close]", 14, 35,
		"expected `imf-fixdate`, `calendar-date`, `digits`, "
		"`entity-tag`, `methods`, "
		"`media-type`, `field-names`, `products`, `tidy`, `challenges`, "
		"`distinct-parameters`, `quoted-realm`, `uri-reference`, "
		"`content-range`, `cache-control`, `delta-seconds` or "
		"`listed-fields`, found `date`"},
	{"[400, close]", "[{field: {A: {not-later-than: \"a b\"}}}, close]", 14,
		45, "expected a field name, found \"a b\""},
	{"[400, close]", "[{body: [\"a{{host}}\"]}, close]", 14, 23,
		"expected wire strings without placeholders, and repetitions, "
		"found a list"},
	{"[400, close]", "[{body: []}, close]", 14, 23,
		"expected a wire list, found an empty list"},
	{"[400, close]", "[{byteranges: crlf}, close]", 14, 29,
		"expected a list of what the parts must be, found `crlf`"},
	{"[400, close]", "[{byteranges: [crlf, lf]}, close]", 14, 36,
		"expected `parts`, `crlf`, `content-range`, `content-type` or "
		"`descending`, found `lf`"},
	{"[400, close]", "[{part-of: 0}, close]", 14, 26, "expected a number"},
	{"[400, close]", "[{covers: \"0-0,10-\"}, close]", 14, 25,
		"expected ranges such as \"0-0,10-13\", found \"0-0,10-\""},
	{"[400, close]", "[{covers: \"\"}, close]", 14, 25,
		"expected ranges such as \"0-0,10-13\", found \"\""},
	{"[400, close]", "[{no-field: a}, close]", 14, 27,
		"expected a list of field names, found `a`"},
	{"[400, close]", "[{body: \"{{host}}\"}, close]", 14, 23,
		"expected a wire string without placeholders"},
	{"[400, close]", "[{framing: none, syntax: lax}, close]", 14, 40,
		"expected `strict`, found `lax`"},
	/* reads */
	{"{verdict: accept,", "{verdict: maybe,", 18, 18,
		"expected `accept`, `refuse` or `either`, found `maybe`"},
	{"{verdict: accept,", "{verdict: refuse,", 18, 8,
		"expected `verdict` alone unless it is `accept`, found more"},
	{"method: \"GET\"", "fields: [[\"a\"]]", 18, 35,
		"expected a list of a name and a value, found a list"},
	{"{verdict: accept, ", "{", 18, 8,
		"expected `reads` with `verdict`, found none"},
	/* answers */
	{"verdict: pass, gives: [[\"E\"]", "verdict: skip, gives: [[\"E\"]", 20,
		19,
		"expected `pass`, `warn`, `fail` or `note`, found "
		"`skip`"},
	{"verdict: pass, gives", "verdict: warn, gives", 20, 3,
		"expected an answer that passes, found none"},
	{"verdict: fail, breaks: [9112-3.2-6], early", "verdict: pass, early",
		20, 3, "expected an answer that does not pass, found none"},
	{"[[\"E\"], [\"F\", fin]]", "[[\"E\"]]", 20, 32,
		"expected one list for each of 2 `expect`, found 1"},
	{"[\"F\", fin]", "[fin, \"F\"]", 20, 41,
		"expected `fin` at the end, found more behind it"},
	{"[\"F\", fin]", "[\"F\", end]", 20, 46,
		"expected `fin`, `reset`, `deaf`, `shifted` or `dead`, found "
		"`end`"},
	{"[\"F\", fin]", "[dead]", 20, 41,
		"expected `dead` only in a case with `reset`, found `dead`"},
	{"[[\"E\"], [\"F\", fin]]", "[[fin], [\"F\"]]", 20, 40,
		"expected an empty list behind an end, found a list"},
	{"breaks: [9112-3.2-6]", "breaks: [9112-2.2-4]", 21, 33,
		"expected an id that `requires` of this case names, found "
		"`9112-2.2-4`"},
	{"breaks: [9112-3.2-6]", "breaks: [9112-3.2-6, 9112-3.2-6]", 21, 45,
		"expected each id once"},
	{"pass, gives: [[\"E\"]", "pass, breaks: [9112-3.2-6], gives: [[\"E\"]",
		20, 33, "expected `breaks` in an answer that does not pass"},
	{"early: yes", "early: true", 21, 53,
		"expected `no` or `yes`, found `true`"},
	{"variant: one", "variant: three", 21, 67,
		"expected the name of a variant of this case, found `three`"},
	{"good:", "go/od:", 20, 3,
		"expected a name of lower-case letters, digits and `-`, found "
		"`go/od`"},
};

static bool
is_refused_as(const struct test_case *c, const struct diagnostics *d, size_t i)
{
	const char *message = refusals[i].message;

	if (c == NULL && d->n > 0 &&
		strncmp(d->list[0].text, message, strlen(message)) == 0 &&
		d->list[0].line == refusals[i].line &&
		d->list[0].column == refusals[i].column)
		return true;
	print_error("%sof row %zu, %s:\n", c == NULL ? "" : "read, ", i,
		refusals[i].to);
	diagnostics_print(d, stderr);
	return false;
}

static void
test_refusals(void **state)
{
	size_t n_bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct diagnostics d = {0};
		struct octets text = replace(refusals[i].from, refusals[i].to);
		struct test_case *c = read_text(&text, &d);

		n_bad += !is_refused_as(c, &d, i);
		diagnostics_free(&d);
		case_free(c);
	}
	assert_int_equal(n_bad, 0);
}

/* Several errors of one file are told at once, but not without end. */
static void
test_many(void **state)
{
	struct diagnostics d = {0};
	struct octets text = {0};

	(void)state;
	assert_true(octets_text(&text, "title: [a]\nwhy: {b: c}\nsteps:\n"));
	assert_true(octets_repeat(&text, "  - x\n", 6, 100));
	assert_null(read_text(&text, &d));
	assert_int_equal(d.n, 20);
	assert_int_equal(d.list[0].line, 1);
	assert_int_equal(d.list[1].line, 2);
	assert_int_equal(d.list[2].line, 4);
	diagnostics_free(&d);
}

static const char *const bad_ids[] = {
	"server/name",
	"peer/area/name",
	"server/area/Name",
	"server//name",
	"server/area/",
	"server/area/na.me",
	"servers/area/name",
};

static void
test_ids(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_ids) / sizeof(bad_ids[0]); i++) {
		struct diagnostics d = {0};
		struct octets text = replace("a title", "a title");

		assert_null(case_read("f", bad_ids[i], &text, requirements,
			&d));
		assert_int_equal(d.n, 1);
		assert_int_equal(d.list[0].line, 0);
		octets_free(&text);
		diagnostics_free(&d);
	}
}

static void
test_requirements(void **state)
{
	const struct requirement *r =
		requirements_find(requirements, "9112-7.1-abnf-chunk-size");
	struct octets link = {0};
	size_t n;

	(void)state;
	assert_non_null(r);
	assert_string_equal(r->keyword, "ABNF");
	assert_int_equal(r->level, LEVEL_SHOULD);
	assert_true(requirement_binds(r, "server"));
	assert_true(requirement_binds(r, "proxy"));
	assert_false(requirement_binds(r, "serve"));
	assert_false(requirement_binds(r, "cache"));
	assert_true(requirement_link(r, &link));
	assert_true(octets_append(&link, "", 1));
	assert_string_equal((const char *)link.at,
		"https://httpwg.org/specs/rfc9112.html#rfc.section.7.1.p.2");
	octets_free(&link);
	assert_null(requirements_find(requirements, "9112-7.1-abnf"));
	assert_non_null(requirements_rows(requirements, &n));
	assert_true(n > 800);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_requirements),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
