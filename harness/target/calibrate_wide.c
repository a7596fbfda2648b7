#include <string.h>

#include "target/calibrator.h"

#define TOKEN "assay-9b1f6c"

/* What an echo that recodes, or that is a text, gives back as something else. */
#define ECHOED TOKEN "\r\n%0D\t\xE9"
#define MISSING_PATH "/assay-missing-9b1f6c"
#define SAMPLE_PATH "/static/sample.txt"
#define MOVED_PATH "/static"
#define GUARDED_PATH "/guarded"
#define NEGOTIATED_PATH "/static/page"

enum wide_question {
	WIDE_PIPELINING,
	WIDE_MISSING,
	WIDE_ECHO,
	WIDE_BODY,
	WIDE_FIELDS,
	WIDE_HEAD,
	WIDE_OPTIONS,
	WIDE_STATIC,
	WIDE_HTTP10,
	WIDE_TRACE,
	WIDE_MOVED,
	WIDE_GUARDED,
	WIDE_HTML,
	WIDE_PLAIN,
	N_WIDE
};

static struct question *
at(struct calibrator *c, size_t i)
{
	return &c->questions.at[i];
}

/* What can be asked of routes that not every target has. */
static void
prepare_special(struct calibrator *c)
{
	const char *host = c->context->values.host_lines;
	const char *page =
		calibrator_named_or(c, ROUTE_NEGOTIATED, NEGOTIATED_PATH);

	question_ask(at(c, WIDE_TRACE), "TRACE", calibrator_ok_path(c), host,
		"");
	question_get(at(c, WIDE_MOVED), 0,
		calibrator_named_or(c, ROUTE_MOVED, MOVED_PATH), host);
	question_get(at(c, WIDE_GUARDED), 0,
		calibrator_named_or(c, ROUTE_GUARDED, GUARDED_PATH), host);
	question_ask(at(c, WIDE_HTML), "GET", page, host,
		"Accept: text/html\r\n");
	question_ask(at(c, WIDE_PLAIN), "GET", page, host,
		"Accept: text/plain\r\n");
}

static void
prepare_wide(struct calibrator *c)
{
	const char *host = c->context->values.host_lines;
	const char *ok = calibrator_ok_path(c);
	struct octets *both;

	question_list_free(&c->questions);
	for (size_t i = 0; i < N_WIDE; i++)
		question_add(&c->questions, PROBE_ASK);
	both = &at(c, WIDE_PIPELINING)->probe.sends[0];
	octets_format(both,
		"GET %s HTTP/1.1\r\n%s\r\n"
		"GET %s HTTP/1.1\r\n%s\r\n",
		ok, host, ok, host);
	question_get(at(c, WIDE_MISSING), 0,
		calibrator_named_or(c, ROUTE_MISSING, MISSING_PATH), host);
	if (calibrator_may_change(c, ROUTE_ECHO))
		question_post(at(c, WIDE_ECHO),
			calibrator_named_or(c, ROUTE_ECHO, "/echo"), host,
			ECHOED);
	if (calibrator_may_change(c, ROUTE_BODY))
		question_post(at(c, WIDE_BODY),
			calibrator_named_or(c, ROUTE_BODY, ok), host, TOKEN);
	question_ask(at(c, WIDE_FIELDS), "GET",
		calibrator_named_or(c, ROUTE_FIELDS, "/fields"), host,
		"X-Assay-Probe: " TOKEN "\r\n");
	question_ask(at(c, WIDE_HEAD), "HEAD", ok, host, "");
	question_ask(at(c, WIDE_OPTIONS), "OPTIONS", ok, host, "");
	question_get(at(c, WIDE_STATIC), 0,
		calibrator_named_or(c, ROUTE_STATIC, SAMPLE_PATH), host);
	octets_format(&at(c, WIDE_HTTP10)->probe.sends[0],
		"GET %s HTTP/1.0\r\n%s\r\n", ok, host);
	prepare_special(c);
}

static bool
is_2xx(struct calibrator *c, size_t i)
{
	return question_status(at(c, i), 0) / 100 == 2;
}

static bool
has_validator(const struct question *q)
{
	return question_field(q, "ETag").at != NULL ||
	       question_field(q, "Last-Modified").at != NULL;
}

/* False: out of memory. */
static bool
keep_known(struct calibrator *c, enum known known, struct h1_span value)
{
	if (value.at == NULL)
		return true;
	c->found->known[known] = strndup((const char *)value.at, value.len);
	c->context->values.known[known] = c->found->known[known];
	return c->found->known[known] != NULL;
}

