#include "model/framing.h"

#include "model/abnf.h"
#include "model/field.h"
#include "model/list.h"

static const char transfer_encoding[] = "Transfer-Encoding";
static const char content_length[] = "Content-Length";

/* transfer-parameter = token BWS "=" BWS ( token / quoted-string ) */
static bool
transfer_parameter(struct h1_cur *in)
{
	struct h1_span name;

	if (!model_token(in, &name))
		return false;
	model_ows(in);
	if (!model_octet(in, '='))
		return false;
	model_ows(in);
	return model_token_or_quoted(in);
}

struct coding {
	struct h1_span name;
	bool parameters;
};

/* transfer-coding = token *( OWS ";" OWS transfer-parameter )
 * (RFC 9112, section 7), all of `element` */
static bool
transfer_coding(struct coding *out, struct h1_span element)
{
	struct h1_cur in = model_over(element);

	out->parameters = false;
	if (!model_token(&in, &out->name))
		return false;
	while (!model_end(&in)) {
		model_ows(&in);
		if (!model_octet(&in, ';'))
			return false;
		model_ows(&in);
		if (!transfer_parameter(&in))
			return false;
		out->parameters = true;
	}
	return true;
}

/* What Transfer-Encoding says. */
struct codings {
	size_t n;     /* in all */
	bool chunked; /* the last one is */
};

/* A list of codings, of which at most one is chunked, without a parameter. */
static bool
codings(struct codings *out, const struct model_section *fields)
{
	struct model_list list = model_list(fields, transfer_encoding);
	struct h1_span element;
	struct coding coding;
	bool chunked = false;

	*out = (struct codings){0, false};
	while (model_next(&list, &element)) {
		if (!transfer_coding(&coding, element))
			return false;
		out->n++;
		out->chunked = model_is(coding.name, "chunked");
		if (out->chunked && (coding.parameters || chunked))
			return false;
		chunked = chunked || out->chunked;
	}
	return true;
}

/* Content-Length = 1*DIGIT (RFC 9110, section 8.6), on one line, and of a
 * number that 64 bits hold */
static bool
one_length(uint64_t *out, const struct model_section *fields)
{
	struct h1_cur in;
	struct h1_span digits;

	if (model_count(fields, content_length) != 1)
		return false;
	in = model_over(fields->at[model_find(fields, content_length, 0)]
				.value);
	return model_some(&in, &digits, model_digit) && model_end(&in) &&
	       model_number(out, digits, 10, UINT64_MAX);
}

/* Rules 3 and 4: what is coded has no length beside it, and does not come
 * from HTTP/1.0. */
static bool
coded_fields(const struct model_message *out)
{
	return out->minor > 0 && !model_count(&out->fields, content_length);
}

bool
model_request_framing(struct model_message *out)
{
	struct codings found;

	out->length = 0;
	out->coded = false;
	if (model_count(&out->fields, transfer_encoding)) {
		out->framing = H1_FRAMING_CHUNKED;
		/* no other coding is understood (section 6.1) */
		return coded_fields(out) && codings(&found, &out->fields) &&
		       found.n == 1 && found.chunked;
	}
	if (model_count(&out->fields, content_length)) {
		out->framing = H1_FRAMING_LENGTH;
		return one_length(&out->length, &out->fields);
	}
	out->framing = H1_FRAMING_NONE;
	return true;
}

/* Rules 1 and 2: no content, whatever the fields say. */
static bool
without_content(struct model_message *out, enum h1_answers answers)
{
	unsigned class = out->status / 100;

	out->framing = H1_FRAMING_NONE;
	if (out->status == 101 || (answers == H1_ANSWERS_CONNECT && class == 2))
		out->framing = H1_FRAMING_TUNNEL;
	return out->framing == H1_FRAMING_TUNNEL ||
	       answers == H1_ANSWERS_HEAD || class == 1 || out->status == 204 ||
	       out->status == 304;
}

bool
model_response_framing(struct model_message *out, enum h1_answers answers)
{
	struct codings found;

	out->length = 0;
	out->coded = false;
	if (without_content(out, answers))
		return true;
	if (model_count(&out->fields, transfer_encoding)) {
		if (!coded_fields(out) || !codings(&found, &out->fields))
			return false;
		out->framing = found.chunked ? H1_FRAMING_CHUNKED
					     : H1_FRAMING_UNTIL_CLOSE;
		out->coded = found.n > (found.chunked ? 1U : 0U);
		return true;
	}
	if (model_count(&out->fields, content_length)) {
		out->framing = H1_FRAMING_LENGTH;
		return one_length(&out->length, &out->fields);
	}
	out->framing = H1_FRAMING_UNTIL_CLOSE;
	return true;
}
