#include "h1/target.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/octet.h"

/* pct-encoded = "%" HEXDIG HEXDIG (RFC 3986, section 2.1) */
static bool
pct_encoded(struct h1_cur *cur)
{
	if (h1_cur_left(cur) < 3 || cur->at[0] != '%' ||
		!h1_octet_is(cur->at[1], H1_HEXDIG) ||
		!h1_octet_is(cur->at[2], H1_HEXDIG))
		return false;
	cur->at += 3;
	return true;
}

/* *( octet of `classes` / pct-encoded ) */
static struct h1_span
uri_run(struct h1_cur *cur, uint32_t classes)
{
	const uint8_t *from = cur->at;

	do {
		h1_cur_run(cur, classes);
	} while (pct_encoded(cur));
	return h1_span_between(from, cur->at);
}

/* dec-octet (RFC 3986, section 3.2.2): 0 to 255, no leading zero */
static bool
dec_octet(struct h1_cur *cur)
{
	struct h1_cur c = *cur;
	struct h1_span digits = h1_cur_run(&c, H1_DIGIT);
	unsigned n = 0;

	if (digits.len == 0 || digits.len > 3 ||
		(digits.len > 1 && digits.at[0] == '0'))
		return false;
	for (size_t i = 0; i < digits.len; i++)
		n = 10 * n + h1_octet_hex(digits.at[i]);
	if (n > 255)
		return false;
	*cur = c;
	return true;
}

/* IPv4address = dec-octet 3( "." dec-octet ) */
static bool
ipv4_address(struct h1_cur *cur)
{
	struct h1_cur c = *cur;

	if (!dec_octet(&c))
		return false;
	for (int i = 0; i < 3; i++)
		if (!h1_cur_octet(&c, '.') || !dec_octet(&c))
			return false;
	*cur = c;
	return true;
}

static bool
at_hexdig(const struct h1_cur *cur)
{
	return !h1_cur_at_end(cur) && h1_octet_is(*cur->at, H1_HEXDIG);
}

/*
 * IPv6address (RFC 3986, section 3.2.2): eight groups of 16 bits, of which "::"
 * stands for one or more, and an IPv4address for the last two.
 */
static bool
ipv6_address(struct h1_cur *cur)
{
	bool gap = h1_cur_literal(cur, H1_SPAN("::"));
	size_t n_groups = 0;

	if (gap && !at_hexdig(cur))
		return true;
	for (;;) {
		size_t len;

		if (ipv4_address(cur)) {
			n_groups += 2;
			break;
		}
		len = h1_cur_run(cur, H1_HEXDIG).len;
		if (len < 1 || len > 4)
			return false;
		n_groups++;
		if (h1_cur_literal(cur, H1_SPAN("::"))) {
			if (gap)
				return false;
			gap = true;
			if (!at_hexdig(cur))
				break;
		} else if (!h1_cur_octet(cur, ':')) {
			break;
		}
	}
	return gap ? n_groups <= 7 : n_groups == 8;
}

/* IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool
ipvfuture(struct h1_cur *cur)
{
	return (h1_cur_octet(cur, 'v') || h1_cur_octet(cur, 'V')) &&
	       h1_cur_run(cur, H1_HEXDIG).len > 0 && h1_cur_octet(cur, '.') &&
	       h1_cur_run(cur, H1_USERINFO).len > 0;
}

/* IP-literal = "[" ( IPv6address / IPvFuture ) "]" */
static bool
ip_literal(struct h1_cur *cur, enum h1_host_kind *kind)
{
	struct h1_cur c = *cur;

	h1_cur_octet(&c, '[');
	if (ipvfuture(&c)) {
		*kind = H1_HOST_IPVFUTURE;
	} else {
		c.at = cur->at + 1;
		if (!ipv6_address(&c))
			return false;
		*kind = H1_HOST_IPV6;
	}
	if (!h1_cur_octet(&c, ']'))
		return false;
	*cur = c;
	return true;
}

/* uri-host = IP-literal / IPv4address / reg-name */
static enum h1_status
uri_host(struct h1_cur *cur, struct h1_authority *a, struct h1_error *err)
{
	const uint8_t *from = cur->at;
	struct h1_cur host;

	a->kind = H1_HOST_REG_NAME;
	if (!h1_cur_at_end(cur) && *from == '[') {
		if (!ip_literal(cur, &a->kind))
			return h1_refuse(err, H1_E_AUTHORITY_LITERAL, 0);
		a->host = h1_span_between(from, cur->at);
		return H1_OK;
	}
	a->host = uri_run(cur, H1_REG_NAME);
	host = h1_cur_over(a->host);
	if (ipv4_address(&host) && h1_cur_at_end(&host))
		a->kind = H1_HOST_IPV4;
	return H1_OK;
}

/* port = *DIGIT; a TCP port has 16 bits (RFC 9110, section 4.2.1) */
static bool
port(struct h1_cur *cur, struct h1_authority *a)
{
	unsigned n = 0;

	a->port = h1_cur_run(cur, H1_DIGIT);
	for (size_t i = 0; i < a->port.len; i++) {
		n = 10 * n + h1_octet_hex(a->port.at[i]);
		if (n > UINT16_MAX)
			return false;
	}
	a->port_number = (uint16_t)n;
	return h1_cur_at_end(cur);
}

