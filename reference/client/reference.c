#include "client/reference.h"

#include "h1/cursor.h"
#include "h1/octet.h"

#include <string.h>

#define ABSENT ((struct h1_span){NULL, 0})

/* *( octet of `classes` / pct-encoded ), the whole of `in`. */
static bool
made_of(struct h1_span in, uint32_t classes)
{
	struct h1_cur cur = h1_cur_over(in);

	for (;;) {
		h1_cur_run(&cur, classes);
		if (h1_cur_at_end(&cur))
			return true;
		if (h1_cur_left(&cur) < 3 || cur.at[0] != '%' ||
			!h1_octet_is(cur.at[1], H1_HEXDIG) ||
			!h1_octet_is(cur.at[2], H1_HEXDIG))
			return false;
		cur.at += 3;
	}
}

/* All up to one of the octets in `stops`, or to the end. */
static struct h1_span
take_until(struct h1_cur *cur, const char *stops)
{
	const uint8_t *from = cur->at;

	while (cur->at < cur->end &&
		(*cur->at == '\0' || !strchr(stops, *cur->at)))
		cur->at++;
	return h1_span_between(from, cur->at);
}

/* scheme ":" (RFC 3986, section 3.1). What has a colon in its first segment
 * and no scheme before it is no reference at all (section 4.2). */
static bool
take_scheme(struct client_reference *reference, struct h1_cur *cur)
{
	struct h1_cur ahead = *cur;
	struct h1_span before = take_until(&ahead, ":/?#");

	reference->scheme = ABSENT;
	if (!h1_cur_octet(&ahead, ':'))
		return true;
	if (before.len == 0 || !h1_octet_is(before.at[0], H1_ALPHA) ||
		!made_of(before, H1_SCHEME))
		return false;
	reference->scheme = before;
	*cur = ahead;
	return true;
}

bool
client_reference_read(struct client_reference *reference, struct h1_span in)
{
	struct client_reference r = {.scheme = ABSENT};
	struct h1_cur cur = h1_cur_over(in);

	if (!in.at || !take_scheme(&r, &cur))
		return false;
	if (h1_cur_literal(&cur, H1_SPAN("//")))
		r.authority = take_until(&cur, "/?#");
	r.path = take_until(&cur, "?#");
	if (h1_cur_octet(&cur, '?'))
		r.query = take_until(&cur, "#");
	if (h1_cur_octet(&cur, '#'))
		r.fragment = h1_cur_rest(&cur);
	if (!made_of(r.path, H1_PATH) || !made_of(r.query, H1_QUERY) ||
		!made_of(r.fragment, H1_QUERY))
		return false;
	*reference = r;
	return true;
}

void
client_reference_transform(struct client_reference *target,
	const struct client_reference *base,
	const struct client_reference *reference)
{
	*target = *reference;
	if (reference->scheme.at)
		return;
	target->scheme = base->scheme;
	if (reference->authority.at)
		return;
	target->authority = base->authority;
	if (reference->path.len == 0 && !reference->query.at)
		target->query = base->query;
}

/* The path with everything of the base in front that a relative one keeps. */
static size_t
merge(uint8_t *out, const struct client_reference *base,
	const struct client_reference *reference)
{
	size_t keep = base->path.len;

	while (keep > 0 && base->path.at[keep - 1] != '/')
		keep--;
	if (base->authority.at && base->path.len == 0)
		out[keep++] = '/';
	else if (keep > 0)
		memcpy(out, base->path.at, keep);
	if (reference->path.len > 0)
		memcpy(out + keep, reference->path.at, reference->path.len);
	return keep + reference->path.len;
}

static bool
begins(const uint8_t *at, size_t len, const char *text, size_t text_len)
{
	return len >= text_len && memcmp(at, text, text_len) == 0;
}

static size_t
drop_last_segment(const uint8_t *out, size_t len)
{
	while (len > 0 && out[--len] != '/')
		;
	return len;
}

/* In place: what is written never overtakes what is read. */
static size_t
remove_dot_segments(uint8_t *path, size_t len)
{
	size_t at = 0;
	size_t to = 0;

	while (at < len) {
		const uint8_t *in = path + at;
		size_t left = len - at;

		if (begins(in, left, "../", 3)) {
			at += 3;
		} else if (begins(in, left, "./", 2) ||
			   begins(in, left, "/./", 3)) {
			at += 2;
		} else if (begins(in, left, "/../", 4)) {
			at += 3;
			to = drop_last_segment(path, to);
		} else if (left == 2 && begins(in, left, "/.", 2)) {
			path[++at] = '/';
		} else if (left == 3 && begins(in, left, "/..", 3)) {
			at += 2;
			path[at] = '/';
			to = drop_last_segment(path, to);
		} else if ((left == 1 && *in == '.') ||
			   (left == 2 && begins(in, left, "..", 2))) {
			at = len;
		} else {
			do
				path[to++] = path[at++];
			while (at < len && path[at] != '/');
		}
	}
	return to;
}

size_t
client_reference_path(uint8_t *out, const struct client_reference *base,
	const struct client_reference *reference)
{
	const struct client_reference *whole = reference;
	size_t len;

	if (!reference->scheme.at && !reference->authority.at) {
		if (reference->path.len == 0)
			whole = base;
		else if (reference->path.at[0] != '/')
			return remove_dot_segments(out,
				merge(out, base, reference));
	}
	len = whole->path.len;
	if (len > 0)
		memcpy(out, whole->path.at, len);
	return remove_dot_segments(out, len);
}
