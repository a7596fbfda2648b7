#include "cli/reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/commands.h"
#include "target/added_field.h"

/* The field that --marker adds. */
#define MARKER "User-Agent"

struct reaching {
	struct reach *r;
	const char *command;
	const struct reach_options *options;
};

static int
fail(const struct reaching *x, int status, const char *what, const char *why)
{
	(void)fprintf(stderr, "assay %s: %s: %s\n", x->command, what, why);
	return status;
}

static int
refuse(const struct reaching *x, const char *option, const char *expected,
	const char *found)
{
	(void)fprintf(stderr, "assay %s: %s: expected %s, found \"%s\"\n",
		x->command, option, expected, found);
	return STATUS_USAGE;
}

/* ---- where it is ---- */

/* The first entry that is of this URL counts, as with curl. */
static int
take_address(const struct reaching *x)
{
	const char *const *entries = x->options->resolve;
	const char *message = NULL;
	size_t i = 0;

	while (i < OPTION_TIMES_MAX && entries[i] != NULL) {
		if (target_address_take(&x->r->url, entries[i],
			    &x->r->addresses, &message))
			return STATUS_OK;
		i++;
	}
	return refuse(x, "--resolve", message, entries[i - 1]);
}

static int
find_addresses(const struct reaching *x)
{
	const struct reach_options *o = x->options;
	struct reach *r = x->r;
	const char *message = NULL;

	if (o->unix_socket != NULL &&
		!target_address_unix(o->unix_socket, &r->addresses))
		return refuse(x, "--unix-socket", "a path of 1 to 107 octets",
			o->unix_socket);
	if (o->unix_socket == NULL && o->resolve[0] != NULL)
		return take_address(x);
	if (o->unix_socket == NULL &&
		!target_address_find(&r->url, &r->addresses, &message))
		return fail(x, STATUS_HARNESS, r->url.host, message);
	return STATUS_OK;
}

static int
check_addresses(const struct reaching *x)
{
	struct reach *r = x->r;
	int status = find_addresses(x);

	if (status != STATUS_OK)
		return status;
	r->is_here = target_addresses_are_loopback(&r->addresses);
	if (!r->is_here && !x->options->authorised)
		return fail(x, STATUS_USAGE, r->url.host,
			"not on this machine: if you may test it, say "
			"--i-am-authorised");
	return STATUS_OK;
}

/* ---- what it wants ---- */

static int
read_proxy_protocol(const struct reaching *x)
{
	const char *text = x->options->proxy_protocol;

	if (text == NULL)
		return STATUS_OK;
	if (strcmp(text, "v1") != 0 && strcmp(text, "v2") != 0)
		return refuse(x, "--proxy-protocol", "v1 or v2", text);
	x->r->proxy_protocol = (unsigned)(text[1] - '0');
	return STATUS_OK;
}

static int
open_tls(const struct reaching *x)
{
	const struct reach_options *o = x->options;
	const struct tls_trust trust = {o->ca_file, o->insecure};
	struct tls_error error;
	struct reach *r = x->r;

	r->server_name = o->server_name != NULL ? o->server_name : r->url.host;
	if (o->insecure && o->ca_file != NULL)
		return refuse(x, "--insecure", "no --cacert beside it",
			o->ca_file);
	if (!r->url.tls)
		return STATUS_OK;
	r->tls = tls_context_client(&trust, &error);
	return r->tls != NULL ? STATUS_OK
			      : fail(x, STATUS_USAGE, "--cacert", error.text);
}

static int
read_headers(const struct reaching *x)
{
	const char *const *lines = x->options->headers;
	struct reach *r = x->r;

	for (; r->n_headers < OPTION_TIMES_MAX && lines[r->n_headers] != NULL;
		r->n_headers++) {
		const char *line = lines[r->n_headers];
		const char *problem = added_field_problem(line);

		if (problem != NULL)
			return refuse(x, "--header", problem, line);
		r->headers[r->n_headers] = line;
	}
	return STATUS_OK;
}

static bool
has_header(const struct reach *r, const char *start)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (strncasecmp(r->headers[i], start, strlen(start)) == 0)
			return true;
	return false;
}

/* One more line, that says who it is. */
static int
read_marker(const struct reaching *x)
{
	const char *text = x->options->marker;
	struct octets line = {0};
	struct reach *r = x->r;

	if (text == NULL)
		return STATUS_OK;
	if (has_header(r, MARKER ":"))
		return refuse(x, "--marker", "no --header " MARKER " beside it",
			text);
	if (!octets_format(&line, MARKER ": %s%c", text, '\0'))
		return fail(x, STATUS_HARNESS, "--marker", "no memory");
	r->marker = (char *)line.at;
	if (added_field_problem(r->marker) != NULL)
		return refuse(x, "--marker", added_field_problem(r->marker),
			text);
	r->headers[r->n_headers++] = r->marker;
	return STATUS_OK;
}

static int
write_host_lines(const struct reaching *x)
{
	struct octets out = {0};
	struct reach *r = x->r;
	bool ok = octets_format(&out, "Host: %s\r\n", r->url.authority);

	for (size_t i = 0; i < r->n_headers; i++)
		ok = ok && octets_format(&out, "%s\r\n", r->headers[i]);
	ok = ok && octets_append(&out, "", 1);
	r->host_lines = (char *)out.at;
	return ok ? STATUS_OK
		  : fail(x, STATUS_HARNESS, "--header", "no memory");
}

int
reach_open(struct reach *r, const char *command, const char *text,
	const struct reach_options *options)
{
	const struct reaching x = {r, command, options};
	const char *message = NULL;
	int status;

	*r = (struct reach){.url.tls = false};
	if (!target_url_read(&r->url, text, &message))
		return fail(&x, STATUS_USAGE, text, message);
	status = check_addresses(&x);
	if (status == STATUS_OK)
		status = read_proxy_protocol(&x);
	if (status == STATUS_OK)
		status = read_headers(&x);
	if (status == STATUS_OK)
		status = read_marker(&x);
	if (status == STATUS_OK)
		status = write_host_lines(&x);
	return status == STATUS_OK ? open_tls(&x) : status;
}

void
reach_prepare(const struct reach *r, struct play_context *context,
	struct calibration_options *options)
{
	context->endpoint = (struct endpoint){
		.address = r->addresses.at[0],
		.proxy_protocol = r->proxy_protocol,
		.tls = r->tls,
		.server_name = r->server_name,
	};
	context->values.host = r->url.authority;
	context->values.port = r->url.port;
	context->values.scheme = target_url_scheme(&r->url);
	context->values.host_lines = r->host_lines;
	context->values.added = r->headers;
	context->values.n_added = r->n_headers;
	options->path = r->url.path;
	options->may_change = r->is_here;
	options->addresses = r->addresses.at;
	options->n_addresses = r->addresses.n;
}

void
reach_close(struct reach *r)
{
	tls_context_free(r->tls);
	free(r->host_lines);
	free(r->marker);
	*r = (struct reach){.url.tls = false};
}
