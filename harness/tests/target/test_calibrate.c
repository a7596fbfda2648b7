/*
 * What calibration finds out about servers of several kinds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "target/calibrate.h"
#include "tests/play/site.h"
#include "tests/play/stage.h"

/* All questions side by side. */
#define JOBS 16

/* ---- the servers ---- */

#define VALIDATORS \
	"ETag: \"1\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

/* Files and nothing else. */
static void
serve_files(const struct site_request *q, void *data)
{
	(void)data;
	if (strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0)
		site_text(q, 405, "Allow: GET, HEAD\r\n", "");
	else if (strcmp(q->path, "/") != 0)
		site_text(q, 404, "", "");
	else if (h1_head_field(q->head, H1_SPAN("Range")).at != NULL)
		site_text(q, 206, VALIDATORS, "i");
	else
		site_text(q, 200, VALIDATORS, "index");
}

/* Keeps one thing, and what it is does not matter. */
static void
serve_store(const struct site_request *q, bool *stored)
{
	bool put = strcmp(q->method, "PUT") == 0;

	if (put || strcmp(q->method, "DELETE") == 0) {
		site_text(q, put && !*stored ? 201 : 204, "", "");
		*stored = put;
	} else if (*stored) {
		site_text(q, 200, "", "assay-stored-9b1f6c");
	} else {
		site_text(q, 404, "", "");
	}
}

/* A store, an old address, a guard, and a page in two types. */
static void
serve_resources(const struct site_request *q, void *data)
{
	struct h1_span accept = h1_head_field(q->head, H1_SPAN("Accept"));

	if (site_is(q, "GET", "/") || site_is(q, "HEAD", "/"))
		site_text(q, 200, "ETag: W/\"1\"\r\n", "ok");
	else if (site_is(q, "TRACE", "/"))
		site_text(q, 200, "", "TRACE / HTTP/1.1\r\n");
	else if (site_is(q, "GET", "/old"))
		site_text(q, 308, "Location: /\r\n", "");
	else if (site_is(q, "GET", "/guarded"))
		site_text(q, 401, "", "");
	else if (site_is(q, "GET", "/page"))
		site_text(q, 200,
			h1_span_equal(accept, H1_SPAN("text/html"))
				? "Content-Type: text/html; charset=utf-8\r\n"
				: "Content-Type: Text/Plain\r\n",
			"page");
	else if (strncmp(q->path, "/keep/assay-", 12) == 0)
		serve_store(q, data);
	else
		site_text(q, 404, "", "");
}

/* Says yes to PUT and DELETE, and forgets. */
static void
serve_forgetful(const struct site_request *q, void *data)
{
	bool stored = false;

	(void)data;
	serve_resources(q, &stored);
}

/* Says yes to DELETE, and keeps. */
static void
serve_keeper(const struct site_request *q, void *data)
{
	if (strcmp(q->method, "DELETE") == 0)
		site_text(q, 204, "", "");
	else
		serve_resources(q, data);
}

static bool is_stored;
static bool is_kept;

static void
say_yes(const struct site_request *q, void *data)
{
	(void)data;
	site_text(q, 200, "", "yes");
}

static void
echo_everywhere(const struct site_request *q, void *data)
{
	(void)data;
	if (strcmp(q->method, "POST") == 0)
		site_answer(q, 201, "", q->content, q->len);
	else
		site_text(q, 200, "", "yes");
}

/* An echo that takes content for a text, and ends it at CR. */
static void
echo_text(const struct site_request *q, void *data)
{
	const void *end = q->len > 0 ? memchr(q->content, '\r', q->len) : NULL;
	size_t len = end ? (size_t)((const uint8_t *)end - q->content) : q->len;

	(void)data;
	if (strcmp(q->method, "POST") == 0)
		site_answer(q, 200, "", q->content, len);
	else
		site_text(q, 200, "", "yes");
}

