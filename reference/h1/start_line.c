#include "h1/start_line.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/scan.h"

/* One start-line that is being read. */
struct reading {
	struct h1_cur cur;
	const uint8_t *base;
	unsigned lenient;
	unsigned tolerated;
	struct h1_error *err;
};

static struct reading
reading(struct h1_span line, unsigned lenient, struct h1_error *err)
{
	return (struct reading){h1_cur_over(line), line.at, lenient, 0, err};
}

/* Refuses the octet at hand; CR is the same defect wherever it stands. */
static enum h1_status
refuse_here(struct reading *r, enum h1_code code)
{
	if (!h1_cur_at_end(&r->cur) && *r->cur.at == '\r')
		code = H1_E_BARE_CR;
	return h1_refuse(r->err, code, (size_t)(r->cur.at - r->base));
}

static bool
at_space(const struct reading *r)
{
	return !h1_cur_at_end(&r->cur) && h1_octet_is(*r->cur.at, H1_LAX_SPACE);
}

/* White space around the parts (RFC 9112, sections 3 and 4), if allowed. */
static void
lax_space(struct reading *r)
{
	if (at_space(r) && (r->lenient & H1_LENIENT_WS_START_LINE)) {
		h1_cur_run(&r->cur, H1_LAX_SPACE);
		r->tolerated |= H1_LENIENT_WS_START_LINE;
	}
}

/* The single SP between two parts, or what the flags let stand for it. */
static bool
separator(struct reading *r)
{
	if (h1_cur_octet(&r->cur, ' ')) {
		lax_space(r);
		return true;
	}
	if ((r->lenient & H1_LENIENT_BARE_CR) && h1_cur_octet(&r->cur, '\r')) {
		r->tolerated |= H1_LENIENT_BARE_CR;
		lax_space(r);
		return true;
	}
	if (!at_space(r) || !(r->lenient & H1_LENIENT_WS_START_LINE))
		return false;
	lax_space(r);
	return true;
}

/* HTTP-version = "HTTP/" DIGIT "." DIGIT (RFC 9112, section 2.3) */
static enum h1_status
version(struct reading *r, uint8_t *minor)
{
	const uint8_t *at = r->cur.at;

	if (!h1_cur_literal(&r->cur, H1_SPAN("HTTP/")) ||
		h1_cur_left(&r->cur) < 3 ||
		!h1_octet_is(r->cur.at[0], H1_DIGIT) || r->cur.at[1] != '.' ||
		!h1_octet_is(r->cur.at[2], H1_DIGIT))
		return refuse_here(r, H1_E_VERSION_SYNTAX);
	*minor = h1_octet_hex(at[7]);
	r->cur.at = at + 8;
	return H1_OK;
}

/*
 * Another major version may have another grammar for the rest, so it is judged
 * before that.
 */
static enum h1_status
major(struct reading *r, const uint8_t *at)
{
	if (at[5] == '1')
		return H1_OK;
	return h1_refuse(r->err, H1_E_VERSION_MAJOR,
		(size_t)(at + 5 - r->base));
}

static enum h1_status
method(struct reading *r, struct h1_span *m)
{
	lax_space(r);
	*m = h1_cur_run(&r->cur, H1_TCHAR);
	if (m->len == 0)
		return refuse_here(r, h1_cur_at_end(&r->cur) || at_space(r)
					      ? H1_E_METHOD_EMPTY
					      : H1_E_METHOD_OCTET);
	if (h1_cur_at_end(&r->cur))
		return refuse_here(r, H1_E_TARGET_MISSING);
	if (!at_space(r))
		return refuse_here(r, H1_E_METHOD_OCTET);
	if (!separator(r))
		return refuse_here(r, H1_E_REQUEST_LINE_SPACE);
	return H1_OK;
}

/* The request-target as such: what stands between white space. */
static enum h1_status
target(struct reading *r, struct h1_span *t)
{
	const uint8_t *from = r->cur.at;

	if (h1_cur_at_end(&r->cur))
		return refuse_here(r, H1_E_TARGET_MISSING);
	r->cur.at = h1_scan_until(from, r->cur.end, H1_LAX_SPACE);
	*t = h1_span_between(from, r->cur.at);
	if (h1_cur_at_end(&r->cur))
		return refuse_here(r, H1_E_VERSION_MISSING);
	if (t->len == 0 || !separator(r) || at_space(r))
		return refuse_here(r, H1_E_REQUEST_LINE_SPACE);
	if (h1_cur_at_end(&r->cur))
		return refuse_here(r, H1_E_VERSION_MISSING);
	return H1_OK;
}

