#include "h1/uri.h"

#include "fault/fault.h"
#include "h1/octet.h"
#include "h1/swar.h"

enum part {
	TARGET,	  /* before anything */
	ASTERISK, /* all that may be there is there */
	SCHEME,
	SLASH, /* before the first of two */
	SLASH_SLASH,
	HOST,
	LITERAL,
	LITERAL_END,
	PORT,
	USERINFO, /* it can be nothing else */
	PATH,
	QUERY,
	PCT, /* behind "%" */
	PCT_DIGIT,
	REFUSED /* no part: what such an octet leads to */
};

/* Octets that leave a part as it is, and why others do not fit. */
static const struct {
	uint32_t run;
	enum h1_code code;
	enum h1_code at_end;
} parts[] = {
	[TARGET] = {0, H1_E_TARGET_FORM, H1_E_TARGET_MISSING},
	[ASTERISK] = {0, H1_E_TARGET_FORM, H1_E_NONE},
	[SCHEME] = {H1_SCHEME, H1_E_TARGET_FORM, H1_E_TARGET_FORM},
	[SLASH] = {0, H1_E_TARGET_NO_AUTHORITY, H1_E_TARGET_NO_AUTHORITY},
	[SLASH_SLASH] = {0, H1_E_TARGET_NO_AUTHORITY, H1_E_TARGET_NO_AUTHORITY},
	[HOST] = {H1_REG_NAME, H1_E_AUTHORITY_OCTET, H1_E_NONE},
	[LITERAL] = {0, H1_E_AUTHORITY_LITERAL, H1_E_AUTHORITY_LITERAL},
	[LITERAL_END] = {0, H1_E_AUTHORITY_OCTET, H1_E_NONE},
	[PORT] = {0, H1_E_AUTHORITY_PORT, H1_E_NONE},
	[USERINFO] = {H1_USERINFO, H1_E_AUTHORITY_PORT, H1_E_AUTHORITY_PORT},
	[PATH] = {H1_PATH, H1_E_TARGET_OCTET, H1_E_NONE},
	[QUERY] = {H1_QUERY, H1_E_TARGET_OCTET, H1_E_NONE},
	[PCT] = {0, H1_E_TARGET_PCT, H1_E_TARGET_PCT},
	[PCT_DIGIT] = {0, H1_E_TARGET_PCT, H1_E_TARGET_PCT},
};

void
h1_uri_init(struct h1_uri *uri, enum h1_uri_kind kind)
{
	bool authority = kind == H1_URI_CONNECT || kind == H1_URI_HOST;

	*uri = (struct h1_uri){.kind = (uint8_t)kind,
		.part = authority ? HOST : TARGET,
		.form = H1_TARGET_AUTHORITY};
}

enum h1_uri_kind
h1_uri_kind_of(struct h1_span method)
{
	if (h1_span_equal(method, H1_SPAN("CONNECT")))
		return H1_URI_CONNECT;
	if (h1_span_equal(method, H1_SPAN("OPTIONS")))
		return H1_URI_OPTIONS;
	return H1_URI_TARGET;
}

/* --- what an octet leads to, in each part -------------------------------- */

/* pct-encoded = "%" HEXDIG HEXDIG (RFC 3986, section 2.1) */
static enum part
pct(struct h1_uri *u, enum part back)
{
	if (FAULTY(pct_unchecked))
		return back;
	if (FAULTY(pct_refused))
		return REFUSED;
	u->back = (uint8_t)back;
	return PCT;
}

static enum part
target(struct h1_uri *u, uint8_t octet)
{
	if (octet == '/') {
		u->form = H1_TARGET_ORIGIN;
		return PATH;
	}
	if (octet == '*' && u->kind == H1_URI_OPTIONS) {
		u->form = H1_TARGET_ASTERISK;
		return ASTERISK;
	}
	u->form = H1_TARGET_ABSOLUTE;
	return h1_octet_is(octet, H1_ALPHA) ? SCHEME : REFUSED;
}

static enum part
nothing(struct h1_uri *u, uint8_t octet)
{
	(void)u;
	(void)octet;
	return REFUSED;
}

/* The scheme is complete; `first` is its first octet. */
static enum part
scheme(struct h1_uri *u, const uint8_t *first, uint8_t octet)
{
	struct h1_span name = {first, u->n};

	if (octet != ':')
		return REFUSED;
	u->scheme_len = u->n;
	if (FAULTY(scheme_case_sensitive) &&
		!h1_span_equal(name, H1_SPAN("http")))
		return REFUSED;
	u->http = h1_span_equal_nocase(name, H1_SPAN("http")) ||
		  h1_span_equal_nocase(name, H1_SPAN("https"));
	u->user = !u->http;
	return SLASH;
}

