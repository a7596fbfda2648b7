/*
 * A reference resolved against a URL gives what RFC 3986, section 5.2 says,
 * done step by step with lists of segments.
 */

#include "client/reference.h"
#include "client/url.h"
#include "engine/entry.h"
#include "value/lines.h"
#include "value/text.h"

#include <string.h>

enum {
	RELATIVE,
	ABSOLUTE_PATH,
	NETWORK_PATH,
	SCHEME,
	QUERY,
	FRAGMENT,
	CLIMBS,
	REFUSED
};

static struct mark marks[] = {
	[RELATIVE] = {"a relative path is resolved", 0},
	[ABSOLUTE_PATH] = {"an absolute path is resolved", 0},
	[NETWORK_PATH] = {"an authority of its own is taken", 0},
	[SCHEME] = {"a scheme of its own is taken", 0},
	[QUERY] = {"a query alone is taken", 0},
	[FRAGMENT] = {"a fragment alone is taken", 0},
	[CLIMBS] = {"a path climbs", 0},
	[REFUSED] = {"a reference is refused", 0},
};

/* The parts of a reference, or of the target. */
struct parts {
	struct h1_span scheme, authority, path, query, fragment;
};

/* What stands before the first of `stops`, a C string; absent if there is
 * none of them. Takes it off *in with the octet behind it. */
static struct h1_span
split(struct h1_span *in, const char *stops, uint8_t wanted)
{
	for (size_t i = 0; i < in->len; i++) {
		struct h1_span front = {in->at, i};

		if (in->at[i] == 0 || !strchr(stops, in->at[i]))
			continue;
		if (in->at[i] != wanted)
			break;
		*in = (struct h1_span){in->at + i + 1, in->len - i - 1};
		return front;
	}
	return (struct h1_span){NULL, 0};
}

/* As the expression in RFC 3986, appendix B does: from the end. */
static struct parts
take_apart(struct h1_span in)
{
	struct parts p = {.scheme = split(&in, ":/?#", ':')};
	struct h1_span rest = in, front = split(&rest, "#", '#');

	if (front.at) {
		p.fragment = rest;
		in = front;
	}
	rest = in;
	front = split(&rest, "?", '?');
	if (front.at) {
		p.query = rest;
		in = front;
	}
	if (in.len >= 2 && in.at[0] == '/' && in.at[1] == '/') {
		size_t end = 2;

		while (end < in.len && in.at[end] != '/')
			end++;
		p.authority = (struct h1_span){in.at + 2, end - 2};
		in = (struct h1_span){in.at + end, in.len - end};
	}
	p.path = in;
	return p;
}

/* A path as a list: the segments behind each "/". */
#define SEGMENTS_MAX 4200

struct segments {
	size_t n;
	bool open; /* the last one is a folder: "/" follows */
	struct h1_span at[SEGMENTS_MAX];
};

/* Adds one, or goes back for "..". */
static void
step(struct segments *s, struct h1_span segment, bool last)
{
	bool up = h1_span_equal(segment, H1_SPAN(".."));

	s->open = false;
	if (up || h1_span_equal(segment, H1_SPAN("."))) {
		s->open = last;
		if (up && s->n > 0)
			s->n--;
		if (up)
			REACH(CLIMBS);
		return;
	}
	CHECK(s->n < SEGMENTS_MAX);
	s->at[s->n++] = segment;
}

/* Steps along a path that begins behind a "/". */
static void
walk(struct segments *s, struct h1_span path)
{
	for (;;) {
		struct h1_span rest = path, front = split(&rest, "/", '/');

		if (!front.at)
			break;
		step(s, front, false);
		path = rest;
	}
	step(s, path, true);
}

static void
write_path(struct text *out, const struct segments *s)
{
	for (size_t i = 0; i < s->n; i++) {
		text_add(out, H1_SPAN("/"));
		text_add(out, s->at[i]);
	}
	if (s->open)
		text_add(out, H1_SPAN("/"));
}

/* The base up to its last "/", then the reference. */
static void
write_relative(struct text *out, struct h1_span base, struct h1_span path)
{
	struct segments s = {.n = 0};
	struct text merged = {.len = 0};

	while (base.len > 0 && base.at[base.len - 1] != '/')
		base.len--;
	text_add(&merged, base.len > 0 ? base : H1_SPAN("/"));
	text_add(&merged, path);
	walk(&s, (struct h1_span){merged.at + 1, merged.len - 1});
	write_path(out, &s);
}

static void
write_absolute(struct text *out, struct h1_span path)
{
	struct segments s = {.n = 0};

	if (path.len == 0)
		return;
	walk(&s, (struct h1_span){path.at + 1, path.len - 1});
	write_path(out, &s);
}

/* Section 5.2.2, and how the parts are put together again: 5.3. */
static void
slow_resolve(struct text *out, const struct parts *base, struct parts r)
{
	bool own = r.authority.at != NULL || r.scheme.at != NULL;

	if (!r.scheme.at)
		r.scheme = base->scheme;
	for (size_t i = 0; i < r.scheme.len; i++)
		text_add_octet(out, r.scheme.at[i] | 0x20);
	text_add(out, H1_SPAN("://"));
	text_add(out, own ? r.authority : base->authority);
	if (own || (r.path.len > 0 && r.path.at[0] == '/'))
		write_absolute(out, r.path);
	else if (r.path.len > 0)
		write_relative(out, base->path, r.path);
	else
		text_add(out, base->path);
	if (!own && r.path.len == 0 && !r.query.at)
		r.query = base->query;
	if (r.query.at)
		text_add(out, H1_SPAN("?"));
	text_add(out, r.query);
	if (!r.fragment.at)
		r.fragment = base->fragment;
	if (r.fragment.at)
		text_add(out, H1_SPAN("#"));
	text_add(out, r.fragment);
}

static void
reach(const struct parts *r)
{
	REACH(r->scheme.at	  ? SCHEME
		: r->authority.at ? NETWORK_PATH
		: r->path.len > 0
			? (r->path.at[0] == '/' ? ABSOLUTE_PATH : RELATIVE)
		: r->query.at ? QUERY
			      : FRAGMENT);
}

static void
check(struct seen *seen, const struct client_url *base, struct h1_span in)
{
	struct parts from = take_apart(client_url_whole(base));
	struct parts reference = take_apart(in);
	struct text slow = {.len = 0};
	struct client_url url = {.len = 7}, whole;
	enum client_url_result result = client_url_resolve(&url, base, in);

	seen_number(seen, result);
	if (result != CLIENT_URL_OK) {
		CHECK(url.len == 7);
		REACH(REFUSED);
		return;
	}
	slow_resolve(&slow, &from, reference);
	CHECK(h1_span_equal(client_url_whole(&url), text_span(&slow)));
	CHECK(client_url_read(&whole, text_span(&slow)) == CLIENT_URL_OK);
	CHECK(client_url_same_origin(&url, &whole));
	reach(&reference);
	seen_octets(seen, text_span(&slow));
}

/* The first line is the base, the rest a reference. */
static void
run(struct h1_span input, struct seen *seen)
{
	struct h1_span line = line_take(&input);
	struct client_url base;

	if (line.len + input.len > VALUE_MAX ||
		client_url_read(&base, line) != CLIENT_URL_OK)
		return;
	check(seen, &base, input);
}

const struct entry entry = {run, marks, N(marks)};
