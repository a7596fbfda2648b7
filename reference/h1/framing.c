#include "h1/framing.h"

#include "fault/fault.h"
#include "h1/cursor.h"
#include "h1/lenient.h"
#include "h1/list.h"
#include "h1/octet.h"
#include "h1/refuse.h"

#define TRANSFER_ENCODING H1_SPAN("transfer-encoding")
#define CONTENT_LENGTH H1_SPAN("content-length")

static size_t
off_of(const struct h1_framing_input *in, struct h1_span part)
{
	return (size_t)(part.at - in->fields->base);
}

static enum h1_status
refuse_field(const struct h1_framing_input *in, size_t i, enum h1_code code,
	struct h1_error *err)
{
	return h1_refuse(err, code, in->fields->at[i].value_off);
}

/* What the list of transfer codings holds. */
struct codings {
	size_t n;
	size_t n_chunked;
	bool chunked_last;
	struct h1_span last;
	struct h1_span other; /* the first that is not chunked */
};

/*
 * transfer-coding = token *( OWS ";" OWS token BWS "=" BWS
 *	( token / quoted-string ) )		(RFC 9110, section 10.1.4)
 */
static bool
transfer_coding(struct h1_span element, struct h1_span *name, bool *parameters)
{
	struct h1_cur cur = h1_cur_over(element);
	struct h1_span part;

	if (!h1_cur_token(&cur, name) &&
		!(FAULTY(te_quoted) && h1_cur_quoted_string(&cur, name)))
		return false;
	*parameters = !h1_cur_at_end(&cur);
	while (!h1_cur_at_end(&cur)) {
		h1_cur_ows(&cur);
		if (!h1_cur_octet(&cur, ';'))
			return false;
		h1_cur_ows(&cur);
		if (!h1_cur_token(&cur, &part))
			return false;
		h1_cur_ows(&cur);
		if (!h1_cur_octet(&cur, '='))
			return false;
		h1_cur_ows(&cur);
		if (!h1_cur_token_or_quoted(&cur, &part))
			return false;
	}
	return true;
}

static enum h1_status
one_coding(struct codings *codings, const struct h1_framing_input *in,
	struct h1_span element, struct h1_error *err)
{
	struct h1_span name;
	bool parameters;

	if (!transfer_coding(element, &name, &parameters))
		return h1_refuse(err, H1_E_TE_SYNTAX, off_of(in, element));
	codings->n++;
	codings->last = element;
	if (FAULTY(te_prefix) && name.len > 7)
		name.len = 7;
	codings->chunked_last =
		FAULTY(te_any_is_chunked) ||
		(FAULTY(te_case_sensitive)
				? h1_span_equal(name, H1_SPAN("chunked"))
				: h1_span_equal_nocase(name,
					  H1_SPAN("chunked")));
	if (!codings->chunked_last) {
		if (codings->n - codings->n_chunked == 1)
			codings->other = element;
		return H1_OK;
	}
	codings->n_chunked++;
	if (parameters)
		return h1_refuse(err, H1_E_CHUNKED_PARAMETER,
			off_of(in, element));
	if (codings->n_chunked > 1)
		return h1_refuse(err, H1_E_CHUNKED_TWICE, off_of(in, element));
	return H1_OK;
}

static enum h1_status
read_codings(struct codings *codings, const struct h1_framing_input *in,
	size_t te, struct h1_error *err)
{
	struct h1_list list;
	struct h1_span element;

	*codings = (struct codings){.last = h1_field_value(in->fields, te)};
	h1_list_init(&list, in->fields, TRANSFER_ENCODING);
	while (h1_list_element(&list, &element)) {
		if (one_coding(codings, in, element, err) != H1_OK)
			return H1_ERROR;
		if (FAULTY(te_first_wins))
			break;
	}
	return H1_OK;
}

/* Either refuses, or notes that `flag` was needed and the connection ends. */
static enum h1_status
tolerate(struct h1_framing *f, const struct h1_framing_input *in, unsigned flag,
	size_t i, enum h1_code code, struct h1_error *err)
{
	if (!(in->lenient & flag))
		return refuse_field(in, i, code, err);
	f->tolerated |= flag;
	f->must_close = true;
	return H1_OK;
}