static enum part
slash(struct h1_uri *u, uint8_t octet)
{
	(void)u;
	return octet == '/' ? SLASH_SLASH : REFUSED;
}

/* "//" [ userinfo "@" ] host [ ":" port ] (RFC 3986, section 3.2) */
static enum part
slash_slash(struct h1_uri *u, uint8_t octet)
{
	u->user_off = u->n + 1;
	u->authority_off = u->n + 1;
	return octet == '/' ? HOST : REFUSED;
}

/* What looked like host and port was userinfo; now they come. */
static enum part
user_ends(struct h1_uri *u)
{
	u->user = false;
	u->has_user = true;
	u->has_port = false;
	u->port_number = 0;
	u->authority_off = u->n + 1;
	return HOST;
}

/* http and https need a host, CONNECT does (RFC 9110, section 4.2.1) */
static bool
host_missing(const struct h1_uri *u)
{
	return u->n == u->authority_off &&
	       (u->http || u->kind == H1_URI_CONNECT);
}

/* A path, or a query behind an empty one, ends the authority. */
static enum part
path_begins(struct h1_uri *u, uint8_t octet)
{
	if (u->form != H1_TARGET_ABSOLUTE || (octet != '/' && octet != '?') ||
		host_missing(u) || u->port_number > UINT16_MAX)
		return REFUSED;
	u->authority_end = u->n;
	u->path_off = u->n;
	if (octet == '/')
		return PATH;
	u->path_end = u->n;
	u->has_query = true;
	return QUERY;
}

static enum part
port_begins(struct h1_uri *u)
{
	u->host_end = u->n;
	u->has_port = true;
	return host_missing(u) ? REFUSED : PORT;
}

static enum part
host(struct h1_uri *u, uint8_t octet)
{
	if (FAULTY(ip_literal_refused) && octet == '[')
		return REFUSED;
	if (octet == '[' && u->n == u->authority_off) {
		u->literal = (struct h1_literal){.part = 0};
		u->user = false;
		return LITERAL;
	}
	if (octet == '%')
		return pct(u, HOST);
	if (octet == ':')
		return port_begins(u);
	if (octet == '@' && u->user)
		return user_ends(u);
	u->host_end = u->n;
	return path_begins(u, octet);
}

static enum part
literal(struct h1_uri *u, uint8_t octet)
{
	if (!h1_literal_octet(&u->literal, octet))
		return REFUSED;
	return h1_literal_closed(&u->literal) ? LITERAL_END : LITERAL;
}

static enum part
literal_end(struct h1_uri *u, uint8_t octet)
{
	if (octet == ':')
		return port_begins(u);
	u->host_end = u->n;
	return path_begins(u, octet);
}

/* port = *DIGIT; a TCP port has 16 bits (RFC 9110, section 4.2.1) */
static enum part
port(struct h1_uri *u, uint8_t octet)
{
	if (h1_octet_is(octet, H1_DIGIT) && u->port_number <= UINT16_MAX) {
		u->port_number = 10 * u->port_number + h1_octet_hex(octet);
		return u->port_number <= UINT16_MAX || u->user ? PORT : REFUSED;
	}
	if (octet == '@' && u->user)
		return user_ends(u);
	if (octet == '%' && u->user)
		return pct(u, USERINFO);
	if (h1_octet_is(octet, H1_USERINFO) && u->user)
		return USERINFO;
	return path_begins(u, octet);
}

static enum part
userinfo(struct h1_uri *u, uint8_t octet)
{
	if (octet == '%')
		return pct(u, USERINFO);
	return octet == '@' ? user_ends(u) : REFUSED;
}

static enum part
path(struct h1_uri *u, uint8_t octet)
{
	if (octet == '%')
		return pct(u, PATH);
	if (octet != '?')
		return REFUSED;
	u->path_end = u->n;
	u->has_query = true;
	return QUERY;
}

static enum part
query(struct h1_uri *u, uint8_t octet)
{
	return octet == '%' ? pct(u, QUERY) : REFUSED;
}

static enum part
pct_first(struct h1_uri *u, uint8_t octet)
{
	(void)u;
	return h1_octet_is(octet, H1_HEXDIG) ? PCT_DIGIT : REFUSED;
}

static enum part
pct_second(struct h1_uri *u, uint8_t octet)
{
	return h1_octet_is(octet, H1_HEXDIG) ? (enum part)u->back : REFUSED;
}

