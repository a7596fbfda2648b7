/*
 * A case: one declarative test, as cases/FORMAT.md describes it.
 *
 * A struct test_case and all that it points to live in one arena: case_free()
 * gives everything back. Nothing in a loaded case changes afterwards.
 */
#ifndef ASSAY_CASE_CASE_H
#define ASSAY_CASE_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "case/effect.h"
#include "case/octets.h"

enum verdict {
	VERDICT_PASS,
	VERDICT_WARN,
	VERDICT_FAIL,
	VERDICT_NOTE,
	VERDICT_SKIP,
	VERDICT_INCONCLUSIVE,
	VERDICT_ERROR,
};
#define N_VERDICTS 7

/* All of them, the gravest first. */
extern const enum verdict verdicts_by_weight[N_VERDICTS];

/* "pass", "warn", ... */
const char *verdict_name(enum verdict v);

/* Whether it says what the target did: pass, warn, fail or note. */
bool verdict_is_judged(enum verdict v);

enum level {
	LEVEL_MUST,
	LEVEL_SHOULD,
	LEVEL_MAY,
	LEVEL_HARDENING,
};
#define N_LEVELS 4

const char *level_name(enum level l);

/* What a target can do; a set of them is an unsigned of 1u << bits. */
enum capability {
#define CAPABILITY(name, text, granted) CAPABILITY_##name,
#include "case/capabilities.def"
#undef CAPABILITY
	N_CAPABILITIES
};

const char *capability_name(enum capability c);
const char *capability_text(enum capability c);

enum route {
#define ROUTE(name, text, need) ROUTE_##name,
#include "case/routes.def"
#undef ROUTE
	N_ROUTES
};

const char *route_name(enum route r);

/* The capability that it takes; N_CAPABILITIES: none. */
enum capability route_need(enum route r);

/* What is known of the static resource. */
enum known {
#define KNOWN(name, text, need) KNOWN_##name,
#include "case/known.def"
#undef KNOWN
	N_KNOWN
};

const char *known_name(enum known k);
enum capability known_need(enum known k);

/* ---- wire lists ---- */

enum wire_kind {
	WIRE_OCTETS,  /* `octets`, `times` times */
	WIRE_HOST,    /* {{host}} */
	WIRE_PORT,    /* {{port}} */
	WIRE_SCHEME,  /* {{scheme}} */
	WIRE_TARGET,  /* {{target:NAME}}, `route` */
	WIRE_KNOWN,   /* {{static:NAME}}, `known` */
	WIRE_LEN,     /* {{len:NAME}}, `label` */
	WIRE_CHUNK,   /* {{chunk:NAME}}, `label` */
	WIRE_EFFECT,  /* {{effect:NAME}}, `effect` */
	WIRE_VARIANT, /* {{variant}} */
	WIRE_LABEL,   /* {label: NAME, of: items}: `label` and `of` */
};

struct wire {
	struct wire_part *parts;
	size_t n_parts;
};

struct wire_part {
	enum wire_kind kind;
	struct octets octets;
	size_t times;
	enum route route;
	enum effect_text effect;
	enum known known;
	const char *label;
	struct wire of;
};

/* What the placeholders become in one play. Borrows everything. */
struct wire_values {
	const char *host;	/* authority, as in Host */
	const char *port;	/* decimal */
	const char *scheme;	/* "http" or "https" */
	const char *host_lines; /* for requests of the harness: its Host line,
				   and what is added behind it */
	const char *const
		*added; /* "Name: value", behind Host lines of cases */
	size_t n_added;
	const char *routes[N_ROUTES]; /* origin-form; NULL: no such route */
	const struct effect *effect;  /* NULL: none */
	const char *known[N_KNOWN];   /* NULL: the static route lacks it */
	const char *fresh;	      /* a name that no other play uses, for
					 the store route; NULL: none */
	const struct octets *variant; /* NULL: none */
};

