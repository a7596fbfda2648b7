#include "client/ask.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "client/base64.h"
#include "h1/error.h"

/* Content from which 100 is asked for. */
#define EXPECT_FROM ((uint64_t)1 << 20)
#define OWN_FIELDS 8
#define RANGE_MAX 32

/* The fields of one request, and what they point into. */
struct fields {
	struct client_field at[OPTIONS_FIELDS_MAX + OWN_FIELDS];
	size_t n;
	char range[RANGE_MAX];
	uint8_t *credentials; /* owned */
	uint8_t target[CLIENT_URL_MAX + 1];
};

static void
add(struct fields *fields, struct h1_span name, struct h1_span value)
{
	fields->at[fields->n++] = (struct client_field){name, value};
}

/* Ours, unless the user has something else to say. */
static void
add_own(struct fields *fields, const struct transfer *t, struct h1_span name,
	struct h1_span value)
{
	if (!options_has_field(t->options, name))
		add(fields, name, value);
}

static bool
goes_along(const struct transfer *t, const struct client_field *field)
{
	if (field->value.len == 0)
		return false;
	if (!t->source && client_redirect_about_content(field->name))
		return t->n_hops == 0;
	return !t->other_origin || client_redirect_harmless(field->name);
}

static void
add_of_user(struct fields *fields, const struct transfer *t)
{
	for (size_t i = 0; i < t->options->n_fields; i++) {
		const struct client_field *field = &t->options->fields[i];

		if (goes_along(t, field))
			add(fields, field->name, field->value);
		else if (field->value.len > 0)
			wire_note(&t->program->wire, "%.*s is left out",
				(int)field->name.len,
				(const char *)field->name.at);
	}
}

/* Basic (RFC 7617), for the origin that the user named. */
static bool
add_credentials(struct fields *fields, const struct transfer *t)
{
	static const char scheme[] = "Basic ";
	const size_t scheme_len = sizeof(scheme) - 1;
	struct h1_span user;
	size_t len;

	if (!t->options->user || t->other_origin)
		return true;
	user = options_span(t->options->user);
	fields->credentials = malloc(scheme_len + CLIENT_BASE64_LEN(user.len));
	if (!fields->credentials)
		return false;
	for (len = 0; len < scheme_len; len++)
		fields->credentials[len] = (uint8_t)scheme[len];
	len += client_base64(fields->credentials + len, user);
	add_own(fields, t, H1_SPAN("Authorization"),
		(struct h1_span){fields->credentials, len});
	return true;
}

static void
add_range(struct fields *fields, const struct transfer *t)
{
	if (!t->ranged)
		return;
	snprintf(fields->range, sizeof(fields->range), "bytes=%" PRIu64 "-",
		t->resume.have);
	add(fields, H1_SPAN("Range"), options_span(fields->range));
	if (t->resume.validator[0])
		add(fields, H1_SPAN("If-Range"),
			options_span(t->resume.validator));
}

static bool
collect(struct fields *fields, const struct transfer *t)
{
	fields->n = 0;
	fields->credentials = NULL;
	add_own(fields, t, H1_SPAN("User-Agent"), H1_SPAN("h1c/" H1C_VERSION));
	add_own(fields, t, H1_SPAN("Accept"), H1_SPAN("*/*"));
	if (t->options->compressed)
		add_own(fields, t, H1_SPAN("Accept-Encoding"),
			H1_SPAN("gzip, deflate"));
	if (t->source && t->options->data)
		add_own(fields, t, H1_SPAN("Content-Type"),
			H1_SPAN("application/x-www-form-urlencoded"));
	add_of_user(fields, t);
	add_range(fields, t);
	return add_credentials(fields, t);
}

static enum client_content
content_kind(struct transfer *t)
{
	if (!t->source)
		return CLIENT_CONTENT_NONE;
	t->length_known =
		source_length(t->source, &t->length) && !t->options->chunked;
	t->n_given = 0;
	return t->length_known ? CLIENT_CONTENT_LENGTH : CLIENT_CONTENT_CHUNKED;
}

/* The server as a whole is meant by a URL without a path (RFC 9112, section
 * 3.2.4). */
static struct h1_span
target(const struct transfer *t, struct fields *fields)
{
	if (h1_span_equal(t->method, H1_SPAN("OPTIONS")) &&
		t->url.path.len == 0 && !t->url.query.present)
		return H1_SPAN("*");
	return (struct h1_span){
		fields->target, client_url_target(&t->url, fields->target)};
}

static bool
expects(const struct transfer *t)
{
	const struct options *options = t->options;

	if (t->no_expect || t->old_server || options->no_expect)
		return false;
	return options->expect || !t->length_known || t->length >= EXPECT_FROM;
}

/* "close" where we know that nothing follows (RFC 9112, section 9.6). */
static bool
is_last(const struct transfer *t)
{
	return t->last && !t->options->follow;
}

static bool
make(struct transfer *t, struct fields *fields)
{
	struct client_request request = {
		.method = t->method,
		.target = target(t, fields),
		.host = client_url_span(&t->url, &t->url.authority),
		.fields = fields->at,
		.n_fields = fields->n,
		.content = content_kind(t),
		.length = t->length,
		.expect = t->source && expects(t),
		.close = is_last(t),
	};
	struct runtime *runtime = &t->program->runtime;
	struct h1_error err = {.code = H1_E_NONE};

	if (client_connection_ask(link_connection(t->program->link), &request,
		    runtime_now(runtime), &err) == H1_OK)
		return true;
	transfer_fail(t, CLIENT_USAGE, "the request cannot be written: %s",
		err.code ? h1_code_text(err.code) : "too large");
	return false;
}

bool
ask(struct transfer *t)
{
	struct fields *fields = malloc(sizeof(*fields));
	bool asked = false;

	if (!fields) {
		transfer_fail(t, CLIENT_MEMORY, "for a request");
		return false;
	}
	if (collect(fields, t))
		asked = make(t, fields);
	else
		transfer_fail(t, CLIENT_MEMORY, "for credentials");
	free(fields->credentials);
	free(fields);
	return asked;
}