/* But for SCHEME, which looks back. */
static enum part (*const steps[])(struct h1_uri *u, uint8_t octet) = {
	[TARGET] = target,
	[ASTERISK] = nothing,
	[SLASH] = slash,
	[SLASH_SLASH] = slash_slash,
	[HOST] = host,
	[LITERAL] = literal,
	[LITERAL_END] = literal_end,
	[PORT] = port,
	[USERINFO] = userinfo,
	[PATH] = path,
	[QUERY] = query,
	[PCT] = pct_first,
	[PCT_DIGIT] = pct_second,
};

static enum part
step(struct h1_uri *u, const uint8_t *first, uint8_t octet)
{
	if (u->part == SCHEME)
		return scheme(u, first, octet);
	return steps[u->part](u, octet);
}

const uint8_t *
h1_uri_feed(struct h1_uri *uri, const uint8_t *first, const uint8_t *at,
	const uint8_t *end)
{
	if (FAULTY(double_slash_refused) && end > at + 1 && at[1] == '/')
		return at + 1;
	for (;;) {
		enum part next;

		at = h1_swar_while(at, end, parts[uri->part].run);
		uri->n = (uint32_t)(at - first);
		if (at == end)
			return at;
		next = step(uri, first, *at);
		if (next == REFUSED)
			return at;
		uri->part = (uint8_t)next;
		at++;
	}
}

uint32_t
h1_uri_run(const struct h1_uri *uri)
{
	return parts[uri->part].run;
}

static bool
in_authority(const struct h1_uri *u)
{
	return u->part == HOST || u->part == PORT || u->part == LITERAL_END;
}

/* pct-encoded has the code of the part it stands in. */
static enum h1_code
pct_code(const struct h1_uri *u)
{
	return u->back == HOST || u->back == USERINFO ? H1_E_AUTHORITY_PCT
						      : H1_E_TARGET_PCT;
}

/* What can stand behind an authority. */
static bool
is_gen_delim(uint8_t octet)
{
	return octet == '/' || octet == '?' || octet == '#';
}

enum h1_code
h1_uri_refusal(const struct h1_uri *uri, uint8_t octet)
{
	bool target = uri->kind != H1_URI_HOST;

	if (uri->part == PCT || uri->part == PCT_DIGIT)
		return pct_code(uri);
	if (uri->http && octet == '@' && in_authority(uri))
		return H1_E_TARGET_USERINFO;
	if (in_authority(uri) && host_missing(uri) &&
		(octet == ':' || (uri->http && is_gen_delim(octet))))
		return H1_E_TARGET_HOST_EMPTY;
	if (octet == '#' && target && uri->port_number <= UINT16_MAX &&
		(uri->part == PATH || uri->part == QUERY ||
			(in_authority(uri) && uri->form == H1_TARGET_ABSOLUTE)))
		return H1_E_TARGET_FRAGMENT;
	return parts[uri->part].code;
}

enum h1_code
h1_uri_end(struct h1_uri *uri)
{
	if (uri->part == PCT || uri->part == PCT_DIGIT)
		return pct_code(uri);
	if (in_authority(uri)) {
		uri->authority_end = uri->n;
		uri->path_off = uri->n;
		if (!uri->has_port)
			uri->host_end = uri->n;
		if (host_missing(uri))
			return H1_E_TARGET_HOST_EMPTY;
		if (uri->port_number > UINT16_MAX &&
			ENFORCED(H1_E_AUTHORITY_PORT))
			return H1_E_AUTHORITY_PORT;
		if (FAULTY(empty_port_refused) && uri->part == PORT &&
			uri->n == uri->host_end + 1)
			return H1_E_AUTHORITY_PORT;
		if (uri->kind == H1_URI_CONNECT && uri->port_number == 0)
			return H1_E_CONNECT_PORT;
	}
	if (!uri->has_query)
		uri->path_end = uri->n;
	return parts[uri->part].at_end;
}

void
h1_uri_parts(struct h1_target *target, const struct h1_uri *uri,
	const uint8_t *first)
{
	struct h1_target t = {.form = (enum h1_target_form)uri->form};

	if (t.form == H1_TARGET_ABSOLUTE)
		t.scheme = (struct h1_span){first, uri->scheme_len};
	if (uri->has_user)
		t.userinfo = h1_span_between(first + uri->user_off,
			first + uri->authority_off - 1);
	if (t.form == H1_TARGET_ABSOLUTE || t.form == H1_TARGET_AUTHORITY)
		t.authority = h1_span_between(first + uri->authority_off,
			first + uri->authority_end);
	if (t.form == H1_TARGET_ABSOLUTE || t.form == H1_TARGET_ORIGIN)
		t.path = h1_span_between(first + uri->path_off,
			first + uri->path_end);
	if (uri->has_query)
		t.query = h1_span_between(first + uri->path_end + 1,
			first + uri->n);
	*target = t;
}
