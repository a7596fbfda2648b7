/*
 * A URL that is read has no dot segments, gives itself when it is read or
 * resolved again, and a request-target and a host that a server reads.
 */

#include "client/url.h"
#include "engine/entry.h"
#include "h1/target.h"
#include "value/lines.h"
#include "value/text.h"

#include <string.h>

enum {
	HTTP,
	HTTPS,
	PORT,
	QUERY,
	FRAGMENT,
	DOTS,
	REFUSED_SYNTAX,
	REFUSED_SCHEME,
	REFUSED_USERINFO,
	REFUSED_HOST,
	REFUSED_PORT
};

static struct mark marks[] = {
	[HTTP] = {"a URL of http is read", 0},
	[HTTPS] = {"a URL of https is read", 0},
	[PORT] = {"a port is read", 0},
	[QUERY] = {"a query is read", 0},
	[FRAGMENT] = {"a fragment is read", 0},
	[DOTS] = {"dot segments are removed", 0},
	[REFUSED_SYNTAX] = {"what is no URL is refused", 0},
	[REFUSED_SCHEME] = {"another scheme is refused", 0},
	[REFUSED_USERINFO] = {"userinfo is refused", 0},
	[REFUSED_HOST] = {"a host that cannot be looked up is refused", 0},
	[REFUSED_PORT] = {"a port that is none is refused", 0},
};

/* No segment is "." or "..". */
static void
check_path(struct h1_span path)
{
	size_t from = 0;

	CHECK(path.len == 0 || path.at[0] == '/');
	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.at[i] != '/')
			continue;
		CHECK(!(i - from == 1 && path.at[from] == '.'));
		CHECK(!(i - from == 2 && path.at[from] == '.' &&
			path.at[from + 1] == '.'));
		from = i + 1;
	}
}

static void
check_same(const struct client_url *a, const struct client_url *b)
{
	CHECK(h1_span_equal(client_url_whole(a), client_url_whole(b)));
	CHECK(a->secure == b->secure && a->port == b->port &&
		a->kind == b->kind);
	CHECK(a->host.len == b->host.len && a->path.len == b->path.len);
	CHECK(a->query.present == b->query.present &&
		a->fragment.present == b->fragment.present);
	CHECK(client_url_same_origin(a, b) && client_url_same_origin(b, a));
}

static void
check_again(const struct client_url *url)
{
	struct client_url again;
	struct h1_span whole = client_url_whole(url);

	CHECK(client_url_read(&again, whole) == CLIENT_URL_OK);
	check_same(url, &again);
	CHECK(client_url_resolve(&again, url, whole) == CLIENT_URL_OK);
	check_same(url, &again);
	CHECK(client_url_resolve(&again, url, H1_SPAN("")) == CLIENT_URL_OK);
	check_same(url, &again);
}

/* The parts with what stands between them are the whole. */
static void
check_parts(const struct client_url *url)
{
	struct text text = {.len = 0};

	text_add(&text, url->secure ? H1_SPAN("https://") : H1_SPAN("http://"));
	text_add(&text, client_url_span(url, &url->authority));
	text_add(&text, client_url_span(url, &url->path));
	if (url->query.present)
		text_add(&text, H1_SPAN("?"));
	text_add(&text, client_url_span(url, &url->query));
	if (url->fragment.present)
		text_add(&text, H1_SPAN("#"));
	text_add(&text, client_url_span(url, &url->fragment));
	CHECK(h1_span_equal(text_span(&text), client_url_whole(url)));
}

/* What is sent of it. */
static void
check_sent(const struct client_url *url)
{
	uint8_t out[CLIENT_URL_MAX + 1];
	char host[CLIENT_URL_MAX];
	struct h1_span sent = {out, client_url_target(url, out)};
	struct h1_authority authority;
	struct h1_target target;
	struct h1_error err;

	CHECK(h1_target_read(&target, H1_SPAN("GET"), sent, &err) == H1_OK);
	CHECK(target.form == H1_TARGET_ORIGIN);
	CHECK(target.query.at ? url->query.present : !url->query.present);
	CHECK(h1_authority_read(&authority,
		      client_url_span(url, &url->authority), &err) == H1_OK);
	CHECK(url->port > 0 &&
		url->port == (authority.port_number ? authority.port_number
				     : url->secure  ? 443
						    : 80));
	CHECK(h1_span_equal(authority.host, client_url_span(url, &url->host)));
	client_url_host(url, host);
	CHECK(strlen(host) ==
		authority.host.len - (url->kind == H1_HOST_IPV6 ? 2 : 0));
}

static void
reach(const struct client_url *url, struct h1_span in)
{
	REACH(url->secure ? HTTPS : HTTP);
	if (url->authority.len > url->host.len + 1)
		REACH(PORT);
	if (url->query.present)
		REACH(QUERY);
	if (url->fragment.present)
		REACH(FRAGMENT);
	if (url->len < in.len)
		REACH(DOTS);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct client_url url;
	enum client_url_result result;

	if (input.len > VALUE_MAX)
		return;
	result = client_url_read(&url, input);
	seen_number(seen, result);
	CHECK(result != CLIENT_URL_TOO_LONG);
	if (result != CLIENT_URL_OK) {
		REACH(REFUSED_SYNTAX + (result - CLIENT_URL_SYNTAX));
		CHECK(client_url_text(result)[0] != '\0');
		return;
	}
	CHECK(url.len <= input.len);
	check_parts(&url);
	check_path(client_url_span(&url, &url.path));
	check_again(&url);
	check_sent(&url);
	reach(&url, input);
	seen_octets(seen, client_url_whole(&url));
}

const struct entry entry = {run, marks, N(marks)};
