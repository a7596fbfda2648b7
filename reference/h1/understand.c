#include "h1/understand.h"

#include "fault/fault.h"
#include "h1/octet.h"
#include "h1/refuse.h"
#include "h1/scan.h"

#include <string.h>

/* Most hosts are such names, without a port; no more need be known of them. */
static bool
is_reg_name(struct h1_span value)
{
	return h1_scan_while(value.at, value.at + value.len, H1_REG_NAME) ==
	       value.at + value.len;
}

/*
 * One valid Host in HTTP/1.1, at most one in HTTP/1.0 (RFC 9112, section 3.2);
 * where the request-target has an authority, that is the one to use.
 */
static enum h1_status
host(const struct h1_reader *r, struct h1_head *head, struct h1_error *err)
{
	const struct h1_fields *fields = &head->fields;
	size_t i = h1_known_first(&head->known, fields, H1_KNOWN_HOST);
	size_t second;
	struct h1_authority authority;

	head->host = head->authority;
	if (i == fields->n) {
		if (head->minor == 0)
			return H1_OK;
		return h1_refuse(err, H1_E_HOST_MISSING, r->line);
	}
	if (head->known.at[H1_KNOWN_HOST].n > 1) {
		second = h1_field_find(fields, H1_SPAN("host"), i + 1);
		return h1_refuse(err, H1_E_HOST_REPEATED,
			fields->at[second].name_off);
	}
	if (FAULTY(absolute_form_needs_host) && head->authority.len > 0 &&
		head->authority.len != fields->at[i].value_len)
		return h1_refuse(err, H1_E_AUTHORITY_OCTET, r->line);
	if (FAULTY(host_name_letters_only) &&
		h1_field_value(fields, i).len > 0 &&
		h1_scan_until(h1_field_value(fields, i).at,
			h1_field_value(fields, i).at +
				h1_field_value(fields, i).len,
			H1_SUB_DELIMS) != h1_field_value(fields, i).at +
						  h1_field_value(fields, i).len)
		return h1_refuse(err, H1_E_AUTHORITY_OCTET, r->line);
	if (!r->host_plain && !is_reg_name(h1_field_value(fields, i)) &&
		h1_authority_read(&authority, h1_field_value(fields, i), err) !=
			H1_OK) {
		err->off += fields->at[i].value_off;
		return H1_ERROR;
	}
	head->has_host = true;
	if (head->authority.off == 0)
		head->host = (struct h1_part){
			fields->at[i].value_off, fields->at[i].value_len};
	return H1_OK;
}

static enum h1_status
framing(const struct h1_reader *r, struct h1_head *head, struct h1_error *err)
{
	const struct h1_framing_input in = {
		.kind = r->kind,
		.minor = head->minor,
		.status = head->status,
		.answers = r->answers,
		.fields = &head->fields,
		.known = &head->known,
		.lenient = r->lenient,
	};
	size_t cl;

	if (h1_framing_decide(&head->framing, &in, err) != H1_OK)
		return H1_ERROR;
	if (head->framing.length <= r->limits.content)
		return H1_OK;
	cl = head->known.at[H1_KNOWN_CONTENT_LENGTH].first;
	return h1_refuse(err, H1_E_CONTENT_TOO_LARGE,
		head->fields.at[cl].value_off);
}

/* h1_framing_persist(), which the usual cases need not be asked. */
static bool
persists(const struct h1_head *head)
{
	const struct h1_named *connection =
		&head->known.at[H1_KNOWN_CONNECTION];
	struct h1_span value;

	if (FAULTY(never_persists))
		return false;
	if (connection->n == 0)
		return head->minor > 0 || FAULTY(http10_persists);
	value = h1_field_value(&head->fields, connection->first);
	if (connection->n == 1 && value.len == 10 &&
		memcmp(value.at, "keep-alive", 10) == 0)
		return true;
	return h1_framing_persist(head->minor, &head->fields);
}