/* Rules 3 and 4 of RFC 9112, section 6.3. `te`, `cl`: the first field lines. */
static enum h1_status
by_transfer_encoding(struct h1_framing *f, const struct h1_framing_input *in,
	size_t te, size_t cl, struct h1_error *err)
{
	struct codings codings;

	if (in->minor == 0 && tolerate(f, in, H1_LENIENT_TE_IN_1_0, te,
				      H1_E_TE_VERSION, err) != H1_OK)
		return H1_ERROR;
	if (read_codings(&codings, in, te, err) != H1_OK)
		return H1_ERROR;
	if (in->kind == H1_REQUEST && !codings.chunked_last)
		return h1_refuse(err, H1_E_CHUNKED_NOT_FINAL,
			off_of(in, codings.last));
	if (cl < in->fields->n && tolerate(f, in, H1_LENIENT_LENGTH_WITH_TE, cl,
					  H1_E_LENGTH_WITH_TE, err) != H1_OK)
		return H1_ERROR;
	if (in->kind == H1_REQUEST && codings.n > codings.n_chunked)
		return h1_refuse(err, H1_E_TE_UNKNOWN,
			off_of(in, codings.other));
	f->coded = codings.n > codings.n_chunked;
	f->kind = codings.chunked_last ? H1_FRAMING_CHUNKED
				       : H1_FRAMING_UNTIL_CLOSE;
	return H1_OK;
}

enum h1_status
h1_content_length_read(uint64_t *length, struct h1_span in,
	struct h1_error *err)
{
	uint64_t n = 0;

	if (in.len == 0)
		return h1_refuse(err, H1_E_LENGTH_SYNTAX, 0);
	for (size_t i = 0; i < in.len; i++) {
		uint8_t digit;

		if (FAULTY(length_prefix) && i > 0 &&
			!h1_octet_is(in.at[i], H1_DIGIT))
			break;
		if (FAULTY(length_sign) && i == 0 && in.at[i] == '+')
			continue;
		if (FAULTY(length_hex_prefix) && i == 1 && in.at[i] == 'x')
			continue;
		if (FAULTY(length_underscore) && in.at[i] == '_')
			continue;
		if (!h1_octet_is(in.at[i], H1_DIGIT))
			return h1_refuse(err, H1_E_LENGTH_SYNTAX, i);
		digit = h1_octet_hex(in.at[i]);
		if (n > (UINT64_MAX - digit) / 10 && !FAULTY(length_64_bits))
			return h1_refuse(err, H1_E_LENGTH_OVERFLOW, i);
		n = (FAULTY(length_octal) && in.at[0] == '0' ? 8 : 10) * n +
		    digit;
	}
	if (FAULTY(length_zero_first) && in.at[0] == '0')
		n = 0;
	*length = FAULTY(length_32_bits) ? (uint32_t)n : n;
	return H1_OK;
}

/* One field line of several, or with commas; *n counts lengths so far. */
static enum h1_status
length_line(struct h1_framing *f, size_t *n, const struct h1_framing_input *in,
	size_t i, struct h1_error *err)
{
	struct h1_span rest = h1_field_value(in->fields, i);
	size_t before = *n;
	struct h1_span element;
	uint64_t length = 0;

	while (h1_list_next(&rest, &element)) {
		if (h1_content_length_read(&length, element, err) != H1_OK) {
			err->off += off_of(in, element);
			return H1_ERROR;
		}
		if ((*n)++ > 0 && length != f->length)
			return h1_refuse(err, H1_E_LENGTH_CONFLICT,
				off_of(in, element));
		f->length = length;
	}
	if (*n == before)
		return refuse_field(in, i, H1_E_LENGTH_SYNTAX, err);
	return H1_OK;
}

static bool
has_comma(struct h1_span value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.at[i] == ',')
			return true;
	return false;
}

/* Nearly all lengths are so few digits that none can be too much. */
static bool
short_length(uint64_t *length, struct h1_span in)
{
	uint64_t n = 0;

	if (in.len == 0 || in.len > 19 || FAULT_BUILD)
		return false;
	for (size_t i = 0; i < in.len; i++) {
		unsigned digit = in.at[i] - (unsigned)'0';

		if (digit > 9)
			return false;
		n = 10 * n + digit;
	}
	*length = n;
	return true;
}