/*
 * Renders `w` behind what `out` already holds; labels are looked up in `w`
 * itself. What is added stands behind the first line "Host: {{host}}" of each
 * header section, but not in labelled items, and no line of a name that `w`
 * has a line of. False: out of memory, over OCTETS_MAX, or a value that the target
 * lacks; `out` then has been cut back to what it held.
 */
bool wire_render(const struct wire *w, const struct wire_values *values,
	struct octets *out);

/* How many octets wire_render() appends, without rendering them. False: as
 * there, or a label that is missing or contains its own length. */
bool wire_length(const struct wire *w, const struct wire_values *values,
	size_t *len);

/* ---- outcomes ---- */

enum event_kind {
	EVENT_RESPONSE, /* `statuses` and `conditions` */
	EVENT_GARBAGE,
	EVENT_INCOMPLETE, /* `statuses`, none: any or a cut head */
	EVENT_ANY,
	EVENT_ANY_COUNT, /* {any: N}, `count` */
	/* the states */
	EVENT_CLOSE,
	EVENT_FIN,
	EVENT_RESET,
	EVENT_OPEN,
	EVENT_SHIFTED,
	EVENT_FATE,
	EVENT_SILENT,
	EVENT_ALIVE,
};

const char *event_kind_name(enum event_kind k);
bool event_is_state(enum event_kind k);

/* Statuses from `low` to `high`: 400-400, 400-499, final is 200-999. */
struct status_range {
	unsigned low;
	unsigned high;
};

enum value_kind {
	VALUE_PRESENT,
	VALUE_EQUALS,	   /* `octets` */
	VALUE_HAS,	   /* `octets` */
	VALUE_TOKEN,	   /* `octets`: element of the list */
	VALUE_LACKS_TOKEN, /* `octets` */
	VALUE_FORM,	   /* `form` */
	VALUE_LINES,	   /* `count` */
	VALUE_SAME_AS,	   /* `count`: the N-th final response, from 1 */
	VALUE_NOT_LATER,   /* `other`: a field with a date */
};

enum value_form {
	FORM_IMF_FIXDATE,
	FORM_CALENDAR_DATE,
	FORM_DIGITS,
	FORM_ENTITY_TAG,
	FORM_METHODS,
	FORM_MEDIA_TYPE,
	FORM_FIELD_NAMES,
	FORM_PRODUCTS,
	FORM_TIDY,
	FORM_CHALLENGES,
	FORM_DISTINCT_PARAMETERS, /* challenges with ... */
	FORM_QUOTED_REALM,
	FORM_URI_REFERENCE,
	FORM_CONTENT_RANGE,
	FORM_CACHE_CONTROL,
	FORM_DELTA_SECONDS, /* directives with ... */
	FORM_LISTED_FIELDS,
	N_FORMS
};

const char *value_form_name(enum value_form f);

enum condition_kind {
	CONDITION_VERSION,  /* `octets`: "1.1" */
	CONDITION_FIELD,    /* `name`, value condition */
	CONDITION_NO_FIELD, /* `name` */
	CONDITION_BODY,	    /* `octets` */
	CONDITION_BODY_BEGINS,
	CONDITION_BODY_HAS,
	CONDITION_BODY_LACKS,
	CONDITION_FRAMING,	/* `framing` */
	CONDITION_RECEIVED,	/* `name`, `octets` */
	CONDITION_NOT_RECEIVED, /* `name` */
	CONDITION_SYNTAX_STRICT,
	CONDITION_EFFECT_SHOWN,
	CONDITION_EFFECT_ABSENT,
	CONDITION_BYTERANGES, /* `byteranges` */
	CONDITION_PART_OF,    /* `count`: the N-th final response, from 1 */
	CONDITION_COVERS,     /* `octets`: ranges, as "0-0,10-13" */
};

