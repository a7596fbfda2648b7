/*
 * A request-target is read the same as a whole and in any pieces; its parts
 * put together give it back; and it is accepted exactly if a slow reader takes
 * it for a form that its method may have.
 */

#include "engine/entry.h"
#include "h1/h1.h"
#include "h1/octet.h"
#include "h1/uri.h"
#include "value/host.h"
#include "value/lines.h"
#include "value/text.h"

#include <string.h>

enum {
	ORIGIN,
	ABSOLUTE,
	AUTHORITY,
	ASTERISK,
	QUERY,
	USERINFO,
	OTHER_SCHEME,
	REFUSED,
	NOT_COMPLETE
};

static struct mark marks[] = {
	[ORIGIN] = {"an origin-form is read", 0},
	[ABSOLUTE] = {"an absolute-form is read", 0},
	[AUTHORITY] = {"an authority-form is read", 0},
	[ASTERISK] = {"an asterisk-form is read", 0},
	[QUERY] = {"a query is read", 0},
	[USERINFO] = {"userinfo is read", 0},
	[OTHER_SCHEME] = {"a scheme that is not http is read", 0},
	[REFUSED] = {"an octet is refused", 0},
	[NOT_COMPLETE] = {"the end is refused", 0},
};

static size_t
find_any(struct h1_span in, size_t from, const char *stops)
{
	while (from < in.len &&
		(in.at[from] == 0 || !strchr(stops, in.at[from])))
		from++;
	return from;
}

static bool
slow_origin(struct h1_span in)
{
	return in.len > 0 && in.at[0] == '/' && slow_made_of(in, SLOW_QUERY);
}

static bool
slow_authority(struct h1_span in, bool http)
{
	size_t at = find_any(in, 0, "@");
	struct slow_host host;

	if (at < in.len) {
		if (http || !slow_made_of((struct h1_span){in.at, at},
				    SLOW_UNRESERVED SLOW_SUB_DELIMS ":"))
			return false;
		in = (struct h1_span){in.at + at + 1, in.len - at - 1};
	}
	return slow_host_read(&host, in) && (!http || host.host.len > 0);
}

/* scheme "://" authority path-abempty [ "?" query ] */
static bool
slow_absolute(struct h1_span in)
{
	size_t colon = find_any(in, 0, ":");
	struct h1_span scheme = {in.at, colon};
	size_t end = find_any(in, colon + 3, "/?");

	if (in.len < colon + 3 || memcmp(in.at + colon, "://", 3) != 0 ||
		colon == 0 || (in.at[0] | 0x20) < 'a' ||
		(in.at[0] | 0x20) > 'z' || span_has(scheme, '%') ||
		!slow_made_of(scheme, "+-."))
		return false;
	return slow_authority((struct h1_span){in.at + colon + 3,
				      end - colon - 3},
		       h1_span_equal_nocase(scheme, H1_SPAN("http")) ||
			       h1_span_equal_nocase(scheme,
				       H1_SPAN("https"))) &&
	       slow_made_of((struct h1_span){in.at + end, in.len - end},
		       SLOW_QUERY);
}

static bool
slow_accepts(enum h1_uri_kind kind, struct h1_span in)
{
	struct h1_authority a;
	struct h1_error err;

	if (kind == H1_URI_CONNECT)
		return h1_authority_read(&a, in, &err) == H1_OK &&
		       a.host.len > 0 && a.port_number > 0;
	if (kind == H1_URI_OPTIONS && h1_span_equal(in, H1_SPAN("*")))
		return true;
	return slow_origin(in) || slow_absolute(in);
}

static void
check_parts(const struct h1_target *t, struct h1_span in)
{
	struct text text = {.len = 0};

	if (t->form == H1_TARGET_ASTERISK)
		text_add(&text, H1_SPAN("*"));
	if (t->scheme.at) {
		text_add(&text, t->scheme);
		text_add(&text, H1_SPAN("://"));
	}
	if (t->userinfo.at) {
		text_add(&text, t->userinfo);
		text_add(&text, H1_SPAN("@"));
		REACH(USERINFO);
	}
	text_add(&text, t->authority);
	text_add(&text, t->path);
	if (t->query.at) {
		text_add(&text, H1_SPAN("?"));
		text_add(&text, t->query);
		REACH(QUERY);
	}
	CHECK(h1_span_equal(text_span(&text), in));
}