static void
close_always(const struct site_request *q, void *data)
{
	(void)data;
	if (strcmp(q->path, "/") == 0)
		site_text(q, 200, "Connection: close\r\n", "ok");
	else
		site_text(q, 404, "Connection: close\r\n", "");
	peer_fin(q->connection);
}

/* Other paths, and another name for the missing one. */
static void
serve_elsewhere(const struct site_request *q, void *data)
{
	(void)data;
	if (site_is(q, "GET", "/app/index?x=1"))
		site_text(q, 200, "", "ok");
	else if (site_is(q, "POST", "/app/submit"))
		site_text(q, 202, "", "taken");
	else if (site_is(q, "GET", "/app/none"))
		site_text(q, 410, "", "");
	else
		site_text(q, 500, "", "");
}

static void
expect_nothing(const struct site_request *q, void *data)
{
	if (h1_head_field(q->head, H1_SPAN("Expect")).at != NULL)
		site_text(q, 417, "", "");
	else
		site_contract(q, data);
}

#define MISSING "/assay-missing-9b1f6c"

/* clang-format off */
static const struct {
	struct site site;
	struct calibration_options options;
	const char *capabilities; /* in the order of capabilities.def */
	const char *routes[N_ROUTES];
	unsigned canary; /* status of its answer; 0: there is none */
	const char *canary_content;
	const char *server;
} rows[] = {
	{.site = {site_contract, NULL, true, false, 0},
		.options = {.may_change = true},
		.capabilities = "keep-alive pipelining body echo fields head "
			"options static etag last-modified ranges date "
			"continue http10 effect strong-etag cleartext ",
		.routes = {"/", MISSING, "/echo", "/echo", "/fields",
			"/static/sample.txt",
			"/static/sample.txt"},
		.canary = 404, .server = "site"},
	/* who may not be sent a POST is not */
	{.site = {site_contract, NULL, true, false, 0},
		.capabilities = "keep-alive pipelining fields head options "
			"static etag last-modified ranges date http10 effect strong-etag cleartext ",
		.routes = {"/", MISSING, NULL, NULL, "/fields",
			"/static/sample.txt", "/static/sample.txt"},
		.canary = 404, .server = "site"},
	/* but may be at a route that was named */
	{.site = {site_contract, NULL, true, false, 0},
		.options = {.routes = {[ROUTE_ECHO] = "/echo"}},
		.capabilities = "keep-alive pipelining body echo fields head "
			"options static etag last-modified ranges date "
			"continue http10 effect strong-etag cleartext ",
		.routes = {"/", MISSING, "/echo", "/echo", "/fields",
			"/static/sample.txt",
			"/static/sample.txt"},
		.canary = 404, .server = "site"},
	{.site = {serve_files, NULL, true, false, 0},
		.options = {.may_change = true},
		.capabilities = "keep-alive pipelining head static etag "
			"last-modified ranges http10 effect strong-etag cleartext ",
		.routes = {"/", MISSING, NULL, NULL, "/", "/", "/"},
		.canary = 404},
	/* the same answer to everything can be no canary, an echo can */
	{.site = {say_yes, NULL, true, false, 0},
		.options = {.may_change = true},
		.capabilities = "keep-alive pipelining body head options "
			"continue http10 trace cleartext ",
		.routes = {"/", NULL, "/", NULL, "/", NULL}},
	{.site = {echo_everywhere, NULL, true, false, 0},
		.options = {.may_change = true},
		.capabilities = "keep-alive pipelining body echo head options "
			"continue http10 trace cleartext ",
		.routes = {"/", NULL, "/echo", "/echo", "/", NULL},
		.canary = 201, .canary_content = "assay-9b1f6c"},
	{.site = {echo_text, NULL, true, false, 0},
		.options = {.may_change = true},
		.capabilities = "keep-alive pipelining body head options "
			"continue http10 trace cleartext ",
		.routes = {"/", NULL, "/", NULL, "/", NULL}},
	/* without persistence there is no place for a canary */
	{.site = {close_always, NULL, true, false, 0},
		.options = {.may_change = true},
		.capabilities = "body head options continue http10 trace cleartext ",
		.routes = {"/", MISSING, "/", NULL, "/", NULL}},
	{.site = {serve_elsewhere, NULL, true, false, 0},
		.options = {.path = "/app/index?x=1",
			.routes = {[ROUTE_MISSING] = "/app/none",
				[ROUTE_BODY] = "/app/submit"}},
		.capabilities = "keep-alive pipelining body continue http10 cleartext ",
		.routes = {"/app/index?x=1", "/app/none", "/app/submit", NULL,
			"/app/index?x=1", NULL},
		.canary = 410},
	/* a named ok route counts more than the path of the URL */
	{.site = {serve_elsewhere, NULL, true, false, 0},
		.options = {.path = "/", .may_change = false,
			.routes = {[ROUTE_OK] = "/app/index?x=1"}},
		.capabilities = "keep-alive pipelining http10 cleartext ",
		.routes = {"/app/index?x=1", NULL, NULL, NULL,
			"/app/index?x=1", NULL}},
	/* answers that wait for no content, and no 100 */
	{.site = {site_contract, NULL, false, true, 0},
		.options = {.may_change = true},
		.capabilities = "keep-alive pipelining fields head options "
			"static etag last-modified ranges date http10 effect strong-etag cleartext ",
		.routes = {"/", MISSING, NULL, NULL, "/fields",
			"/static/sample.txt", "/static/sample.txt"},
		.canary = 404, .server = "site"},
	{.site = {serve_resources, &is_stored, false, false, 0},
		.options = {.routes = {[ROUTE_STORE] = "/keep",
			[ROUTE_MOVED] = "/old", [ROUTE_NEGOTIATED] = "/page"}},
		.capabilities = "keep-alive pipelining head static etag http10 "
			"weak-etag trace store moved guarded negotiation cleartext ",
		.routes = {"/", MISSING, NULL, NULL, "/", "/", NULL, "/keep/", "/old",
			"/guarded", "/page"},
		.canary = 404},
	/* what is put has to be there */
	{.site = {serve_forgetful, NULL, false, false, 0},
		.options = {.routes = {[ROUTE_STORE] = "/keep/"}},
		.capabilities = "keep-alive pipelining head static etag http10 "
			"weak-etag trace guarded cleartext ",
		.routes = {"/", MISSING, NULL, NULL, "/", "/", NULL, NULL,
			NULL, "/guarded"},
		.canary = 404},
	/* and what is deleted must be gone */
	{.site = {serve_keeper, &is_kept, false, false, 0},
		.options = {.routes = {[ROUTE_STORE] = "/keep/"}},
		.capabilities = "keep-alive pipelining head static etag http10 "
			"weak-etag trace guarded cleartext ",
		.routes = {"/", MISSING, NULL, NULL, "/", "/", NULL, NULL,
			NULL, "/guarded"},
		.canary = 404},
	/* state is changed only where the user named a folder */
	{.site = {serve_resources, &is_stored, false, false, 0},
		.capabilities = "keep-alive pipelining head static etag http10 "
			"weak-etag trace guarded cleartext ",
		.routes = {"/", MISSING, NULL, NULL, "/", "/", NULL, NULL,
			NULL, "/guarded"},
		.canary = 404},
	{.site = {expect_nothing, NULL, false, false, 0},
		.options = {.may_change = true},
		.capabilities = "keep-alive pipelining body echo fields head "
			"options static etag last-modified ranges date http10 "
			"effect strong-etag cleartext ",
		.routes = {"/", MISSING, "/echo", "/echo", "/fields",
			"/static/sample.txt", "/static/sample.txt"},
		.canary = 404, .server = "site"},
};
/* clang-format on */