enum h1_status
h1_authority_read(struct h1_authority *authority, struct h1_span in,
	struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(in);
	struct h1_authority a = {.kind = H1_HOST_REG_NAME};
	size_t off;

	if (uri_host(&cur, &a, err) != H1_OK)
		return H1_ERROR;
	off = (size_t)(cur.at - in.at);
	if (h1_cur_octet(&cur, ':')) {
		if (!port(&cur, &a))
			return h1_refuse(err, H1_E_AUTHORITY_PORT, off + 1);
	} else if (!h1_cur_at_end(&cur)) {
		return h1_refuse(err,
			*cur.at == '%' ? H1_E_AUTHORITY_PCT
				       : H1_E_AUTHORITY_OCTET,
			off);
	}
	*authority = a;
	return H1_OK;
}

/* absolute-path or path-abempty, [ "?" query ], and nothing behind them */
static enum h1_status
path_query(struct h1_cur *cur, struct h1_target *t, const uint8_t *base,
	struct h1_error *err)
{
	size_t off;

	t->path = uri_run(cur, H1_PATH);
	if (h1_cur_octet(cur, '?'))
		t->query = uri_run(cur, H1_QUERY);
	if (h1_cur_at_end(cur))
		return H1_OK;
	off = (size_t)(cur->at - base);
	if (*cur->at == '#')
		return h1_refuse(err, H1_E_TARGET_FRAGMENT, off);
	if (*cur->at == '%')
		return h1_refuse(err, H1_E_TARGET_PCT, off);
	return h1_refuse(err, H1_E_TARGET_OCTET, off);
}

/* Takes what lies before the path, the query or a fragment. */
static struct h1_span
until_path(struct h1_cur *cur)
{
	const uint8_t *from = cur->at;

	while (cur->at != cur->end && *cur->at != '/' && *cur->at != '?' &&
		*cur->at != '#')
		cur->at++;
	return h1_span_between(from, cur->at);
}

/* [ userinfo "@" ] host [ ":" port ] (RFC 3986, section 3.2) */
static enum h1_status
uri_authority(struct h1_target *t, struct h1_span in, const uint8_t *base,
	struct h1_error *err)
{
	bool http = h1_span_equal_nocase(t->scheme, H1_SPAN("http")) ||
		    h1_span_equal_nocase(t->scheme, H1_SPAN("https"));
	struct h1_cur cur = h1_cur_over(in);
	struct h1_authority a;
	struct h1_span userinfo = uri_run(&cur, H1_USERINFO);

	if (!h1_cur_octet(&cur, '@'))
		cur = h1_cur_over(in);
	else if (http)
		return h1_refuse(err, H1_E_TARGET_USERINFO,
			(size_t)(in.at - base));
	else
		t->userinfo = userinfo;
	t->authority = h1_cur_rest(&cur);
	if (h1_authority_read(&a, t->authority, err) != H1_OK) {
		err->off += (size_t)(cur.at - base);
		return H1_ERROR;
	}
	if (http && a.host.len == 0)
		return h1_refuse(err, H1_E_TARGET_HOST_EMPTY,
			(size_t)(cur.at - base));
	return H1_OK;
}

/* absolute-form = absolute-URI (RFC 9112, section 3.2.2), with an authority */
static enum h1_status
absolute_form(struct h1_target *t, struct h1_span in, struct h1_error *err)
{
	struct h1_cur cur = h1_cur_over(in);

	if (h1_cur_at_end(&cur) || !h1_octet_is(*cur.at, H1_ALPHA))
		return h1_refuse(err, H1_E_TARGET_FORM, 0);
	t->scheme = h1_cur_run(&cur, H1_SCHEME);
	if (!h1_cur_octet(&cur, ':'))
		return h1_refuse(err, H1_E_TARGET_FORM, 0);
	if (!h1_cur_literal(&cur, H1_SPAN("//")))
		return h1_refuse(err, H1_E_TARGET_NO_AUTHORITY,
			(size_t)(cur.at - in.at));
	if (uri_authority(t, until_path(&cur), in.at, err) != H1_OK)
		return H1_ERROR;
	return path_query(&cur, t, in.at, err);
}

/* authority-form = uri-host ":" port (RFC 9112, section 3.2.3) */
static enum h1_status
authority_form(struct h1_target *t, struct h1_span in, struct h1_error *err)
{
	struct h1_authority a;

	if (h1_authority_read(&a, in, err) != H1_OK)
		return H1_ERROR;
	if (a.host.len == 0)
		return h1_refuse(err, H1_E_TARGET_HOST_EMPTY, 0);
	if (a.port_number == 0)
		return h1_refuse(err, H1_E_CONNECT_PORT, in.len - a.port.len);
	t->authority = in;
	return H1_OK;
}

static enum h1_target_form
form(struct h1_span method, struct h1_span in)
{
	if (h1_span_equal(method, H1_SPAN("CONNECT")))
		return H1_TARGET_AUTHORITY;
	if (in.len > 0 && in.at[0] == '/')
		return H1_TARGET_ORIGIN;
	if (h1_span_equal(in, H1_SPAN("*")))
		return H1_TARGET_ASTERISK;
	return H1_TARGET_ABSOLUTE;
}

enum h1_status
h1_target_read(struct h1_target *target, struct h1_span method,
	struct h1_span in, struct h1_error *err)
{
	struct h1_target t = {.form = form(method, in)};
	struct h1_cur cur = h1_cur_over(in);
	enum h1_status st = H1_OK;

	switch (t.form) {
	case H1_TARGET_ORIGIN:
		st = path_query(&cur, &t, in.at, err);
		break;
	case H1_TARGET_ABSOLUTE:
		st = absolute_form(&t, in, err);
		break;
	case H1_TARGET_AUTHORITY:
		st = authority_form(&t, in, err);
		break;
	case H1_TARGET_ASTERISK:
		if (!h1_span_equal(method, H1_SPAN("OPTIONS")))
			return h1_refuse(err, H1_E_TARGET_FORM, 0);
		break;
	}
	if (st == H1_OK)
		*target = t;
	return st;
}