/* A tag that is none is not kept: nothing can be asked with it. */
static bool
learn_tag(struct calibrator *c, struct h1_span tag)
{
	struct h1_span opaque = tag;
	bool weak = tag.len > 2 && memcmp(tag.at, "W/", 2) == 0;

	if (tag.at == NULL)
		return true;
	calibrator_grant(c, CAPABILITY_ETAG);
	if (weak)
		opaque = (struct h1_span){tag.at + 2, tag.len - 2};
	if (opaque.len < 2 || opaque.at[0] != '"' ||
		opaque.at[opaque.len - 1] != '"')
		return true;
	calibrator_grant(c,
		weak ? CAPABILITY_WEAK_ETAG : CAPABILITY_STRONG_ETAG);
	return keep_known(c, KNOWN_ETAG, tag) &&
	       keep_known(c, KNOWN_OPAQUE_TAG, opaque);
}

static bool
learn_static(struct calibrator *c)
{
	const struct question *q = at(c, WIDE_STATIC);
	const char *path = calibrator_named_or(c, ROUTE_STATIC, SAMPLE_PATH);

	if (!is_2xx(c, WIDE_STATIC) || !has_validator(q)) {
		/* HEAD at the ok route shows what its GET has */
		q = at(c, WIDE_HEAD);
		path = calibrator_ok_path(c);
		if (!is_2xx(c, WIDE_HEAD) || !has_validator(q))
			return true;
	}
	calibrator_grant(c, CAPABILITY_STATIC);
	if (question_field(q, "Last-Modified").at != NULL)
		calibrator_grant(c, CAPABILITY_LAST_MODIFIED);
	return learn_tag(c, question_field(q, "ETag")) &&
	       keep_known(c, KNOWN_LAST_MODIFIED,
		       question_field(q, "Last-Modified")) &&
	       calibrator_set_route(c, ROUTE_STATIC, path);
}

static bool
learn_bodies(struct calibrator *c)
{
	const char *echo = calibrator_named_or(c, ROUTE_ECHO, "/echo");

	if (question_content_is(at(c, WIDE_ECHO), 0, ECHOED)) {
		calibrator_grant(c, CAPABILITY_ECHO);
		if (!calibrator_set_route(c, ROUTE_ECHO, echo))
			return false;
	}
	if (c->options->routes[ROUTE_BODY] == NULL &&
		calibrator_has(c, CAPABILITY_ECHO))
		return calibrator_set_route(c, ROUTE_BODY, echo);
	return !is_2xx(c, WIDE_BODY) ||
	       calibrator_set_route(c, ROUTE_BODY,
		       calibrator_named_or(c, ROUTE_BODY,
			       calibrator_ok_path(c)));
}

static bool
learn_fields(struct calibrator *c)
{
	if (!question_content_has(at(c, WIDE_FIELDS), 0, "-Probe: " TOKEN "\n"))
		return calibrator_set_route(c, ROUTE_FIELDS,
			calibrator_ok_path(c));
	calibrator_grant(c, CAPABILITY_FIELDS);
	return calibrator_set_route(c, ROUTE_FIELDS,
		calibrator_named_or(c, ROUTE_FIELDS, "/fields"));
}

static bool
is_redirect(unsigned status)
{
	return (status >= 301 && status <= 303) || status == 307 ||
	       status == 308;
}

static bool
has_type(struct calibrator *c, size_t i, const char *type)
{
	struct h1_span found = question_field(at(c, i), "Content-Type");

	return is_2xx(c, i) && found.len >= strlen(type) &&
	       h1_span_equal_nocase((struct h1_span){found.at, strlen(type)},
		       (struct h1_span){(const uint8_t *)type, strlen(type)});
}

/* Grants what the route is found by, and keeps it; false: out of memory. */
static bool
learn_route(struct calibrator *c, bool found, enum route route,
	const char *path)
{
	if (!found)
		return true;
	calibrator_grant(c, route_need(route));
	return calibrator_set_route(c, route,
		calibrator_named_or(c, route, path));
}

static bool
learn_special(struct calibrator *c)
{
	if (question_status(at(c, WIDE_TRACE), 0) == 200)
		calibrator_grant(c, CAPABILITY_TRACE);
	return learn_route(c,
		       is_redirect(question_status(at(c, WIDE_MOVED), 0)),
		       ROUTE_MOVED, MOVED_PATH) &&
	       learn_route(c, question_status(at(c, WIDE_GUARDED), 0) == 401,
		       ROUTE_GUARDED, GUARDED_PATH) &&
	       learn_route(c,
		       has_type(c, WIDE_HTML, "text/html") &&
			       has_type(c, WIDE_PLAIN, "text/plain"),
		       ROUTE_NEGOTIATED, NEGOTIATED_PATH);
}

