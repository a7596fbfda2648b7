#include <string.h>

#include "model/abnf.h"
#include "model/content.h"
#include "model/field.h"
#include "model/framing.h"
#include "model/list.h"
#include "model/model.h"
#include "model/uri.h"

static const char host[] = "Host";
static const char connection[] = "Connection";
static const char expect[] = "Expect";

/* HTTP-version = %s"HTTP/" DIGIT "." DIGIT (RFC 9112, section 2.3), of which
 * the first is 1 */
static bool
http_version(struct h1_cur *in, unsigned *minor)
{
	if (!model_text_exact(in, "HTTP/1.") || model_end(in) ||
		!model_digit(*in->at))
		return false;
	*minor = *in->at++ - 0x30U;
	return true;
}

static bool
not_space(uint8_t octet)
{
	return octet != 0x20;
}

/* request-line = method SP request-target SP HTTP-version
 * (RFC 9112, section 3), all of `line` */
static bool
request_line(struct model_message *out, struct h1_span line)
{
	struct h1_cur in = model_over(line);

	if (!model_token(&in, &out->method) || !model_octet(&in, ' '))
		return false;
	out->request_target = model_many(&in, not_space);
	return model_request_target(&out->target, out->method,
		       out->request_target) &&
	       model_octet(&in, ' ') && http_version(&in, &out->minor) &&
	       model_end(&in);
}

/* status-line = HTTP-version SP status-code SP [ reason-phrase ]
 * (RFC 9112, section 4), all of `line`; status-code = 3DIGIT */
static bool
status_line(struct model_message *out, struct h1_span line)
{
	struct h1_cur in = model_over(line);
	struct h1_span digits;
	uint64_t status;

	if (!http_version(&in, &out->minor) || !model_octet(&in, ' '))
		return false;
	digits = model_many(&in, model_digit);
	if (digits.len != 3 || !model_number(&status, digits, 10, 999) ||
		!model_octet(&in, ' '))
		return false;
	out->status = (unsigned)status;
	out->reason = model_many(&in, model_text);
	return model_end(&in);
}

/* Empty lines before a request-line are passed over (RFC 9112, section 2.2). */
static enum model_result
first_line(struct h1_span *line, size_t empty_lines, struct h1_cur *in)
{
	size_t n = 0;

	do {
		if (!model_line(in, line))
			return MODEL_INCOMPLETE;
	} while (line->len == 0 && n++ < empty_lines);
	return line->len ? MODEL_ACCEPTED : MODEL_REFUSED;
}

/* RFC 9112, section 3.2: one, and in HTTP/1.1 not none, and valid. The
 * authority of the request-target goes before it. */
static bool
host_field(struct model_message *out)
{
	size_t n = model_count(&out->fields, host);
	struct h1_span none = {NULL, 0};

	out->has_host = n > 0;
	out->host = n ? out->fields.at[model_find(&out->fields, host, 0)].value
		      : none;
	if (n > 1 || (n == 0 && out->minor > 0) || !model_host(out->host))
		return false;
	if (out->target.authority.at)
		out->host = out->target.authority;
	return true;
}

/* RFC 9110, section 10.1.1; not in HTTP/1.0. */
static enum h1_expect
expectation(const struct model_message *out)
{
	struct model_list list = model_list(&out->fields, expect);
	enum h1_expect found = H1_EXPECT_NONE;
	struct h1_span element;

	while (out->minor > 0 && model_next(&list, &element)) {
		if (!model_is(element, "100-continue"))
			return H1_EXPECT_UNKNOWN;
		found = H1_EXPECT_CONTINUE;
	}
	return found;
}

/* RFC 9112, section 9.3; what has no other end ends with the connection. */
static bool
persists(const struct model_message *out)
{
	if (out->framing == H1_FRAMING_UNTIL_CLOSE ||
		out->framing == H1_FRAMING_TUNNEL ||
		model_has(&out->fields, connection, "close"))
		return false;
	return out->minor > 0 ||
	       model_has(&out->fields, connection, "keep-alive");
}

/* The start-line, as far as its own octets decide. */
static bool
start_line(struct model_message *out, const struct model_reading *reading,
	struct h1_span line)
{
	if (line.len > reading->limits.start_line)
		return false;
	return reading->kind == H1_REQUEST ? request_line(out, line)
					   : status_line(out, line);
}

/* What the header section says as a whole. */
static bool
understand(struct model_message *out, const struct model_reading *reading)
{
	bool ok;

	if (reading->kind == H1_REQUEST)
		ok = host_field(out) && model_request_framing(out);
	else
		ok = model_response_framing(out, reading->answers);
	if (!ok || out->length > reading->limits.content)
		return false;
	if (reading->kind == H1_REQUEST)
		out->expect = expectation(out);
	out->persist = persists(out);
	return true;
}

/* HTTP-message without its content (RFC 9112, section 2.1):
 * start-line CRLF *( field-line CRLF ) CRLF */
static enum model_result
head(struct model_message *out, const struct model_reading *reading,
	struct h1_cur *in)
{
	const struct h1_limits *limits = &reading->limits;
	const struct model_section_limits header = {
		limits->field_line, limits->field_section, limits->fields};
	bool request = reading->kind == H1_REQUEST;
	struct h1_span line;
	enum model_result result;

	result = first_line(&line, request ? limits->empty_lines : 0, in);
	if (result != MODEL_ACCEPTED)
		return result;
	if (!start_line(out, reading, line))
		return MODEL_REFUSED;
	result = model_section(&out->fields, &header, in);
	out->has_lines = result == MODEL_ACCEPTED;
	if (!out->has_lines)
		return result;
	return understand(out, reading) ? MODEL_ACCEPTED : MODEL_REFUSED;
}

enum model_result
model_read(struct model_message *out, const struct model_reading *reading,
	struct h1_span input)
{
	struct h1_cur in = model_over(input);
	enum model_result result;

	out->has_lines = false;
	result = head(out, reading, &in);
	out->has_head = result == MODEL_ACCEPTED;
	if (!out->has_head)
		return result;
	out->head_len = (size_t)(in.at - input.at);
	result = model_content(out, &reading->limits, &in);
	out->consumed = (size_t)(in.at - input.at);
	return result;
}
