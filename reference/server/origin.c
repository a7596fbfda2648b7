#include "server/origin.h"

#include "fault/fault.h"
#include "h1/target.h"

/* Host without port. */
static struct h1_span
host_of(const struct h1_head *head)
{
	struct h1_authority authority;
	struct h1_error err;

	if (h1_authority_read(&authority, h1_head_host(head), &err) != H1_OK)
		return (struct h1_span){NULL, 0};
	return authority.host;
}

bool
origin_misdirected(const struct connection *c)
{
	const struct connection_client *client = &c->client;
	struct h1_span scheme =
		client->secure ? H1_SPAN("https") : H1_SPAN("http");
	struct h1_span host;

	if (FAULTY(absolute_form_refused) && c->head.form == H1_TARGET_ABSOLUTE)
		return true;
	if (c->head.form == H1_TARGET_ABSOLUTE && !FAULTY(scheme_ignored) &&
		!h1_span_equal_nocase(h1_head_scheme(&c->head), scheme))
		return true;
	if (!client->serves)
		return false;
	host = host_of(&c->head);
	/* none: it is for the default, whatever that is (RFC 9112, section
	 * 3.3) */
	return host.len > 0 && !client->serves(client->context, host);
}
