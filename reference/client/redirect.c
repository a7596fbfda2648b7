#include "client/redirect.h"

#include "h1/cursor.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

bool
client_redirect_status(unsigned status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

static bool
becomes_get(struct h1_span method, unsigned status)
{
	if (status == 303)
		return !h1_span_equal(method, H1_SPAN("HEAD"));
	return (status == 301 || status == 302) &&
	       h1_span_equal(method, H1_SPAN("POST"));
}

/* The one Location; absent if there is none, or more than one. */
static struct h1_span
location(const struct h1_fields *fields)
{
	size_t i = h1_field_find(fields, H1_SPAN("location"), 0);

	if (i == fields->n ||
		h1_field_find(fields, H1_SPAN("location"), i + 1) < fields->n)
		return (struct h1_span){NULL, 0};
	return h1_field_value(fields, i);
}

enum client_failure
client_redirect(struct client_hop *hop, enum client_url_result *result,
	const struct client_redirect_rules *rules, const struct client_url *url,
	struct h1_span method, unsigned status, const struct h1_fields *fields,
	uint64_t n)
{
	struct h1_span to = location(fields);
	struct client_hop next = {.to_get = becomes_get(method, status)};

	*result = CLIENT_URL_OK;
	if (!to.at)
		return CLIENT_LOCATION;
	if (n >= rules->max)
		return CLIENT_REDIRECTS;
	*result = client_url_resolve(&next.url, url, to);
	if (*result != CLIENT_URL_OK)
		return CLIENT_LOCATION;
	if (url->secure && !next.url.secure && !rules->downgrade)
		return CLIENT_DOWNGRADE;
	next.other_origin = !client_url_same_origin(url, &next.url);
	*hop = next;
	return CLIENT_DONE;
}

static bool
listed(const struct h1_span *names, size_t n, struct h1_span name)
{
	for (size_t i = 0; i < n; i++)
		if (h1_span_equal_nocase(names[i], name))
			return true;
	return false;
}

static const struct h1_span content_names[] = {
	{(const uint8_t *)"content-encoding", 16},
	{(const uint8_t *)"content-language", 16},
	{(const uint8_t *)"content-location", 16},
	{(const uint8_t *)"content-type", 12},
	{(const uint8_t *)"digest", 6},
	{(const uint8_t *)"content-digest", 14},
	{(const uint8_t *)"repr-digest", 11},
	{(const uint8_t *)"last-modified", 13},
};

static const struct h1_span harmless_names[] = {
	{(const uint8_t *)"accept", 6},
	{(const uint8_t *)"accept-charset", 14},
	{(const uint8_t *)"accept-encoding", 15},
	{(const uint8_t *)"accept-language", 15},
	{(const uint8_t *)"cache-control", 13},
	{(const uint8_t *)"user-agent", 10},
};

bool
client_redirect_about_content(struct h1_span name)
{
	return listed(content_names, N(content_names), name);
}

bool
client_redirect_harmless(struct h1_span name)
{
	return listed(harmless_names, N(harmless_names), name) ||
	       client_redirect_about_content(name);
}
