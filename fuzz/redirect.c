/*
 * A redirection is followed only where the rules allow it: not from https to
 * http unasked, not too often, not by two Locations; the method changes where
 * RFC 9110, section 15.4 lets it; and no secret leaves the origin.
 */

#include "client/redirect.h"
#include "engine/entry.h"
#include "value/lines.h"

#include <string.h>
#include <strings.h>

enum {
	SAME_ORIGIN,
	OTHER_ORIGIN,
	TO_GET,
	KEPT,
	DOWNGRADE,
	ALLOWED,
	TOO_OFTEN,
	NO_LOCATION,
	NO_URL,
	HARMLESS,
	SECRET
};

static struct mark marks[] = {
	[SAME_ORIGIN] = {"a hop stays in the origin", 0},
	[OTHER_ORIGIN] = {"a hop leaves the origin", 0},
	[TO_GET] = {"a method becomes GET", 0},
	[KEPT] = {"a method stays", 0},
	[DOWNGRADE] = {"https does not lead to http", 0},
	[ALLOWED] = {"https leads to http where that is allowed", 0},
	[TOO_OFTEN] = {"the last redirection is over", 0},
	[NO_LOCATION] = {"there is not one Location", 0},
	[NO_URL] = {"a Location is no URL to follow", 0},
	[HARMLESS] = {"a field goes to another origin", 0},
	[SECRET] = {"a field does not go to another origin", 0},
};

static const struct h1_span methods[] = {
	{(const uint8_t *)"GET", 3},
	{(const uint8_t *)"HEAD", 4},
	{(const uint8_t *)"POST", 4},
	{(const uint8_t *)"PUT", 3},
};

/* Sections 15.4.2 to 15.4.9, for the methods above: the fourth column, PUT,
 * changes with 303 alone. */
static const struct {
	unsigned status;
	bool to_get[N(methods)];
} rules_of[] = {
	{301, {false, false, true, false}},
	{302, {false, false, true, false}},
	{303, {true, false, true, true}},
	{307, {false, false, false, false}},
	{308, {false, false, false, false}},
};

struct asked {
	size_t method, status;
	struct client_redirect_rules rules;
	uint64_t n;
};

static size_t
count_locations(const struct h1_fields *fields)
{
	size_t n = 0;

	for (size_t i = 0; i < fields->n; i++) {
		struct h1_span name = h1_field_name(fields, i);

		n += name.len == 8 &&
		     strncasecmp((const char *)name.at, "location", 8) == 0;
	}
	return n;
}

/* As text: port and scheme follow from it. */
static bool
slow_same_origin(const struct client_url *a, const struct client_url *b)
{
	struct h1_span x = client_url_span(a, &a->host);
	struct h1_span y = client_url_span(b, &b->host);

	return a->secure == b->secure && a->port == b->port && x.len == y.len &&
	       strncasecmp((const char *)x.at, (const char *)y.at, x.len) == 0;
}

static void
check_hop(struct seen *seen, const struct client_url *url,
	const struct asked *asked, const struct client_hop *hop,
	const struct lines *lines)
{
	struct h1_span location = lines_value(lines, H1_SPAN("location"));
	struct client_url to;
	bool same = slow_same_origin(url, &hop->url);

	CHECK(client_url_resolve(&to, url, location) == CLIENT_URL_OK);
	CHECK(h1_span_equal(client_url_whole(&to),
		client_url_whole(&hop->url)));
	CHECK(asked->n < asked->rules.max);
	CHECK(count_locations(&lines->fields) == 1);
	CHECK(hop->other_origin == !same);
	CHECK(hop->to_get == rules_of[asked->status].to_get[asked->method]);
	if (url->secure && !hop->url.secure) {
		CHECK(asked->rules.downgrade && hop->other_origin);
		REACH(ALLOWED);
	}
	REACH(same ? SAME_ORIGIN : OTHER_ORIGIN);
	REACH(hop->to_get ? TO_GET : KEPT);
	seen_octets(seen, client_url_whole(&hop->url));
}

static void
check_refusal(enum client_failure why, enum client_url_result result,
	const struct client_url *url, const struct asked *asked,
	const struct lines *lines)
{
	struct h1_span location = lines_value(lines, H1_SPAN("Location"));
	struct client_url to;

	if (why == CLIENT_DOWNGRADE) {
		CHECK(client_url_resolve(&to, url, location) == CLIENT_URL_OK);
		CHECK(url->secure && !to.secure && !asked->rules.downgrade);
		REACH(DOWNGRADE);
	} else if (why == CLIENT_REDIRECTS) {
		CHECK(asked->n >= asked->rules.max);
		REACH(TOO_OFTEN);
	} else if (result == CLIENT_URL_OK) {
		CHECK(why == CLIENT_LOCATION &&
			count_locations(&lines->fields) != 1);
		REACH(NO_LOCATION);
	} else {
		CHECK(why == CLIENT_LOCATION);
		CHECK(client_url_resolve(&to, url, location) == result);
		REACH(NO_URL);
	}
}

/* What goes everywhere says what is wanted or what the content is, by its name;
 * all that might be a secret stays. */
static void
check_names(const struct h1_fields *fields)
{
	static const char *const fronts[] = {"accept", "content-",
		"cache-control", "user-agent", "digest", "repr-digest",
		"last-modified"};

	for (size_t i = 0; i < fields->n; i++) {
		struct h1_span name = h1_field_name(fields, i);
		bool harmless = client_redirect_harmless(name);
		bool known = false;

		for (size_t k = 0; k < N(fronts); k++)
			known |= name.len >= strlen(fronts[k]) &&
				 strncasecmp((const char *)name.at, fronts[k],
					 strlen(fronts[k])) == 0;
		CHECK(!harmless || known);
		CHECK(!client_redirect_about_content(name) || harmless);
		REACH(harmless ? HARMLESS : SECRET);
	}
}

static struct asked
take_asked(struct h1_span *input)
{
	struct asked asked = {.rules.max = 2};

	asked.method = entry_parameter(input, (unsigned)N(methods));
	asked.status = entry_parameter(input, (unsigned)N(rules_of));
	asked.rules.downgrade = entry_parameter(input, 2);
	asked.n = entry_parameter(input, 4);
	return asked;
}

/* The first line is a URL, the others are fields; the last four octets are
 * what is asked. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct asked asked = take_asked(&input);
	struct h1_span line = line_take(&input);
	struct client_url url;
	struct client_hop hop = {.to_get = false};
	enum client_url_result result;
	enum client_failure failure;
	struct lines lines;

	if (line.len + input.len > VALUE_MAX ||
		client_url_read(&url, line) != CLIENT_URL_OK)
		return;
	lines_read(&lines, input);
	check_names(&lines.fields);
	CHECK(client_redirect_status(rules_of[asked.status].status));
	failure = client_redirect(&hop, &result, &asked.rules, &url,
		methods[asked.method], rules_of[asked.status].status,
		&lines.fields, asked.n);
	seen_number(seen, failure);
	if (failure == CLIENT_DONE)
		check_hop(seen, &url, &asked, &hop, &lines);
	else
		check_refusal(failure, result, &url, &asked, &lines);
}

const struct entry entry = {run, marks, N(marks)};
