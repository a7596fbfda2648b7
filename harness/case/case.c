#include "case/case.h"

#include <string.h>

#include "case/arena.h"

const enum verdict verdicts_by_weight[N_VERDICTS] = {
	VERDICT_FAIL,
	VERDICT_ERROR,
	VERDICT_INCONCLUSIVE,
	VERDICT_WARN,
	VERDICT_NOTE,
	VERDICT_PASS,
	VERDICT_SKIP,
};

const char *
verdict_name(enum verdict v)
{
	static const char *const names[N_VERDICTS] = {
		[VERDICT_PASS] = "pass",
		[VERDICT_WARN] = "warn",
		[VERDICT_FAIL] = "fail",
		[VERDICT_NOTE] = "note",
		[VERDICT_SKIP] = "skip",
		[VERDICT_INCONCLUSIVE] = "inconclusive",
		[VERDICT_ERROR] = "error",
	};

	return names[v];
}

bool
verdict_is_judged(enum verdict v)
{
	switch (v) {
	case VERDICT_PASS:
	case VERDICT_WARN:
	case VERDICT_FAIL:
	case VERDICT_NOTE:
		return true;
	case VERDICT_SKIP:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		break;
	}
	return false;
}

const char *
level_name(enum level l)
{
	static const char *const names[N_LEVELS] = {
		[LEVEL_MUST] = "must",
		[LEVEL_SHOULD] = "should",
		[LEVEL_MAY] = "may",
		[LEVEL_HARDENING] = "hardening",
	};

	return names[l];
}

const char *
capability_name(enum capability c)
{
	static const char *const names[N_CAPABILITIES] = {
#define CAPABILITY(name, text, granted) [CAPABILITY_##name] = text,
#include "case/capabilities.def"
#undef CAPABILITY
	};

	return names[c];
}

const char *
capability_text(enum capability c)
{
	static const char *const texts[N_CAPABILITIES] = {
#define CAPABILITY(name, text, granted) [CAPABILITY_##name] = granted,
#include "case/capabilities.def"
#undef CAPABILITY
	};

	return texts[c];
}

const char *
route_name(enum route r)
{
	static const char *const names[N_ROUTES] = {
#define ROUTE(name, text, need) [ROUTE_##name] = text,
#include "case/routes.def"
#undef ROUTE
	};

	return names[r];
}

enum capability
route_need(enum route r)
{
	static const enum capability needs[N_ROUTES] = {
#define ROUTE(name, text, need) [ROUTE_##name] = need,
#include "case/routes.def"
#undef ROUTE
	};

	return needs[r];
}

const char *
known_name(enum known k)
{
	static const char *const names[N_KNOWN] = {
#define KNOWN(name, text, need) [KNOWN_##name] = text,
#include "case/known.def"
#undef KNOWN
	};

	return names[k];
}

enum capability
known_need(enum known k)
{
	static const enum capability needs[N_KNOWN] = {
#define KNOWN(name, text, need) [KNOWN_##name] = need,
#include "case/known.def"
#undef KNOWN
	};

	return needs[k];
}

const char *
event_kind_name(enum event_kind k)
{
	static const char *const names[] = {
		[EVENT_RESPONSE] = "response",
		[EVENT_GARBAGE] = "garbage",
		[EVENT_INCOMPLETE] = "incomplete",
		[EVENT_ANY] = "any",
		[EVENT_ANY_COUNT] = "any",
		[EVENT_CLOSE] = "close",
		[EVENT_FIN] = "fin",
		[EVENT_RESET] = "reset",
		[EVENT_OPEN] = "open",
		[EVENT_SHIFTED] = "shifted",
		[EVENT_FATE] = "fate",
		[EVENT_SILENT] = "silent",
		[EVENT_ALIVE] = "alive",
	};

	return names[k];
}

bool
event_is_state(enum event_kind k)
{
	return k >= EVENT_CLOSE;
}

const char *
value_form_name(enum value_form f)
{
	static const char *const names[N_FORMS] = {
		[FORM_IMF_FIXDATE] = "imf-fixdate",
		[FORM_CALENDAR_DATE] = "calendar-date",
		[FORM_DIGITS] = "digits",
		[FORM_ENTITY_TAG] = "entity-tag",
		[FORM_METHODS] = "methods",
		[FORM_MEDIA_TYPE] = "media-type",
		[FORM_FIELD_NAMES] = "field-names",
		[FORM_PRODUCTS] = "products",
		[FORM_TIDY] = "tidy",
		[FORM_CHALLENGES] = "challenges",
		[FORM_DISTINCT_PARAMETERS] = "distinct-parameters",
		[FORM_QUOTED_REALM] = "quoted-realm",
		[FORM_URI_REFERENCE] = "uri-reference",
		[FORM_CONTENT_RANGE] = "content-range",
		[FORM_CACHE_CONTROL] = "cache-control",
		[FORM_DELTA_SECONDS] = "delta-seconds",
		[FORM_LISTED_FIELDS] = "listed-fields",
	};

	return names[f];
}

const char *
byteranges_name(enum byteranges b)
{
	static const char *const names[N_BYTERANGES] = {
		[BYTERANGES_PARTS] = "parts",
		[BYTERANGES_CRLF] = "crlf",
		[BYTERANGES_CONTENT_RANGE] = "content-range",
		[BYTERANGES_CONTENT_TYPE] = "content-type",
		[BYTERANGES_DESCENDING] = "descending",
	};

	return names[b];
}

const char *
case_framing_name(enum case_framing f)
{
	static const char *const names[N_FRAMINGS] = {
		[FRAMING_NONE] = "none",
		[FRAMING_LENGTH] = "length",
		[FRAMING_CHUNKED] = "chunked",
		[FRAMING_CLOSE] = "close",
	};

	return names[f];
}

bool
case_has_tag(const struct test_case *c, const char *tag)
{
	for (size_t i = 0; i < c->n_tags; i++)
		if (strcmp(c->tags[i], tag) == 0)
			return true;
	return false;
}

const struct step *
case_expect(const struct test_case *c, size_t k)
{
	for (size_t i = 0; i < c->n_steps; i++)
		if (c->steps[i].kind == STEP_EXPECT && k-- == 0)
			return &c->steps[i];
	return NULL;
}

/* The case itself lies in its arena. */
void
case_free(struct test_case *c)
{
	if (c != NULL)
		arena_free(c->arena);
}