static void
check_capabilities(unsigned found, const char *wanted)
{
	char names[320] = "";
	size_t len = 0;

	for (unsigned i = 0; i < N_CAPABILITIES; i++)
		if ((found & 1u << i) != 0)
			len += (size_t)snprintf(names + len,
				sizeof(names) - len, "%s ",
				capability_name((enum capability)i));
	assert_string_equal(names, wanted);
}

static void
check_route(const char *found, const char *wanted)
{
	if (wanted == NULL)
		assert_null(found);
	else
		assert_string_equal(found, wanted);
}

static void
check_canary(const struct calibration *found,
	const struct play_context *context, size_t row)
{
	const char *content = rows[row].canary_content;

	assert_int_equal(found->has_canary, rows[row].canary != 0);
	assert_ptr_equal(context->canary,
		found->has_canary ? &found->canary : NULL);
	assert_int_equal(found->canary.status, rows[row].canary);
	assert_int_equal(found->canary.has_content, content != NULL);
	if (content == NULL)
		return;
	assert_int_equal(found->canary.content.len, strlen(content));
	assert_memory_equal(found->canary.content.at, content, strlen(content));
}

static void
check_row(size_t i)
{
	struct site site = rows[i].site;
	struct calibration_options options = rows[i].options;
	struct calibration found;
	struct stage s;

	options.jobs = JOBS;
	if (options.path == NULL)
		options.path = "/";
	stage_open(&s, &site_manner, &site);
	s.context.canary = NULL;
	s.context.capabilities = 0;
	memset(s.context.values.routes, 0, sizeof(s.context.values.routes));
	if (!calibrate(&s.context, &options, &found))
		fail_msg("row %zu: %s", i, found.problem);
	assert_string_equal(found.problem, "");
	check_capabilities(found.capabilities, rows[i].capabilities);
	assert_int_equal(s.context.capabilities, found.capabilities);
	for (size_t k = 0; k < N_ROUTES; k++) {
		check_route(found.routes[k], rows[i].routes[k]);
		check_route(s.context.values.routes[k], rows[i].routes[k]);
	}
	check_canary(&found, &s.context, i);
	assert_string_equal(found.server,
		rows[i].server == NULL ? "" : rows[i].server);
	assert_int_equal(found.jobs, JOBS);
	assert_true(found.median_us > 0);
	calibration_free(&found);
	stage_close(&s);
}