static void
reach(const struct h1_target *t)
{
	REACH(t->form == H1_TARGET_ORIGIN	 ? ORIGIN
		: t->form == H1_TARGET_ABSOLUTE	 ? ABSOLUTE
		: t->form == H1_TARGET_AUTHORITY ? AUTHORITY
						 : ASTERISK);
	if (t->scheme.at && !h1_span_equal_nocase(t->scheme, H1_SPAN("http")))
		REACH(OTHER_SCHEME);
}

/* Octets that are told to change nothing are taken, and change nothing. */
static void
check_run(const struct h1_uri *before, const struct h1_uri *after,
	uint8_t octet, bool taken)
{
	if (!h1_octet_is(octet, h1_uri_run(before)))
		return;
	CHECK(taken && before->part == after->part);
	CHECK(before->port_number == after->port_number);
}

/* Reads in pieces of `n` octets. */
static enum h1_code
read_pieces(struct h1_target *target, size_t *off, enum h1_uri_kind kind,
	struct h1_span in, size_t n)
{
	const uint8_t *end = in.at + in.len, *at = in.at, *stop;
	struct h1_uri uri, before;
	enum h1_code code;

	h1_uri_init(&uri, kind);
	while (at < end) {
		const uint8_t *to = (size_t)(end - at) > n ? at + n : end;

		before = uri;
		stop = h1_uri_feed(&uri, in.at, at, to);
		if (to == at + 1)
			check_run(&before, &uri, *at, stop == to);
		*off = (size_t)(stop - in.at);
		if (stop < to)
			return h1_uri_refusal(&uri, *stop);
		at = to;
	}
	*off = in.len;
	code = h1_uri_end(&uri);
	if (code == H1_E_NONE)
		h1_uri_parts(target, &uri, in.at);
	return code;
}

static bool
same_part(struct h1_span a, struct h1_span b)
{
	return a.at == b.at && a.len == b.len;
}

static void
check_pieces(enum h1_uri_kind kind, struct h1_span in, size_t n,
	const struct h1_target *whole, const struct h1_error *err)
{
	struct h1_target t = {.form = H1_TARGET_ASTERISK};
	size_t off;
	enum h1_code code = read_pieces(&t, &off, kind, in, n);

	if (!whole) {
		CHECK(code == err->code && off == err->off);
		return;
	}
	CHECK(code == H1_E_NONE && t.form == whole->form);
	CHECK(same_part(t.scheme, whole->scheme) &&
		same_part(t.userinfo, whole->userinfo) &&
		same_part(t.authority, whole->authority) &&
		same_part(t.path, whole->path) &&
		same_part(t.query, whole->query));
}

static void
check_method(struct seen *seen, struct h1_span method, struct h1_span in,
	size_t n)
{
	enum h1_uri_kind kind = h1_uri_kind_of(method);
	struct h1_target target;
	struct h1_error err;
	bool good = h1_target_read(&target, method, in, &err) == H1_OK;

	CHECK(good == slow_accepts(kind, in));
	check_pieces(kind, in, 1, good ? &target : NULL, &err);
	check_pieces(kind, in, n, good ? &target : NULL, &err);
	if (good) {
		check_parts(&target, in);
		reach(&target);
		seen_number(seen, target.form);
		seen_octets(seen, target.authority);
		return;
	}
	CHECK(err.off <= in.len);
	REACH(err.off < in.len ? REFUSED : NOT_COMPLETE);
	seen_number(seen, err.code);
	seen_number(seen, err.off);
}

/* The last octet says in which pieces. */
static void
run(struct h1_span input, struct seen *seen)
{
	size_t n = 1 + entry_parameter(&input, 32);

	if (input.len > VALUE_MAX)
		return;
	check_method(seen, H1_SPAN("GET"), input, n);
	check_method(seen, H1_SPAN("OPTIONS"), input, n);
	check_method(seen, H1_SPAN("CONNECT"), input, n);
}

const struct entry entry = {run, marks, N(marks)};
