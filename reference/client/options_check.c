#include "client/options_check.h"

#include <stdio.h>

#include "client/digest.h"
#include "h1/error.h"
#include "h1/writer.h"

/* Larger than any field that the system lets through a command line. */
#define LINE_MAX_OCTETS ((size_t)262144)

bool
options_bad(const char *option, const char *what)
{
	fprintf(stderr, "h1c: %s: %s\n", option, what);
	return false;
}

static bool
check_field(const struct client_field *field)
{
	static uint8_t line[LINE_MAX_OCTETS];
	struct h1_out out = {line, line + sizeof(line)};
	const char *instead;
	struct h1_error err = {.code = H1_E_FIELD_LINE_TOO_LONG};

	if (client_request_reserved(field->name, &instead)) {
		fprintf(stderr, "h1c: --header %.*s: %s\n",
			(int)field->name.len, (const char *)field->name.at,
			instead);
		return false;
	}
	if (h1_write_field(&out, field->name, field->value, &err) == H1_OK)
		return true;
	return options_bad("--header", h1_code_text(err.code));
}

/* How many lines of that name are sent. */
static size_t
n_lines(const struct options *options, struct h1_span name)
{
	size_t n = 0;

	for (size_t i = 0; i < options->n_fields; i++)
		if (options->fields[i].value.len > 0 &&
			h1_span_equal_nocase(options->fields[i].name, name))
			n++;
	return n;
}

static bool
check_fields(const struct options *options)
{
	for (size_t i = 0; i < options->n_fields; i++) {
		struct h1_span name = options->fields[i].name;

		if (!check_field(&options->fields[i]))
			return false;
		if (client_request_single(name) && n_lines(options, name) > 1)
			return options_bad("--header",
				"such a field is sent once");
	}
	return true;
}

static bool
check_output(const struct options *options)
{
	bool file = options->output || options->by_name;

	if (options->output && options->by_name)
		return options_bad("--output",
			"not together with --remote-name");
	if (options->output && options->output[0] == '\0')
		return options_bad("--output", "a name is needed");
	if (options->output && options->n_urls > 1)
		return options_bad("--output",
			"for one URL; use --remote-name");
	if (options->resume && !file)
		return options_bad("--continue",
			"needs --output or --remote-name");
	if (options->resume && options->compressed)
		return options_bad("--continue",
			"not together with --compressed");
	if (options->resume &&
		(options_has_field(options, H1_SPAN("range")) ||
			options_has_field(options, H1_SPAN("if-range"))))
		return options_bad("--continue", "not together with a Range");
	if (options->resume &&
		!h1_span_equal(options_method(options), H1_SPAN("GET")))
		return options_bad("--continue", "with GET only");
	return true;
}

/* That of a form is said by us. */
static bool
says_type(const struct options *options)
{
	const struct h1_span name = H1_SPAN("content-type");

	return n_lines(options, name) > 0 ||
	       (options->data && !options_has_field(options, name));
}

/* RFC 9110, sections 9.3.2, 9.3.7 and 9.3.8 */
static bool
check_content(const struct options *options)
{
	struct h1_span method = options_method(options);
	bool content = options->upload || options->data;

	if (options->upload && options->data)
		return options_bad("--upload", "not together with --data");
	if (options->expect && options->no_expect)
		return options_bad("--expect", "not together with --no-expect");
	if (options->chunked && !content)
		return options_bad("--chunked", "there is nothing to send");
	if (options->head && (options->method || content))
		return options_bad("--head",
			"not together with another method");
	if (content && (h1_span_equal(method, H1_SPAN("TRACE")) ||
			       h1_span_equal(method, H1_SPAN("HEAD"))))
		return options_bad("--request",
			"such a request has no content");
	if (content && h1_span_equal(method, H1_SPAN("OPTIONS")) &&
		!says_type(options))
		return options_bad("--request",
			"OPTIONS with content says what it is: "
			"-H 'Content-Type: ...'");
	if (options->upload && options->n_urls > 1 && *options->upload == '-' &&
		options->upload[1] == '\0')
		return options_bad("--upload",
			"standard input goes to one URL");
	return true;
}

/* RFC 9110, section 9.3.8 */
static bool
check_method(const struct options *options)
{
	struct h1_span method = options_method(options);
	uint8_t line[256];
	struct h1_out out = {line, line + sizeof(line)};
	struct h1_error err = {.code = H1_E_METHOD_TOO_LONG};

	if (h1_span_equal(method, H1_SPAN("CONNECT")))
		return options_bad("--request",
			"this is no client for tunnels");
	if (h1_write_request_line(&out, method, H1_SPAN("/"), 1, &err) != H1_OK)
		return options_bad("--request", h1_code_text(err.code));
	if (h1_span_equal(method, H1_SPAN("TRACE")) &&
		(options->user ||
			options_has_field(options, H1_SPAN("authorization")) ||
			options_has_field(options, H1_SPAN("cookie")) ||
			options_has_field(options,
				H1_SPAN("proxy-authorization"))))
		return options_bad("--request",
			"TRACE goes without credentials");
	return true;
}

static bool
check_user(const struct options *options)
{
	struct h1_span user;

	if (!options->user && options->digest)
		return options_bad("--digest", "needs --user");
	if (!options->user)
		return true;
	user = options_span(options->user);
	if (options->digest && !client_digest_user(user))
		return options_bad("--user", "no name that Digest can send");
	for (size_t i = 0; i < user.len; i++)
		if (user.at[i] == ':')
			return true;
	return options_bad("--user", "NAME:PASSWORD is needed");
}

bool
options_check(const struct options *options)
{
	if (options->n_urls == 0)
		return options_bad("no URL", "try --help");
	return check_method(options) && check_fields(options) &&
	       check_output(options) && check_content(options) &&
	       check_user(options);
}