/* The next response answers another request, unless this one is interim. */
static void
answered(struct h1_reader *r, const struct h1_head *head)
{
	if (head->status / 100 != 1)
		r->answers = H1_ANSWERS_OTHER;
}

static enum h1_status
response(struct h1_reader *reader, struct h1_head *head, struct h1_error *err)
{
	if (framing(reader, head, err) != H1_OK)
		return H1_ERROR;
	answered(reader, head);
	return H1_OK;
}

/* Neither field, or one "chunked": no more need be asked of a request. */
static bool
plainly_framed(const struct h1_head *head)
{
	const struct h1_named *te = &head->known.at[H1_KNOWN_TRANSFER_ENCODING];
	struct h1_span value;

	if (head->known.at[H1_KNOWN_CONTENT_LENGTH].n > 0)
		return false;
	if (te->n == 0)
		return true;
	value = h1_field_value(&head->fields, te->first);
	return te->n == 1 && head->minor > 0 && value.len == 7 &&
	       memcmp(value.at, "chunked", 7) == 0;
}

static enum h1_status
request(const struct h1_reader *reader, struct h1_head *head,
	struct h1_error *err)
{
	const struct h1_named *known = head->known.at;

	if (host(reader, head, err) != H1_OK)
		return H1_ERROR;
	if (FAULTY(connection_drops_length) &&
		h1_list_has(&head->fields, H1_SPAN("connection"),
			H1_SPAN("content-length")))
		head->known.at[H1_KNOWN_CONTENT_LENGTH].n = 0;
	if (FAULTY(connection_drops_te) &&
		h1_list_has(&head->fields, H1_SPAN("connection"),
			H1_SPAN("transfer-encoding")))
		head->known.at[H1_KNOWN_TRANSFER_ENCODING].n = 0;
	if (FAULTY(only_post_has_content) &&
		head->base[head->method.off] != 'P')
		head->framing = (struct h1_framing){.kind = H1_FRAMING_NONE};
	else if (FAULTY(post_until_close) &&
		 head->base[head->method.off] == 'P' && plainly_framed(head) &&
		 known[H1_KNOWN_TRANSFER_ENCODING].n == 0)
		head->framing =
			(struct h1_framing){.kind = H1_FRAMING_UNTIL_CLOSE};
	else if (plainly_framed(head))
		head->framing = (struct h1_framing){
			.kind = known[H1_KNOWN_TRANSFER_ENCODING].n
					? H1_FRAMING_CHUNKED
					: H1_FRAMING_NONE};
	else if (framing(reader, head, err) != H1_OK)
		return H1_ERROR;
	/* HTTP/1.0 knows no expectations (RFC 9110, section 10.1.1) */
	if (known[H1_KNOWN_EXPECT].n > 0 &&
		(head->minor > 0 || FAULTY(expect_in_http10)))
		head->expect = h1_list_expect(&head->fields);
	if (FAULTY(expected_content_left) && head->expect == H1_EXPECT_CONTINUE)
		head->framing = (struct h1_framing){.kind = H1_FRAMING_NONE};
	if (FAULTY(expect_means_content) &&
		head->expect == H1_EXPECT_CONTINUE &&
		head->framing.kind == H1_FRAMING_NONE)
		head->framing.kind = H1_FRAMING_UNTIL_CLOSE;
	return H1_OK;
}

enum h1_status
h1_head_understand(struct h1_reader *reader, const struct h1_cur *in,
	struct h1_head *head, struct h1_error *err)
{
	head->base = in->at;
	head->fields.base = in->at;
	if ((reader->kind == H1_REQUEST ? request(reader, head, err)
					: response(reader, head, err)) != H1_OK)
		return H1_ERROR;
	head->persist = !head->framing.must_close && persists(head);
	reader->tolerated |= head->framing.tolerated;
	head->tolerated = reader->tolerated;
	return H1_OK;
}
