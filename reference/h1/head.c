#include "h1/head.h"

#include "h1/cursor.h"
#include "h1/error.h"
#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/scan.h"
#include "h1/start_line.h"

void
h1_head_init(struct h1_head *head, struct h1_field *fields, size_t max)
{
	*head = (struct h1_head){.fields = {.at = fields, .max = max}};
}

struct h1_span
h1_head_field(const struct h1_head *head, struct h1_span name)
{
	size_t i = h1_field_find(&head->fields, name, 0);

	if (i == head->fields.n)
		return (struct h1_span){NULL, 0};
	return h1_field_value(&head->fields, i);
}

static struct h1_part
part(const uint8_t *base, struct h1_span span)
{
	if (!span.at)
		return (struct h1_part){0, 0};
	return (struct h1_part){(uint32_t)(span.at - base), (uint32_t)span.len};
}

static enum h1_status
request_line(struct h1_head *head, const uint8_t *base, struct h1_span line,
	unsigned lenient, struct h1_error *err)
{
	struct h1_request_line q;

	if (h1_request_line_read(&q, line, lenient, err) != H1_OK)
		return H1_ERROR;
	head->minor = q.minor;
	head->tolerated |= q.tolerated;
	head->form = q.parts.form;
	head->method = part(base, q.method);
	head->target = part(base, q.target);
	head->scheme = part(base, q.parts.scheme);
	head->authority = part(base, q.parts.authority);
	head->path = part(base, q.parts.path);
	head->query = part(base, q.parts.query);
	return H1_OK;
}

static enum h1_status
status_line(struct h1_head *head, const uint8_t *base, struct h1_span line,
	unsigned lenient, struct h1_error *err)
{
	struct h1_status_line p;

	if (h1_status_line_read(&p, line, lenient, err) != H1_OK)
		return H1_ERROR;
	head->minor = p.minor;
	head->tolerated |= p.tolerated;
	head->status = p.status;
	head->reason = part(base, p.reason);
	return H1_OK;
}

/* An over-long request-line that is all method is another refusal. */
static void
blame_method(struct h1_error *err, const struct h1_cur *from)
{
	const uint8_t *last = from->at + err->off;

	if (err->code == H1_E_REQUEST_LINE_TOO_LONG &&
		h1_scan_while(from->at, last, H1_TCHAR) == last)
		err->code = H1_E_METHOD_TOO_LONG;
}

/* Takes one line off `rest`, which is at in->at + r->line. */
static enum h1_status
start_line(struct h1_reader *r, struct h1_cur *rest, struct h1_cur *line,
	struct h1_error *err)
{
	const struct h1_line_rule rule = {
		.max = r->limits.start_line,
		.too_long = r->kind == H1_REQUEST ? H1_E_REQUEST_LINE_TOO_LONG
						  : H1_E_STATUS_LINE_TOO_LONG,
		.bare_lf = r->lenient & H1_LENIENT_BARE_LF,
		.bare_cr = r->lenient &
			   (H1_LENIENT_BARE_CR | H1_LENIENT_WS_START_LINE),
	};
	enum h1_status st = h1_cur_line(rest, &r->seen, line, &rule, err);

	if (st == H1_ERROR) {
		blame_method(err, rest);
		err->off += r->line;
	} else if (st == H1_OK && *line->end == '\n') {
		r->tolerated |= H1_LENIENT_BARE_LF;
	}
	return st;
}

enum h1_status
h1_head_start(struct h1_reader *reader, const struct h1_cur *in,
	struct h1_head *head, struct h1_error *err)
{
	struct h1_cur rest = {in->at + reader->line, in->end};
	struct h1_cur line;
	enum h1_status st = start_line(reader, &rest, &line, err);