/* Rules 5 and 6 of RFC 9112, section 6.3. */
static enum h1_status
by_content_length(struct h1_framing *f, const struct h1_framing_input *in,
	size_t cl, struct h1_error *err)
{
	struct h1_span value = h1_field_value(in->fields, cl);
	size_t second = in->fields->n;
	size_t n = 0;

	f->kind = H1_FRAMING_LENGTH;
	if (FAULTY(length_first_wins) && value.len > 0)
		return h1_content_length_read(&f->length, value, err);
	if (FAULTY(length_last_wins) &&
		in->known->at[H1_KNOWN_CONTENT_LENGTH].n > 1)
		return h1_content_length_read(&f->length,
			h1_field_value(in->fields,
				h1_field_find(in->fields, CONTENT_LENGTH,
					cl + 1)),
			err);
	if (in->known->at[H1_KNOWN_CONTENT_LENGTH].n > 1)
		second = h1_field_find(in->fields, CONTENT_LENGTH, cl + 1);
	else if (short_length(&f->length, value))
		return H1_OK;
	if (second == in->fields->n && !has_comma(value)) {
		if (h1_content_length_read(&f->length, value, err) == H1_OK)
			return H1_OK;
		err->off += off_of(in, value);
		return H1_ERROR;
	}
	for (size_t i = cl; i < in->fields->n;
		i = h1_field_find(in->fields, CONTENT_LENGTH, i + 1))
		if (length_line(f, &n, in, i, err) != H1_OK)
			return H1_ERROR;
	if (!(in->lenient & H1_LENIENT_SAME_LENGTHS))
		return refuse_field(in, second < in->fields->n ? second : cl,
			H1_E_LENGTH_REPEATED, err);
	f->tolerated |= H1_LENIENT_SAME_LENGTHS;
	return H1_OK;
}

/* Rules 1 and 2 of RFC 9112, section 6.3: whatever the fields say. */
static bool
by_status(struct h1_framing *f, const struct h1_framing_input *in)
{
	unsigned class = in->status / 100;

	f->kind = H1_FRAMING_TUNNEL;
	f->must_close = true;
	if (in->status == 101)
		return true;
	if (in->answers == H1_ANSWERS_CONNECT && class == 2)
		return true;
	f->kind = H1_FRAMING_NONE;
	f->must_close = false;
	return in->answers == H1_ANSWERS_HEAD || class == 1 ||
	       in->status == 204 || in->status == 304;
}

enum h1_status
h1_framing_decide(struct h1_framing *framing, const struct h1_framing_input *in,
	struct h1_error *err)
{
	struct h1_framing f = {.kind = H1_FRAMING_NONE};
	size_t n = in->fields->n;
	size_t te = h1_known_first(in->known, in->fields,
		H1_KNOWN_TRANSFER_ENCODING);
	size_t cl =
		h1_known_first(in->known, in->fields, H1_KNOWN_CONTENT_LENGTH);
	enum h1_status st = H1_OK;

	if (in->kind == H1_RESPONSE && by_status(&f, in)) {
		*framing = f;
		return H1_OK;
	}
	if (FAULTY(te_identity_ignored) && te < n &&
		h1_span_equal_nocase(h1_field_value(in->fields, te),
			H1_SPAN("identity")))
		te = n;
	if (FAULTY(length_wins) && cl < n)
		te = n;
	if (FAULTY(te_in_http10_ignored) && in->minor == 0)
		te = n;
	if (FAULTY(te_empty_ignored) && te < n &&
		in->fields->at[te].value_len == 0)
		te = n;
	if (te < n)
		st = by_transfer_encoding(&f, in, te, cl, err);
	else if (cl < n)
		st = by_content_length(&f, in, cl, err);
	else if (in->kind == H1_RESPONSE)
		f.kind = H1_FRAMING_UNTIL_CLOSE;
	if (f.kind == H1_FRAMING_UNTIL_CLOSE)
		f.must_close = true;
	if (st == H1_OK)
		*framing = f;
	return st;
}

bool
h1_framing_persist(uint8_t minor, const struct h1_fields *fields)
{
	struct h1_connection connection = h1_list_connection(fields);

	if (connection.close && !FAULTY(close_ignored))
		return false;
	return minor > 0 || connection.keep_alive;
}

const char *
h1_framing_name(enum h1_framing_kind kind)
{
	static const char *const names[] = {
		[H1_FRAMING_NONE] = "none",
		[H1_FRAMING_LENGTH] = "length",
		[H1_FRAMING_CHUNKED] = "chunked",
		[H1_FRAMING_UNTIL_CLOSE] = "until-close",
		[H1_FRAMING_TUNNEL] = "tunnel",
	};

	return names[kind];
}