static bool
learn_wide(struct calibrator *c)
{
	if (is_2xx(c, WIDE_PIPELINING) &&
		question_status(at(c, WIDE_PIPELINING), 1) / 100 == 2)
		calibrator_grant(c, CAPABILITY_PIPELINING);
	if (is_2xx(c, WIDE_HEAD))
		calibrator_grant(c, CAPABILITY_HEAD);
	if (is_2xx(c, WIDE_OPTIONS))
		calibrator_grant(c, CAPABILITY_OPTIONS);
	if (is_2xx(c, WIDE_HTTP10))
		calibrator_grant(c, CAPABILITY_HTTP10);
	if (question_status(at(c, WIDE_MISSING), 0) / 100 == 4 &&
		!calibrator_set_route(c, ROUTE_MISSING,
			calibrator_named_or(c, ROUTE_MISSING, MISSING_PATH)))
		return false;
	return learn_bodies(c) && learn_fields(c) && learn_static(c) &&
	       learn_special(c);
}

/* ---- what depends on the routes found ---- */

enum deep_question {
	DEEP_BODY,
	DEEP_CONTINUE,
	DEEP_RANGES,
	N_DEEP
};

static void
prepare_deep(struct calibrator *c)
{
	const char *host = c->context->values.host_lines;
	const char *body = c->found->routes[ROUTE_BODY];
	const char *file = c->found->routes[ROUTE_STATIC];

	question_list_free(&c->questions);
	question_add(&c->questions, PROBE_PARTS);
	question_add(&c->questions, PROBE_INTERIM);
	question_add(&c->questions, PROBE_ASK);
	if (body != NULL) {
		question_ask(at(c, DEEP_BODY), "POST", body, host,
			"Transfer-Encoding: chunked\r\n");
		octets_text(&at(c, DEEP_BODY)->probe.sends[0],
			"5\r\nhello\r\n");
		octets_text(&at(c, DEEP_BODY)->probe.sends[1], "0\r\n\r\n");
		question_ask(at(c, DEEP_CONTINUE), "POST", body, host,
			"Content-Length: 5\r\nExpect: 100-continue\r\n");
	}
	if (file != NULL)
		question_ask(at(c, DEEP_RANGES), "GET", file, host,
			"Range: bytes=0-0\r\n");
}

static void
learn_deep(struct calibrator *c)
{
	if (is_2xx(c, DEEP_BODY) && !question_is_early(at(c, DEEP_BODY)))
		calibrator_grant(c, CAPABILITY_BODY);
	if (question_has_continue(at(c, DEEP_CONTINUE)))
		calibrator_grant(c, CAPABILITY_CONTINUE);
	if (question_status(at(c, DEEP_RANGES), 0) == 206)
		calibrator_grant(c, CAPABILITY_RANGES);
}

/* ---- the canary ---- */

/*
 * The answers of the cases come from the ok, body and fields routes with 2xx,
 * so a 4xx at a path of its own can be told from all of them; else an echoed
 * token can.
 */
static void
choose_canary(struct calibrator *c)
{
	struct canary *canary = &c->found->canary;
	const char *host = c->context->values.host_lines;

	if (!calibrator_has(c, CAPABILITY_KEEP_ALIVE))
		return;
	if (c->found->routes[ROUTE_MISSING] != NULL) {
		octets_format(&canary->request, "GET %s HTTP/1.1\r\n%s\r\n",
			c->found->routes[ROUTE_MISSING], host);
		canary->status = question_status(at(c, WIDE_MISSING), 0);
	} else if (calibrator_has(c, CAPABILITY_ECHO)) {
		octets_format(&canary->request,
			"POST %s HTTP/1.1\r\n"
			"%sContent-Length: %zu\r\n\r\n" TOKEN,
			c->found->routes[ROUTE_ECHO], host, strlen(TOKEN));
		canary->status = question_status(at(c, WIDE_ECHO), 0);
		canary->has_content = octets_text(&canary->content, TOKEN);
	} else {
		return;
	}
	c->found->has_canary = true;
	c->context->canary = canary;
}

bool
calibrator_ask_wide(struct calibrator *c)
{
	prepare_wide(c);
	if (!calibrator_ask(c, c->found->jobs))
		return calibrator_fail(c, "interrupted");
	if (!learn_wide(c))
		return calibrator_fail(c, "out of memory");
	choose_canary(c);
	return true;
}

bool
calibrator_ask_deep(struct calibrator *c)
{
	prepare_deep(c);
	if (!calibrator_ask(c, c->found->jobs))
		return calibrator_fail(c, "interrupted");
	learn_deep(c);
	return true;
}
