#include "client/ask.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	struct h1_span target;
	uint8_t target_octets[CLIENT_URL_MAX + 1];
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

/* Basic (RFC 7617) */
static size_t
make_basic(struct fields *fields, struct h1_span user)
{
	static const char scheme[] = "Basic ";
	const size_t scheme_len = sizeof(scheme) - 1;

	fields->credentials = malloc(scheme_len + CLIENT_BASE64_LEN(user.len));
	if (!fields->credentials)
		return 0;
	memcpy(fields->credentials, scheme, scheme_len);
	return scheme_len +
	       client_base64(fields->credentials + scheme_len, user);
}

/* Hexadecimal digits that nobody guesses; 0 if there are none to be had. */
static bool
make_cnonce(char *cnonce)
{
	uint8_t octets[CLIENT_DIGEST_CNONCE_LEN / 2];

	if (uv_random(NULL, NULL, octets, sizeof(octets), 0, NULL) != 0)
		return false;
	for (size_t i = 0; i < sizeof(octets); i++)
		snprintf(cnonce + 2 * i, 3, "%02x", octets[i]);
	return true;
}

static size_t
make_digest(struct fields *fields, struct transfer *t, struct h1_span user)
{
	size_t max = CLIENT_DIGEST_ROOM + user.len + fields->target.len;
	char cnonce[CLIENT_DIGEST_CNONCE_LEN + 1];
	const struct client_digest_request request = {
		.user = user,
		.method = t->method,
		.target = fields->target,
		.cnonce = cnonce,
	};

	fields->credentials = malloc(max);
	if (!fields->credentials || !make_cnonce(cnonce))
		return 0;
	return client_digest_write(&t->digest, (char *)fields->credentials, max,
		&request);
}

/* For the origin that the user named; Digest when it has told what for. */
static bool
add_credentials(struct fields *fields, struct transfer *t)
{
	struct h1_span user;
	size_t len;

	if (!t->options->user || t->other_origin ||
		(t->options->digest && !t->digest.there))
		return true;
	user = options_span(t->options->user);
	len = t->options->digest ? make_digest(fields, t, user)
				 : make_basic(fields, user);
	add_own(fields, t, H1_SPAN("Authorization"),
		(struct h1_span){fields->credentials, len});
	return len > 0;
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

/* The server as a whole is meant by a URL without a path (RFC 9112, section
 * 3.2.4). */
static struct h1_span
make_target(struct fields *fields, const struct transfer *t)
{
	if (h1_span_equal(t->method, H1_SPAN("OPTIONS")) &&
		t->url.path.len == 0 && !t->url.query.present)
		return H1_SPAN("*");
	return (struct h1_span){fields->target_octets,
		client_url_target(&t->url, fields->target_octets)};
}

static bool
has(const struct fields *fields, struct h1_span name)
{
	for (size_t i = 0; i < fields->n; i++)
		if (h1_span_equal_nocase(fields->at[i].name, name))
			return true;
	return false;
}

static bool
collect(struct fields *fields, struct transfer *t)
{
	fields->n = 0;
	fields->credentials = NULL;
	fields->target = make_target(fields, t);
	add_own(fields, t, H1_SPAN("User-Agent"), H1_SPAN("h1c/" H1C_VERSION));
	add_own(fields, t, H1_SPAN("Accept"), H1_SPAN("*/*"));
	if (t->options->compressed)
		add_own(fields, t, H1_SPAN("Accept-Encoding"),
			H1_SPAN("gzip, deflate"));
	if (t->source && t->options->data)
		add_own(fields, t, H1_SPAN("Content-Type"),
			H1_SPAN("application/x-www-form-urlencoded"));
	add_of_user(fields, t);
	t->range_asked = has(fields, H1_SPAN("range"));
	t->condition_asked = has(fields, H1_SPAN("if-none-match")) ||
			     has(fields, H1_SPAN("if-modified-since"));
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
	return t->last && !t->options->follow &&
	       (!t->options->digest || t->digest.there);
}

static bool
make(struct transfer *t, struct fields *fields)
{
	struct client_request request = {
		.method = t->method,
		.target = fields->target,
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

	t->expected = request.expect;
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