/* What the parts of a multipart/byteranges are held against. */
enum byteranges {
	BYTERANGES_PARTS,
	BYTERANGES_CRLF,
	BYTERANGES_CONTENT_RANGE,
	BYTERANGES_CONTENT_TYPE,
	BYTERANGES_DESCENDING,
	N_BYTERANGES
};

const char *byteranges_name(enum byteranges b);

enum case_framing {
	FRAMING_NONE,
	FRAMING_LENGTH,
	FRAMING_CHUNKED,
	FRAMING_CLOSE,
	N_FRAMINGS
};

const char *case_framing_name(enum case_framing f);

/* One condition on a response. Wire strings are without placeholders, save
 * that {{variant}} is allowed alone: then `is_variant` is set. */
struct condition {
	enum condition_kind kind;
	const char *name;
	enum value_kind value;
	enum value_form form;
	enum case_framing framing;
	enum byteranges byteranges;
	const char *other;
	size_t count;
	struct octets octets;
	bool is_variant;
};

struct event {
	enum event_kind kind;
	size_t count;
	struct status_range *statuses; /* any of them; none: final */
	size_t n_statuses;
	struct condition *conditions; /* all of them */
	size_t n_conditions;
};

struct outcome {
	enum verdict verdict; /* pass, warn, fail or note */
	struct event *events;
	size_t n_events;
	const char *why; /* NULL: none */
};

/* ---- steps ---- */

enum step_kind {
	STEP_SEND,
	STEP_PAUSE,
	STEP_EXPECT,
	STEP_HALF_CLOSE,
	STEP_RESET,
};

struct step {
	enum step_kind kind;
	struct wire send;
	unsigned pause_ms;
	struct outcome *outcomes;
	size_t n_outcomes;
	unsigned line; /* in the file, for messages */
};

/* ---- the rest ---- */

struct variant {
	const char *name;
	struct octets octets;
};

enum reads_verdict {
	READS_ACCEPT,
	READS_REFUSE,
	READS_EITHER,
};

struct read_field {
	struct octets name;
	struct octets value;
};

struct reads {
	enum reads_verdict verdict;
	bool has_method, has_target, has_fields, has_content, has_consumed;
	struct octets method;
	struct octets target;
	struct read_field *fields;
	size_t n_fields;
	struct octets content;
	size_t consumed;
};

/* How the connection ends in an answer. */
enum give_end {
	GIVE_OPEN, /* stays open; the canary is answered */
	GIVE_FIN,
	GIVE_RESET,
	GIVE_DEAF,
	GIVE_SHIFTED,
	GIVE_DEAD,
};

struct give {
	struct wire octets;
	enum give_end end;
};

struct answer {
	const char *name;
	enum verdict verdict;
	const char **breaks; /* ids of `requires` that it violates */
	size_t n_breaks;
	bool early;
	const char *variant; /* NULL: each */
	struct give *gives;  /* one per expect */
	size_t n_gives;
	unsigned line; /* in the file, for messages */
	unsigned column;
};

struct test_case {
	const char *id;	  /* "server/chunked/size-hex-prefix" */
	const char *file; /* as opened, for messages */
	const char *role; /* "server" */
	const char *area; /* "chunked" */
	const char *title;
	const char *why;
	const char **requires;
	size_t n_requires;
	enum level level;
	const char **tags;
	size_t n_tags;
	unsigned needs; /* set of capabilities */
	struct variant *variants;
	size_t n_variants;
	struct step *steps;
	size_t n_steps;
	size_t n_expects;
	struct wire control; /* n_parts 0: none */
	bool has_reads;
	struct reads reads;
	struct answer *answers;
	size_t n_answers;
	struct arena *arena;
};

bool case_has_tag(const struct test_case *c, const char *tag);

/* The k-th `expect` step, from 0; NULL if there is none. */
const struct step *case_expect(const struct test_case *c, size_t k);

void case_free(struct test_case *c);

#endif