static enum h1_status
request_version(struct reading *r, uint8_t *minor)
{
	const uint8_t *at = r->cur.at;
	enum h1_code extra;

	if (version(r, minor) != H1_OK)
		return H1_ERROR;
	extra = at_space(r) ? H1_E_VERSION_EXTRA : H1_E_VERSION_SYNTAX;
	lax_space(r);
	if (!h1_cur_at_end(&r->cur))
		return refuse_here(r, extra);
	return major(r, at);
}

enum h1_status
h1_request_line_read(struct h1_request_line *request, struct h1_span line,
	unsigned lenient, struct h1_error *err)
{
	struct reading r = reading(line, lenient, err);
	struct h1_request_line q;

	if (method(&r, &q.method) != H1_OK || target(&r, &q.target) != H1_OK ||
		request_version(&r, &q.minor) != H1_OK)
		return H1_ERROR;
	if (h1_target_read(&q.parts, q.method, q.target, err) != H1_OK) {
		err->off += (size_t)(q.target.at - line.at);
		return H1_ERROR;
	}
	q.tolerated = r.tolerated;
	*request = q;
	return H1_OK;
}

static enum h1_status
status_version(struct reading *r, uint8_t *minor)
{
	const uint8_t *at;

	lax_space(r);
	at = r->cur.at;
	if (version(r, minor) != H1_OK)
		return H1_ERROR;
	if (!h1_cur_at_end(&r->cur) && !at_space(r))
		return refuse_here(r, H1_E_VERSION_SYNTAX);
	if (major(r, at) != H1_OK)
		return H1_ERROR;
	if (!separator(r) || at_space(r))
		return refuse_here(r, H1_E_STATUS_LINE_SPACE);
	return H1_OK;
}

/* status-code = 3DIGIT */
static enum h1_status
status_code(struct reading *r, uint16_t *status)
{
	struct h1_span digits = h1_cur_run(&r->cur, H1_DIGIT);

	if (digits.len != 3) {
		if (digits.len > 3)
			r->cur.at = digits.at + 3;
		return refuse_here(r, H1_E_STATUS_CODE);
	}
	*status = (uint16_t)(100 * h1_octet_hex(digits.at[0]) +
			     10 * h1_octet_hex(digits.at[1]) +
			     h1_octet_hex(digits.at[2]));
	if (!h1_cur_at_end(&r->cur) && !at_space(r))
		return refuse_here(r, H1_E_STATUS_CODE);
	return H1_OK;
}

/* SP [ reason-phrase ] */
static enum h1_status
reason(struct reading *r, struct h1_span *text)
{
	*text = h1_cur_rest(&r->cur);
	if (h1_cur_at_end(&r->cur) &&
		(r->lenient & H1_LENIENT_LAX_STATUS_LINE)) {
		r->tolerated |= H1_LENIENT_LAX_STATUS_LINE;
		return H1_OK;
	}
	if (!h1_cur_octet(&r->cur, ' ') && !separator(r))
		return refuse_here(r, H1_E_STATUS_LINE_SPACE);
	*text = h1_cur_rest(&r->cur);
	h1_cur_run(&r->cur, H1_FIELD_TEXT);
	while ((r->lenient & H1_LENIENT_BARE_CR) &&
		h1_cur_octet(&r->cur, '\r')) {
		r->tolerated |= H1_LENIENT_BARE_CR;
		h1_cur_run(&r->cur, H1_FIELD_TEXT);
	}
	if (!h1_cur_at_end(&r->cur))
		return refuse_here(r, H1_E_REASON_OCTET);
	return H1_OK;
}

enum h1_status
h1_status_line_read(struct h1_status_line *response, struct h1_span line,
	unsigned lenient, struct h1_error *err)
{
	struct reading r = reading(line, lenient, err);
	struct h1_status_line p;

	if (status_version(&r, &p.minor) != H1_OK ||
		status_code(&r, &p.status) != H1_OK ||
		reason(&r, &p.reason) != H1_OK)
		return H1_ERROR;
	p.tolerated = r.tolerated;
	*response = p;
	return H1_OK;
}
