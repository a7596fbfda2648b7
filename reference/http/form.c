#include "http/form.h"

#include <assert.h>
#include <string.h>

#include "h1/cursor.h"
#include "h1/octet.h"
#include "http/form_head.h"
#include "http/media.h"
#include "http/parameter.h"
#include "http/path.h"

/* boundary = *bchars bcharsnospace (RFC 2046, section 5.1.1) */
static bool
is_boundary(struct h1_span text)
{
	size_t i;

	if (text.len == 0 || text.len > HTTP_FORM_BOUNDARY_MAX ||
		text.at[text.len - 1] == ' ')
		return false;
	for (i = 0; i < text.len; i++) {
		uint8_t octet = text.at[i];

		if (!h1_octet_is(octet, H1_ALPHA | H1_DIGIT) &&
			memchr("'()+_,-./:=? ", octet, 13) == NULL)
			return false;
	}
	return true;
}

bool
http_form_boundary(struct h1_span *boundary, struct h1_span content_type)
{
	struct h1_cur cur = h1_cur_over(content_type);
	struct http_parameter parameter;

	if (!http_media_equal(content_type, H1_SPAN("multipart/form-data")))
		return false;
	http_parameter_find(&cur);
	while (http_parameter_next(&cur, &parameter)) {
		if (!h1_span_equal_nocase(parameter.name, H1_SPAN("boundary")))
			continue;
		*boundary = parameter.value;
		return is_boundary(parameter.value);
	}
	return false;
}

void
http_form_init(struct http_form *form, struct h1_span boundary)
{
	assert(boundary.len <= HTTP_FORM_BOUNDARY_MAX);
	memset(form, 0, sizeof(*form));
	memcpy(form->delimiter, "\r\n--", 4);
	memcpy(form->delimiter + 4, boundary.at, boundary.len);
	form->delimiter_len = boundary.len + 4;
	/* The first boundary may stand at the very beginning, where the line
	 * end before it is not written. */
	form->matched = form->phantom = 2;
}

static enum http_form_event
fail(struct http_form *form)
{
	form->state = HTTP_FORM_FAILED;
	return HTTP_FORM_BAD;
}

/*
 * Takes octets up to the delimiter, or up to one that may begin it; true when
 * the delimiter is complete. *run is what does not belong to it: either from
 * the input, or octets that were held back and turned out to be none of it.
 * CR stands in a delimiter only in front, so none begins within another.
 */
static bool
until_delimiter(struct http_form *form, struct h1_cur *in, struct h1_span *run)
{
	const uint8_t *from = in->at;

	*run = h1_span_between(from, from);
	while (!h1_cur_at_end(in)) {
		if (*in->at == form->delimiter[form->matched]) {
			in->at++;
			if (++form->matched == form->delimiter_len)
				return true;
			continue;
		}
		if (form->matched > 0) {
			*run = h1_span_between(form->delimiter + form->phantom,
				form->delimiter + form->matched);
			form->matched = form->phantom = 0;
			return false;
		}
		from = in->at;
		while (!h1_cur_at_end(in) && *in->at != '\r')
			in->at++;
		*run = h1_span_between(from, in->at);
		return false;
	}
	return false;
}

/* Before the first boundary, and behind the last, anything may stand. */
static enum http_form_event
read_preamble(struct http_form *form, struct h1_cur *in)
{
	struct h1_span ignored;

	while (!h1_cur_at_end(in)) {
		if (until_delimiter(form, in, &ignored)) {
			form->state = HTTP_FORM_DELIMITED;
			form->head_len = 0;
			break;
		}
	}
	return HTTP_FORM_MORE;
}

static enum http_form_event
read_body(struct http_form *form, struct h1_cur *in)
{
	while (!h1_cur_at_end(in)) {
		if (until_delimiter(form, in, &form->data)) {
			form->state = HTTP_FORM_DELIMITED;
			form->head_len = 0;
			return HTTP_FORM_DONE;
		}
		if (form->data.len > 0)
			return HTTP_FORM_DATA;
	}
	return HTTP_FORM_MORE;
}

/* Puts one octet into the head; false if there is no room. */
static bool
collect(struct http_form *form, uint8_t octet)
{
	if (form->head_len == sizeof(form->head))
		return false;
	form->head[form->head_len++] = octet;
	return true;
}

