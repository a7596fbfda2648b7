#include "fixture.h"

#include "report/words.h"

#include <string.h>

#define TEXT(s)                                             \
	{                                                   \
		(uint8_t *)(uintptr_t)(s), sizeof(s) - 1, 0 \
	}

struct row {
	struct event event;
	const char *wanted;
};

static struct status_range refusals[] = {{400, 499}, {501, 501}};
static struct status_range three[] = {{400, 400}, {404, 404}, {405, 405}};
static struct status_range final[] = {{200, 999}};
static struct status_range some[] = {{400, 417}};

static const struct row event_rows[] = {
	{{.kind = EVENT_RESPONSE}, "a final response"},
	{{.kind = EVENT_RESPONSE, .statuses = final, .n_statuses = 1},
		"a final response"},
	{{.kind = EVENT_RESPONSE, .statuses = refusals, .n_statuses = 2},
		"4xx or 501"},
	{{.kind = EVENT_RESPONSE, .statuses = three, .n_statuses = 3},
		"400, 404 or 405"},
	{{.kind = EVENT_RESPONSE, .statuses = some, .n_statuses = 1},
		"400 to 417"},
	{{.kind = EVENT_GARBAGE}, "octets that are no HTTP/1.x response"},
	{{.kind = EVENT_INCOMPLETE}, "a response that is cut short"},
	{{.kind = EVENT_INCOMPLETE, .statuses = some, .n_statuses = 1},
		"a response that is cut short: 400 to 417"},
	{{.kind = EVENT_ANY}, "anything or nothing"},
	{{.kind = EVENT_ANY_COUNT, .count = 1}, "at most 1 final response"},
	{{.kind = EVENT_ANY_COUNT, .count = 3}, "at most 3 final responses"},
	{{.kind = EVENT_CLOSE}, "the connection closes"},
	{{.kind = EVENT_FIN}, "the connection closes with FIN"},
	{{.kind = EVENT_RESET}, "the connection closes with RST"},
	{{.kind = EVENT_OPEN}, "the connection stays usable"},
	{{.kind = EVENT_SHIFTED}, "the answers are out of step"},
	{{.kind = EVENT_FATE}, "the connection stays usable or closes"},
	{{.kind = EVENT_SILENT}, "nothing comes, the connection open"},
	{{.kind = EVENT_ALIVE}, "a new connection is answered"},
};

struct condition_row {
	struct condition condition;
	const char *wanted;
};

#define FIELD .kind = CONDITION_FIELD, .name = "Date"

static const struct condition_row condition_rows[] = {
	{{.kind = CONDITION_VERSION, .octets = TEXT("1.1")}, "version \"1.1\""},
	{{FIELD, .value = VALUE_PRESENT}, "field Date"},
	{{FIELD, .value = VALUE_EQUALS, .octets = TEXT("a  b")},
		"field Date that is \"a \\x20b\""},
	{{FIELD, .value = VALUE_HAS, .octets = TEXT("\xe9")},
		"field Date that has \"\\xe9\""},
	{{FIELD, .value = VALUE_TOKEN, .octets = TEXT("close")},
		"field Date that lists \"close\""},
	{{FIELD, .value = VALUE_LACKS_TOKEN, .octets = TEXT("close")},
		"field Date that does not list \"close\""},
	{{FIELD, .value = VALUE_FORM, .form = FORM_IMF_FIXDATE},
		"field Date of form imf-fixdate"},
	{{FIELD, .value = VALUE_LINES, .count = 2},
		"field Date on this many lines: 2"},
	{{FIELD, .value = VALUE_SAME_AS, .count = 1},
		"field Date as in final response 1"},
	{{FIELD, .value = VALUE_NOT_LATER, .other = "Expires"},
		"field Date that is not later than Expires"},
	{{.kind = CONDITION_NO_FIELD, .name = "Allow"}, "no field Allow"},
	{{.kind = CONDITION_BODY, .octets = TEXT("")}, "content \"\""},
	{{.kind = CONDITION_BODY, .is_variant = true},
		"content the variant's octets"},
	{{.kind = CONDITION_BODY_BEGINS, .octets = TEXT("a")},
		"content that begins with \"a\""},
	{{.kind = CONDITION_BODY_HAS, .octets = TEXT("a")},
		"content that has \"a\""},
	{{.kind = CONDITION_BODY_LACKS, .octets = TEXT("a")},
		"content without \"a\""},
	{{.kind = CONDITION_FRAMING, .framing = FRAMING_CHUNKED},
		"framing chunked"},
	{{.kind = CONDITION_RECEIVED, .name = "X", .octets = TEXT("1")},
		"the target received X: \"1\""},
	{{.kind = CONDITION_NOT_RECEIVED, .name = "X"},
		"the target received no X"},
	{{.kind = CONDITION_SYNTAX_STRICT}, "strict syntax"},
	{{.kind = CONDITION_EFFECT_SHOWN}, "the effect of the field"},
	{{.kind = CONDITION_EFFECT_ABSENT}, "no effect of the field"},
	{{.kind = CONDITION_BYTERANGES, .byteranges = BYTERANGES_CRLF},
		"byte ranges: crlf"},
	{{.kind = CONDITION_PART_OF, .count = 1},
		"a part of the content of final response 1"},
	{{.kind = CONDITION_COVERS, .octets = TEXT("0-0,2-3")},
		"all octets of \"0-0,2-3\""},
};

static void
check(const struct event *events, size_t n, const char *wanted)
{
	const struct outcome o = {
		.verdict = VERDICT_PASS,
		.events = (struct event *)(uintptr_t)events,
		.n_events = n,
	};
	struct octets got = {0};

	words_outcome(&got, &o);
	fixture_same_text(&got, wanted);
	octets_free(&got);
}

static void
test_events(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(event_rows) / sizeof(event_rows[0]);
		i++) {
		struct octets wanted = {0};

		octets_format(&wanted, "pass: %s%c", event_rows[i].wanted,
			'\0');
		check(&event_rows[i].event, 1, (char *)wanted.at);
		octets_free(&wanted);
	}
}

static void
test_conditions(void **state)
{
	(void)state;
	for (size_t i = 0;
		i < sizeof(condition_rows) / sizeof(condition_rows[0]); i++) {
		struct condition c = condition_rows[i].condition;
		const struct event e = {
			.kind = EVENT_RESPONSE,
			.conditions = &c,
			.n_conditions = 1,
		};
		struct octets wanted = {0};

		octets_format(&wanted, "pass: a final response (%s)%c",
			condition_rows[i].wanted, '\0');
		check(&e, 1, (char *)wanted.at);
		octets_free(&wanted);
	}
}

static void
test_several(void **state)
{
	struct condition conditions[] = {
		{.kind = CONDITION_NO_FIELD, .name = "Allow"},
		{.kind = CONDITION_SYNTAX_STRICT},
	};
	const struct event events[] = {
		{.kind = EVENT_RESPONSE,
			.statuses = three,
			.n_statuses = 1,
			.conditions = conditions,
			.n_conditions = 2},
		{.kind = EVENT_CLOSE},
	};

	(void)state;
	check(events, 2,
		"pass: 400 (no field Allow; strict syntax), "
		"then the connection closes");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_several),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
