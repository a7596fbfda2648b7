#include "h1/target.h"

#include "h1/octet.h"
#include "h1/refuse.h"
#include "h1/uri.h"

/* Reads the whole of `in`; off from in.at. */
static enum h1_status
read_all(struct h1_uri *uri, enum h1_uri_kind kind, struct h1_span in,
	struct h1_error *err)
{
	const uint8_t *end = in.len ? in.at + in.len : in.at;
	const uint8_t *stop;
	enum h1_code code;

	h1_uri_init(uri, kind);
	stop = h1_uri_feed(uri, in.at, in.at, end);
	code = stop == end ? h1_uri_end(uri) : h1_uri_refusal(uri, *stop);
	if (code != H1_E_NONE)
		return h1_refuse(err, code, uri->n);
	return H1_OK;
}

/*
 * IPv4address = dec-octet 3( "." dec-octet ): anything else that a reg-name
 * can be is one (RFC 3986, section 3.2.2).
 */
static bool
is_ipv4(struct h1_span host)
{
	struct h1_literal mapped = {.part = 0};
	struct h1_span front = H1_SPAN("::");

	for (size_t i = 0; i < front.len; i++)
		h1_literal_octet(&mapped, front.at[i]);
	for (size_t i = 0; i < host.len; i++)
		if (!h1_literal_octet(&mapped, host.at[i]))
			return false;
	return mapped.n_dots == 3 && h1_literal_octet(&mapped, ']');
}

static enum h1_host_kind
host_kind(const struct h1_uri *uri, struct h1_span host)
{
	if (host.len > 0 && host.at[0] == '[')
		return uri->literal.future ? H1_HOST_IPVFUTURE : H1_HOST_IPV6;
	return is_ipv4(host) ? H1_HOST_IPV4 : H1_HOST_REG_NAME;
}

enum h1_status
h1_authority_read(struct h1_authority *authority, struct h1_span in,
	struct h1_error *err)
{
	struct h1_uri uri;
	struct h1_authority a;

	if (read_all(&uri, H1_URI_HOST, in, err) != H1_OK)
		return H1_ERROR;
	a = (struct h1_authority){.host = {in.at, uri.host_end},
		.port_number = (uint16_t)uri.port_number};
	a.kind = host_kind(&uri, a.host);
	if (uri.has_port)
		a.port = (struct h1_span){
			in.at + uri.host_end + 1, uri.n - uri.host_end - 1};
	*authority = a;
	return H1_OK;
}

enum h1_status
h1_target_read(struct h1_target *target, struct h1_span method,
	struct h1_span in, struct h1_error *err)
{
	struct h1_uri uri;

	if (read_all(&uri, h1_uri_kind_of(method), in, err) != H1_OK)
		return H1_ERROR;
	h1_uri_parts(target, &uri, in.at);
	return H1_OK;
}