static void
test_servers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(i);
}

/* The waits follow the latency, which is small here. */
static void
test_timing(void **state)
{
	const struct calibration_options options = {.path = "/", .jobs = 1};
	struct site site = {.answer = say_yes};
	struct calibration found;
	struct stage s;

	(void)state;
	stage_open(&s, &site_manner, &site);
	assert_true(calibrate(&s.context, &options, &found));
	assert_true(s.context.timing.quiet_ms >= 100);
	assert_true(s.context.timing.quiet_ms <= 2000);
	assert_true(s.context.timing.answer_ms >= 1000);
	assert_true(s.context.timing.answer_ms <= 10000);
	assert_true(s.context.timing.most_ms > s.context.timing.answer_ms);
	assert_int_equal(s.context.timing.connect_ms, STAGE_CONNECT_MS);
	calibration_free(&found);
	stage_close(&s);
}

/* Where an idle connection keeps the others waiting, one is played at a time. */
static void
test_single(void **state)
{
	const struct calibration_options options = {.path = "/", .jobs = 4};
	struct peer_manner serial = site_manner;
	struct site site = {.answer = serve_files};
	struct calibration found;
	struct stage s;

	(void)state;
	serial.serial = true;
	stage_open(&s, &serial, &site);
	assert_true(calibrate(&s.context, &options, &found));
	assert_int_equal(found.jobs, 1);
	check_capabilities(found.capabilities,
		"keep-alive pipelining head static etag last-modified ranges "
		"http10 effect strong-etag cleartext ");
	calibration_free(&found);
	stage_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_servers),
		cmocka_unit_test(test_timing),
		cmocka_unit_test(test_single),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
