#include "client/url.h"

#include "client/reference.h"
#include "h1/octet.h"

#include <assert.h>
#include <string.h>

const char *
client_url_text(enum client_url_result result)
{
	switch (result) {
	case CLIENT_URL_OK:
		break;
	case CLIENT_URL_SYNTAX:
		return "not a URL";
	case CLIENT_URL_SCHEME:
		return "neither http nor https";
	case CLIENT_URL_USERINFO:
		return "a URL with a user name in it is not used";
	case CLIENT_URL_HOST:
		return "no host";
	case CLIENT_URL_PORT:
		return "the port is not a number from 1 to 65535";
	case CLIENT_URL_TOO_LONG:
		return "longer than 8192 octets";
	}
	return "";
}

struct h1_span
client_url_span(const struct client_url *url,
	const struct client_url_part *part)
{
	if (!part->present)
		return (struct h1_span){NULL, 0};
	return (struct h1_span){url->text + part->off, part->len};
}

static bool
put(struct client_url *url, struct h1_span span)
{
	if (span.len > sizeof(url->text) - url->len)
		return false;
	if (span.len > 0)
		memcpy(url->text + url->len, span.at, span.len);
	url->len += span.len;
	return true;
}

/* A part that is there, with what stands before it. */
static bool
put_part(struct client_url *url, struct client_url_part *part,
	struct h1_span before, struct h1_span span)
{
	*part = (struct client_url_part){0, 0, false};
	if (!span.at)
		return true;
	if (!put(url, before))
		return false;
	*part = (struct client_url_part){
		(uint16_t)url->len, (uint16_t)span.len, true};
	return put(url, span);
}

/* Component recomposition (RFC 3986, section 5.3). */
static bool
compose(struct client_url *url, const struct client_reference *parts)
{
	url->len = 0;
	return put(url, url->secure ? H1_SPAN("https") : H1_SPAN("http")) &&
	       put_part(url, &url->authority, H1_SPAN("://"),
		       parts->authority) &&
	       put_part(url, &url->path, H1_SPAN(""), parts->path) &&
	       put_part(url, &url->query, H1_SPAN("?"), parts->query) &&
	       put_part(url, &url->fragment, H1_SPAN("#"), parts->fragment);
}

static enum client_url_result
read_scheme(struct client_url *url, struct h1_span scheme)
{
	if (!scheme.at)
		return CLIENT_URL_SYNTAX;
	url->secure = h1_span_equal_nocase(scheme, H1_SPAN("https"));
	if (!url->secure && !h1_span_equal_nocase(scheme, H1_SPAN("http")))
		return CLIENT_URL_SCHEME;
	return CLIENT_URL_OK;
}

static bool
has(struct h1_span span, uint8_t octet)
{
	return span.len > 0 && memchr(span.at, octet, span.len) != NULL;
}

/* Names as they can be looked up: of octets that need no decoding. */
static enum client_url_result
read_authority(struct client_url *url, struct h1_span in)
{
	struct h1_authority authority;
	struct h1_error err;

	if (!in.at)
		return CLIENT_URL_SYNTAX;
	if (has(in, '@'))
		return CLIENT_URL_USERINFO;
	if (h1_authority_read(&authority, in, &err) != H1_OK)
		return err.code == H1_E_AUTHORITY_PORT ? CLIENT_URL_PORT
						       : CLIENT_URL_SYNTAX;
	if (authority.host.len == 0 || has(authority.host, '%') ||
		authority.kind == H1_HOST_IPVFUTURE)
		return CLIENT_URL_HOST;
	if (authority.port.len > 0 && authority.port_number == 0)
		return CLIENT_URL_PORT;
	url->kind = authority.kind;
	url->port = authority.port_number;
	if (url->port == 0)
		url->port = url->secure ? 443 : 80;
	url->host.len = (uint16_t)authority.host.len;
	url->host.present = true;
	return CLIENT_URL_OK;
}

/* From parts, with the path already in its final form. */
static enum client_url_result
make(struct client_url *url, const struct client_reference *parts)
{
	enum client_url_result result = read_scheme(url, parts->scheme);

	if (result == CLIENT_URL_OK)
		result = read_authority(url, parts->authority);
	if (result != CLIENT_URL_OK)
		return result;
	if (!compose(url, parts))
		return CLIENT_URL_TOO_LONG;
	url->host.off = url->authority.off;
	return CLIENT_URL_OK;
}

enum client_url_result
client_url_read(struct client_url *url, struct h1_span in)
{
	struct client_reference parts;
	struct client_url made = {.len = 0};
	uint8_t path[CLIENT_URL_MAX + 1];
	enum client_url_result result;

	if (in.len > CLIENT_URL_MAX)
		return CLIENT_URL_TOO_LONG;
	if (!client_reference_read(&parts, in))
		return CLIENT_URL_SYNTAX;
	if (parts.scheme.at)
		parts.path = (struct h1_span){
			path, client_reference_path(path, &parts, &parts)};
	result = make(&made, &parts);
	if (result == CLIENT_URL_OK)
		*url = made;
	return result;
}

static struct client_reference
parts_of(const struct client_url *url)
{
	return (struct client_reference){
		.scheme = url->secure ? H1_SPAN("https") : H1_SPAN("http"),
		.authority = client_url_span(url, &url->authority),
		.path = client_url_span(url, &url->path),
		.query = client_url_span(url, &url->query),
		.fragment = client_url_span(url, &url->fragment),
	};
}

enum client_url_result
client_url_resolve(struct client_url *url, const struct client_url *base,
	struct h1_span reference)
{
	const struct client_reference from = parts_of(base);
	struct client_reference parts, target;
	struct client_url made = {.len = 0};
	uint8_t path[2 * CLIENT_URL_MAX + 1];
	enum client_url_result result;

	if (reference.len > CLIENT_URL_MAX)
		return CLIENT_URL_TOO_LONG;
	if (!client_reference_read(&parts, reference))
		return CLIENT_URL_SYNTAX;
	client_reference_transform(&target, &from, &parts);
	target.path = (struct h1_span){
		path, client_reference_path(path, &from, &parts)};
	if (!target.fragment.at)
		target.fragment = from.fragment;
	result = make(&made, &target);
	if (result == CLIENT_URL_OK)
		*url = made;
	return result;
}

bool
client_url_same_origin(const struct client_url *a, const struct client_url *b)
{
	return a->secure == b->secure && a->port == b->port &&
	       h1_span_equal_nocase(client_url_span(a, &a->host),
		       client_url_span(b, &b->host));
}

static size_t
copy(uint8_t *out, size_t at, struct h1_span span)
{
	if (span.len > 0)
		memcpy(out + at, span.at, span.len);
	return at + span.len;
}

size_t
client_url_target(const struct client_url *url, uint8_t *out)
{
	struct h1_span path = client_url_span(url, &url->path);
	size_t len = copy(out, 0, path.len > 0 ? path : H1_SPAN("/"));

	if (!url->query.present)
		return len;
	len = copy(out, len, H1_SPAN("?"));
	return copy(out, len, client_url_span(url, &url->query));
}

void
client_url_host(const struct client_url *url, char *out)
{
	struct h1_span host = client_url_span(url, &url->host);

	if (url->kind == H1_HOST_IPV6)
		host = (struct h1_span){host.at + 1, host.len - 2};
	assert(host.at);
	memcpy(out, host.at, host.len);
	out[host.len] = '\0';
}
