/*
 * How calibration finds a field that a target shows to have read, and what it
 * does not take for one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "target/calibrate.h"
#include "tests/play/site.h"
#include "tests/play/stage.h"

#define JOBS 16
#define DATE "Sun, 06 Nov 1994 08:49:37 GMT"
#define EFFECTS                                                    \
	(1u << CAPABILITY_EFFECT | 1u << CAPABILITY_EFFECT_EXACT | \
		1u << CAPABILITY_EFFECT_HYPHEN)

/* ---- the servers ---- */

/* What a server does with a GET that has the field. */
struct rule {
	const char *path;   /* NULL: every path but the missing one */
	const char *field;  /* any name with this prefix */
	const char *value;  /* NULL: any */
	unsigned status;    /* 0: as usual, but the last answer */
	const char *fields; /* of every answer */
	size_t every;	    /* of so many such requests one has it; 0: all */
	size_t turn;	    /* that one, from 0 */
	size_t n;
};

static bool
is_named(struct h1_span name, const char *prefix)
{
	size_t len = strlen(prefix);

	return name.len >= len &&
	       h1_span_equal_nocase((struct h1_span){name.at, len},
		       (struct h1_span){(const uint8_t *)prefix, len});
}

static bool
has_field(const struct site_request *q, const struct rule *rule)
{
	const struct h1_fields *fields = &q->head->fields;

	for (size_t i = 0; i < fields->n; i++) {
		struct h1_span value = h1_field_value(fields, i);

		if (is_named(h1_field_name(fields, i), rule->field) &&
			(rule->value == NULL ||
				(value.len == strlen(rule->value) &&
					memcmp(value.at, rule->value,
						value.len) == 0)))
			return true;
	}
	return false;
}

static bool
applies(const struct site_request *q, struct rule *rule)
{
	return strcmp(q->method, "GET") == 0 &&
	       (rule->path == NULL || strcmp(q->path, rule->path) == 0) &&
	       has_field(q, rule) &&
	       (rule->every == 0 || rule->n++ % rule->every == rule->turn);
}

static void
serve(const struct site_request *q, void *data)
{
	struct rule *rule = data;

	if (strncmp(q->path, "/assay", 6) == 0 ||
		strcmp(q->path, "/echo") == 0 ||
		strcmp(q->path, "/static/sample.txt") == 0)
		site_text(q, 404, "", "");
	else if (!applies(q, rule))
		site_text(q, 200, rule->fields, "content");
	else if (rule->status != 0)
		site_text(q, rule->status, rule->fields, "");
	else
		site_text(q, 200, "Connection: close\r\n", "content");
}

static void
serve_once(const struct site_request *q, void *data)
{
	(void)data;
	site_text(q, 200, "Connection: close\r\n", "content");
	peer_fin(q->connection);
}

#define TAG "ETag: \"1\"\r\n"
#define MODIFIED "Last-Modified: " DATE "\r\n"