/* Whether the last octets of the head are these. */
static bool
head_ends_in(const struct http_form *form, struct h1_span end)
{
	struct h1_span tail = {form->head + form->head_len - end.len, end.len};

	return form->head_len >= end.len && h1_span_equal(tail, end);
}

/* Whether the last octet fits behind those before it: "--", or white space and
 * a line end. */
static bool
delimiter_goes_on(const struct http_form *form)
{
	uint8_t last = form->head[form->head_len - 1];
	uint8_t before = form->head_len > 1 ? form->head[form->head_len - 2]
					    : (uint8_t)' ';

	if (last == '-')
		return form->head_len == 1 ||
		       (form->head_len == 2 && before == '-');
	if (last == '\n')
		return before == '\r';
	return (last == '\r' || h1_octet_is(last, H1_OWS)) &&
	       h1_octet_is(before, H1_OWS);
}

static enum http_form_event
read_delimited(struct http_form *form, struct h1_cur *in)
{
	while (!h1_cur_at_end(in)) {
		if (!collect(form, *in->at++) || !delimiter_goes_on(form))
			return fail(form);
		if (head_ends_in(form, H1_SPAN("--"))) {
			form->state = HTTP_FORM_EPILOGUE;
			return HTTP_FORM_MORE;
		}
		if (head_ends_in(form, H1_SPAN("\n")))
			break;
	}
	if (!head_ends_in(form, H1_SPAN("\n")))
		return HTTP_FORM_MORE;
	/* The head keeps this line end, so that an empty one ends alike. */
	form->head[0] = '\r';
	form->head[1] = '\n';
	form->head_len = 2;
	form->state = HTTP_FORM_HEAD;
	return HTTP_FORM_MORE;
}

static enum http_form_event
read_head(struct http_form *form, struct h1_cur *in)
{
	while (!h1_cur_at_end(in)) {
		if (!collect(form, *in->at++))
			return fail(form);
		if (!head_ends_in(form, H1_SPAN("\r\n\r\n")))
			continue;
		if (!http_form_head_read(form))
			return fail(form);
		form->state = HTTP_FORM_BODY;
		/* The empty line may be the line end of a boundary. */
		form->matched = form->phantom = 2;
		return HTTP_FORM_PART;
	}
	return HTTP_FORM_MORE;
}

static enum http_form_event
read_state(struct http_form *form, struct h1_cur *in)
{
	switch (form->state) {
	case HTTP_FORM_PREAMBLE:
		return read_preamble(form, in);
	case HTTP_FORM_DELIMITED:
		return read_delimited(form, in);
	case HTTP_FORM_HEAD:
		return read_head(form, in);
	case HTTP_FORM_BODY:
		return read_body(form, in);
	case HTTP_FORM_EPILOGUE:
		in->at = in->end;
		return HTTP_FORM_MORE;
	case HTTP_FORM_FAILED:
		break;
	}
	return HTTP_FORM_BAD;
}

enum http_form_event
http_form_read(struct http_form *form, struct h1_cur *in)
{
	enum http_form_event event;

	do {
		event = read_state(form, in);
	} while (event == HTTP_FORM_MORE && !h1_cur_at_end(in));
	return event;
}

bool
http_form_ended(const struct http_form *form)
{
	return form->state == HTTP_FORM_EPILOGUE;
}

/* Quotes and line ends as browsers write them in a file name. */
static bool
take_escaped(struct h1_cur *cur, uint8_t *octet)
{
	if (h1_cur_literal(cur, H1_SPAN("%22")) ||
		h1_cur_literal(cur, H1_SPAN("\\\"")))
		*octet = '"';
	else if (h1_cur_literal(cur, H1_SPAN("%0D")))
		*octet = '\r';
	else if (h1_cur_literal(cur, H1_SPAN("%0A")))
		*octet = '\n';
	else
		return false;
	return true;
}

bool
http_form_safe_name(uint8_t *out, size_t *out_len, struct h1_span file_name)
{
	struct h1_cur cur = h1_cur_over(file_name);
	size_t len = 0;

	while (!h1_cur_at_end(&cur)) {
		uint8_t octet;

		if (!take_escaped(&cur, &octet)) {
			octet = *cur.at++;
			if (octet == '/' || octet == '\\') {
				len = 0;
				continue;
			}
		}
		out[len++] = octet;
	}
	*out_len = len;
	return http_path_segment_stores((struct h1_span){out, len});
}