	/* before a request-line, empty lines are ignored (section 2.2) */
	while (st == H1_OK && h1_cur_at_end(&line) &&
		reader->kind == H1_REQUEST) {
		if (reader->n_empty_lines++ == reader->limits.empty_lines)
			return h1_refuse(err, H1_E_EMPTY_LINES, reader->line);
		reader->line = (size_t)(rest.at - in->at);
		st = start_line(reader, &rest, &line, err);
	}
	if (st != H1_OK)
		return st;
	*head = (struct h1_head){.kind = reader->kind,
		.fields = {.at = head->fields.at, .max = head->fields.max}};
	st = reader->kind == H1_REQUEST
		     ? request_line(head, in->at, h1_cur_rest(&line),
			       reader->lenient, err)
		     : status_line(head, in->at, h1_cur_rest(&line),
			       reader->lenient, err);
	if (st != H1_OK) {
		err->off += reader->line;
		return H1_ERROR;
	}
	reader->tolerated |= head->tolerated;
	reader->section =
		(struct h1_section){.start = (size_t)(rest.at - in->at),
			.line = (size_t)(rest.at - in->at)};
	reader->state = H1_READER_FIELDS;
	return H1_OK;
}

enum h1_status
h1_head_fields(struct h1_reader *reader, const struct h1_cur *in,
	struct h1_head *head, struct h1_error *err)
{
	const struct h1_section_rule rule = {
		.line_max = reader->limits.field_line,
		.octets_max = reader->limits.field_section,
		.fields_max = reader->limits.fields,
		.too_large = H1_E_FIELD_SECTION_TOO_LARGE,
		.lenient = reader->lenient,
	};
	enum h1_status st = h1_section_read(&reader->section, &head->fields,
		&reader->tolerated, h1_cur_rest(in), &rule, err);

	if (st == H1_OK)
		head->len = reader->section.end;
	return st;
}

/*
 * One valid Host in HTTP/1.1, at most one in HTTP/1.0 (RFC 9112, section 3.2);
 * where the request-target has an authority, that is the one to use.
 */
static enum h1_status
host(const struct h1_reader *r, struct h1_head *head, struct h1_error *err)
{
	const struct h1_fields *fields = &head->fields;
	size_t i = h1_field_find(fields, H1_SPAN("host"), 0);
	size_t second;
	struct h1_authority authority;

	head->host = head->authority;
	if (i == fields->n) {
		if (head->minor == 0)
			return H1_OK;
		return h1_refuse(err, H1_E_HOST_MISSING, r->section.line);
	}
	second = h1_field_find(fields, H1_SPAN("host"), i + 1);
	if (second < fields->n)
		return h1_refuse(err, H1_E_HOST_REPEATED,
			fields->at[second].name_off);
	if (h1_authority_read(&authority, h1_field_value(fields, i), err) !=
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
		.lenient = r->lenient,
	};
	size_t cl;

	if (h1_framing_decide(&head->framing, &in, err) != H1_OK)
		return H1_ERROR;
	if (head->framing.length <= r->limits.content)
		return H1_OK;
	cl = h1_field_find(&head->fields, H1_SPAN("content-length"), 0);
	return h1_refuse(err, H1_E_CONTENT_TOO_LARGE,
		head->fields.at[cl].value_off);
}

enum h1_status
h1_head_understand(struct h1_reader *reader, const struct h1_cur *in,
	struct h1_head *head, struct h1_error *err)
{
	head->base = in->at;
	head->fields.base = in->at;
	if (reader->kind == H1_REQUEST && host(reader, head, err) != H1_OK)
		return H1_ERROR;
	if (framing(reader, head, err) != H1_OK)
		return H1_ERROR;
	/* HTTP/1.0 knows no expectations (RFC 9110, section 10.1.1) */
	if (reader->kind == H1_REQUEST && head->minor > 0)
		head->expect = h1_list_expect(&head->fields);
	head->persist = !head->framing.must_close &&
			h1_framing_persist(head->minor, &head->fields);
	reader->tolerated |= head->framing.tolerated;
	head->tolerated = reader->tolerated;
	return H1_OK;
}