/* clang-format off */
static struct {
	struct rule rule;
	const char *named; /* the route that the user named */
	const char *route; /* that is found; NULL: there is no effect */
	const char *real;
	const char *value;
	unsigned shown;
	bool exact;
} rows[] = {
	{{NULL, "If-None-Match", "*", 304, TAG, 0, 0, 0}, NULL,
		"/", "If-None-Match", "*", 304, true},
	{{NULL, "If-None-Match", "\"1\"", 304, TAG, 0, 0, 0}, NULL,
		"/", "If-None-Match", "\"1\"", 304, true},
	/* whatever the value is */
	{{NULL, "If-None-Match", NULL, 304, TAG, 0, 0, 0}, NULL,
		"/", "If-None-Match", "*", 304, false},
	{{NULL, "If-Modified-Since", DATE, 304, MODIFIED, 0, 0, 0}, NULL,
		"/", "If-Modified-Since", DATE, 304, true},
	{{NULL, "Range", "bytes=0-0", 206, "", 0, 0, 0}, NULL,
		"/", "Range", "bytes=0-0", 206, true},
	{{NULL, "Expect", NULL, 417, "", 0, 0, 0}, NULL,
		"/", "Expect", "assay", 417, false},
	/* the status stays, the connection does not */
	{{NULL, "Connection", "close", 0, "", 0, 0, 0}, NULL,
		"/", "Connection", "close", 200, true},
	/* at the route that was named, and at no other */
	{{"/b", "Range", NULL, 206, "", 0, 0, 0}, "/b",
		"/b", "Range", "bytes=0-0", 206, false},
	{{"/", "Range", NULL, 206, "", 0, 0, 0}, "/b", NULL, NULL, NULL, 0, false},
	{{"/b", "Range", NULL, 206, "", 0, 0, 0}, NULL, NULL, NULL, NULL, 0,
		false},
	/* not each time */
	{{NULL, "Range", NULL, 206, "", 2, 0, 0}, NULL, NULL, NULL, NULL, 0,
		false},
	{{NULL, "Connection", "close", 0, "", 2, 1, 0}, NULL, NULL, NULL, NULL,
		0, false},
	/* the dummy does it too */
	{{NULL, "R", NULL, 206, "", 0, 0, 0}, NULL, NULL, NULL, NULL, 0, false},
	/* what a trick may get anyway, and an error */
	{{NULL, "Range", NULL, 400, "", 0, 0, 0}, NULL, NULL, NULL, NULL, 0,
		false},
	{{NULL, "Range", NULL, 500, "", 0, 0, 0}, NULL, NULL, NULL, NULL, 0,
		false},
	/* nothing to be seen */
	{{NULL, "X", NULL, 206, "", 0, 0, 0}, NULL, NULL, NULL, NULL, 0, false},
};
/* clang-format on */

static void
calibrate_site(struct stage *s, struct site *site, const char *named,
	struct calibration *found)
{
	const struct calibration_options options = {
		.routes = {[ROUTE_EFFECT] = named},
		.path = "/",
		.jobs = JOBS,
	};

	stage_open(s, &site_manner, site);
	s->context.canary = NULL;
	s->context.capabilities = 0;
	memset(s->context.values.routes, 0, sizeof(s->context.values.routes));
	if (!calibrate(&s->context, &options, found))
		fail_msg("%s", found->problem);
}

static void
check_none(const struct stage *s, const struct calibration *found)
{
	assert_int_equal(found->capabilities & EFFECTS, 0);
	assert_null(found->routes[ROUTE_EFFECT]);
	assert_null(s->context.values.effect);
}

static void
check_found(size_t i, const struct stage *s, const struct calibration *found)
{
	const struct effect *e = s->context.values.effect;
	unsigned wanted = 1u << CAPABILITY_EFFECT;

	if (rows[i].exact)
		wanted |= 1u << CAPABILITY_EFFECT_EXACT;
	if (strchr(rows[i].real, '-') != NULL)
		wanted |= 1u << CAPABILITY_EFFECT_HYPHEN;
	assert_int_equal(found->capabilities & EFFECTS, wanted);
	assert_string_equal(found->routes[ROUTE_EFFECT], rows[i].route);
	assert_ptr_equal(e, &found->effect);
	assert_string_equal(e->texts[EFFECT_TEXT_REAL], rows[i].real);
	assert_string_equal(e->texts[EFFECT_TEXT_VALUE], rows[i].value);
	assert_int_equal(e->shown, rows[i].shown);
	assert_int_equal(e->absent, 200);
	assert_int_equal(e->by_close, rows[i].rule.status == 0);
}

static void
test_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct site site = {serve, &rows[i].rule, true, false, 0};
		struct calibration found;
		struct stage s;

		print_message("row %zu\n", i);
		calibrate_site(&s, &site, rows[i].named, &found);
		if (rows[i].route != NULL)
			check_found(i, &s, &found);
		else
			check_none(&s, &found);
		calibration_free(&found);
		stage_close(&s);
	}
}

/* The cases ask twice over one connection. */
static void
test_no_persistence(void **state)
{
	struct site site = {serve_once, NULL, true, false, 0};
	struct calibration found;
	struct stage s;

	(void)state;
	calibrate_site(&s, &site, NULL, &found);
	check_none(&s, &found);
	calibration_free(&found);
	stage_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_no_persistence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
