#include "model/uri.h"

#include <string.h>

#include "model/abnf.h"
#include "model/address.h"

/* pct-encoded = "%" HEXDIG HEXDIG */
static bool
pct_encoded(struct h1_cur *in)
{
	if (in->end - in->at < 3 || in->at[0] != '%' ||
		!model_hexdig(in->at[1]) || !model_hexdig(in->at[2]))
		return false;
	in->at += 3;
	return true;
}

/* *( unreserved / pct-encoded / sub-delims / one of `others` ) */
static struct h1_span
uri_octets(struct h1_cur *in, const char *others)
{
	const uint8_t *first = in->at;

	while (!model_end(in)) {
		if (model_unreserved(*in->at) || model_sub_delims(*in->at) ||
			(*in->at && strchr(others, *in->at)))
			in->at++;
		else if (!pct_encoded(in))
			break;
	}
	return h1_span_between(first, in->at);
}

/* host = IP-literal / IPv4address / reg-name; a reg-name may look like an
 * IPv4address, so there is nothing to tell apart. */
static bool
host(struct h1_cur *in, struct h1_span *out)
{
	const uint8_t *first = in->at;

	if (!model_end(in) && *in->at == '[') {
		if (!model_ip_literal(in))
			return false;
	} else {
		(void)uri_octets(in, "");
	}
	*out = h1_span_between(first, in->at);
	return true;
}

struct authority {
	struct h1_span host;
	struct h1_span all; /* host and port */
	bool userinfo;
	bool port;
	uint64_t port_number;
};

/* host [ ":" port ], of which the port is at most 65535 */
static bool
host_and_port(struct h1_cur *in, struct authority *out)
{
	const uint8_t *first = in->at;

	out->port_number = 0;
	out->port = false;
	if (!host(in, &out->host))
		return false;
	if (model_octet(in, ':')) {
		struct h1_span digits = model_many(in, model_digit);

		out->port = digits.len > 0;
		if (!model_number(&out->port_number, digits, 10, 65535))
			return false;
	}
	out->all = h1_span_between(first, in->at);
	return true;
}

/* authority = [ userinfo "@" ] host [ ":" port ] */
static bool
authority(struct h1_cur *in, struct authority *out)
{
	struct h1_cur user = *in;

	(void)uri_octets(&user, ":");
	out->userinfo = model_octet(&user, '@');
	if (out->userinfo)
		*in = user;
	return host_and_port(in, out);
}

bool
model_host(struct h1_span span)
{
	struct h1_cur in = model_over(span);
	struct authority found;

	return host_and_port(&in, &found) && model_end(&in);
}

/* [ "?" query ], and nothing behind it */
static bool
query_and_end(struct h1_cur *in, struct model_target *out)
{
	if (model_octet(in, '?'))
		out->query = uri_octets(in, ":@/?");
	return model_end(in);
}

/* absolute-path [ "?" query ] */
static bool
origin_form(struct h1_cur *in, struct model_target *out)
{
	out->form = H1_TARGET_ORIGIN;
	out->path = uri_octets(in, ":@/");
	return out->path.len && out->path.at[0] == '/' &&
	       query_and_end(in, out);
}

/* scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) */
static bool
scheme_octet(uint8_t octet)
{
	return model_alpha(octet) || model_digit(octet) || octet == '+' ||
	       octet == '-' || octet == '.';
}

static bool
scheme(struct h1_cur *in, struct h1_span *out)
{
	*out = model_many(in, scheme_octet);
	return out->len && model_alpha(out->at[0]);
}

/* Of http and https: a host, and no userinfo (RFC 9110, section 4.2). */
static bool
http_authority(const struct authority *found, struct h1_span of)
{
	if (!model_is(of, "http") && !model_is(of, "https"))
		return true;
	return found->host.len && !found->userinfo;
}

/* scheme ":" "//" authority path-abempty [ "?" query ] */
static bool
absolute_form(struct h1_cur *in, struct model_target *out)
{
	struct authority found;

	out->form = H1_TARGET_ABSOLUTE;
	if (!scheme(in, &out->scheme) || !model_text_exact(in, "://"))
		return false;
	if (!authority(in, &found) || !http_authority(&found, out->scheme))
		return false;
	out->authority = found.all;
	out->path = uri_octets(in, ":@/");
	if (out->path.len && out->path.at[0] != '/')
		return false;
	return query_and_end(in, out);
}

/* uri-host ":" port, of which neither is missing, nor the port 0 */
static bool
authority_form(struct h1_cur *in, struct model_target *out)
{
	struct authority found;

	out->form = H1_TARGET_AUTHORITY;
	if (!host_and_port(in, &found) || !model_end(in))
		return false;
	out->authority = found.all;
	return found.host.len && found.port && found.port_number > 0;
}

bool
model_request_target(struct model_target *out, struct h1_span method,
	struct h1_span span)
{
	struct h1_cur in = model_over(span);

	memset(out, 0, sizeof(*out));
	if (model_is_exact(method, "CONNECT"))
		return authority_form(&in, out);
	if (span.len && span.at[0] == '/')
		return origin_form(&in, out);
	if (span.len == 1 && span.at[0] == '*') {
		out->form = H1_TARGET_ASTERISK;
		return model_is_exact(method, "OPTIONS");
	}
	return absolute_form(&in, out);
}
