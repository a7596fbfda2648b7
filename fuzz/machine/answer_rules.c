#include "machine/answer_rules.h"

#include <stdio.h>
#include <string.h>

#include "engine/entry.h"
#include "machine/fields.h"
#include "value/calendar.h"

static unsigned
status_of(const struct ruled *r)
{
	return r->answer->head.status;
}

static size_t
count(const struct ruled *r, const char *name)
{
	return fields_count(&r->answer->head.fields, name);
}

static bool
is_old(const struct ruled *r)
{
	return r->asked && r->asked->head.minor == 0;
}

/* "HTTP/1.1 200 OK" */
static bool
status_line(const struct ruled *r)
{
	struct h1_span line = r->answer->octets;
	size_t i;

	if (line.len < 15 || memcmp(line.at, "HTTP/1.1 ", 9) != 0)
		return false;
	for (i = 9; i < 12; i++)
		if (line.at[i] < '0' || line.at[i] > '9')
			return false;
	return line.at[12] == ' ' && line.at[9] >= '1' && line.at[9] <= '5';
}

/* "Name: value", and CRLF at the end of each line. */
static bool
field_lines(const struct ruled *r)
{
	const struct h1_fields *fields = &r->answer->head.fields;
	size_t i, n = 0, len = r->answer->octets.len;
	const uint8_t *at = r->answer->octets.at;

	for (i = 0; i < len; i++) {
		if (at[i] != '\n')
			continue;
		n++;
		if (i == 0 || at[i - 1] != '\r')
			return false;
	}
	for (i = 0; i < fields->n; i++) {
		struct h1_span name = h1_field_name(fields, i);
		struct h1_span value = h1_field_value(fields, i);

		if (name.at[name.len] != ':' || name.at[name.len + 1] != ' ')
			return false;
		if (value.at != name.at + name.len + 2)
			return false;
	}
	return n == fields->n + 2;
}

static bool
once(const struct ruled *r)
{
	static const char *const single[] = {"Content-Length",
		"Transfer-Encoding", "Date", "Content-Type", "ETag",
		"Last-Modified", "Location", "Content-Range", "Server"};
	size_t i;

	for (i = 0; i < N(single); i++)
		if (count(r, single[i]) > 1)
			return false;
	return true;
}

static bool
date(const struct ruled *r)
{
	struct h1_span value = fields_value(&r->answer->head.fields, "Date");

	return status_of(r) == 101 ? !value.at || text_is(value, r->date)
				   : text_is(value, r->date);
}

static bool
length_or_coding(const struct ruled *r)
{
	return count(r, "Content-Length") == 0 ||
	       count(r, "Transfer-Encoding") == 0;
}

static bool
has_no_content(const struct ruled *r)
{
	unsigned status = status_of(r);

	return r->head_only || status == 204 || status == 304 ||
	       status / 100 == 1;
}

static bool
content_has_an_end(const struct ruled *r)
{
	return has_no_content(r) || count(r, "Content-Length") == 1 ||
	       count(r, "Transfer-Encoding") == 1 || answer_closes(r->answer);
}

static bool
no_framing_without_content(const struct ruled *r)
{
	if (status_of(r) == 204 || status_of(r) / 100 == 1)
		return count(r, "Content-Length") == 0 &&
		       count(r, "Transfer-Encoding") == 0;
	return true;
}

/* What the 200 would say is not known here, and it says nothing. */
static bool
no_length_in_304(const struct ruled *r)
{
	return status_of(r) != 304 ||
	       (count(r, "Content-Length") == 0 &&
		       count(r, "Transfer-Encoding") == 0);
}

static bool
no_content(const struct ruled *r)
{
	return r->answer->content.len == 0 ||
	       (!has_no_content(r) && status_of(r) != 205);
}

static bool
length_is_right(const struct ruled *r)
{
	struct h1_span value =
		fields_value(&r->answer->head.fields, "Content-Length");
	uint64_t n;

	return !value.at ||
	       (text_number(&n, value) &&
		       (has_no_content(r) || n == r->answer->content.len));
}

static bool
old_clients(const struct ruled *r)
{
	return !is_old(r) ||
	       (count(r, "Transfer-Encoding") == 0 &&
		       r->answer->n_interim == 0 &&
		       r->answer->n_continue == 0 && status_of(r) != 101);
}

/* Before 101 even a request without content gets it (section 7.8). */
static bool
interim(const struct ruled *r)
{
	if (r->answer->n_continue == 0)
		return true;
	if (r->answer->n_continue > 1 || !r->asked)
		return false;
	return asked_expects(r->asked) ||
	       (status_of(r) == 101 && fields_list(&r->asked->head.fields,
					       "Expect", "100-continue"));
}

static bool
expectation(const struct ruled *r)
{
	return status_of(r) != 417 ||
	       (r->asked && fields_count(&r->asked->head.fields, "Expect") > 0);
}

static bool
allow(const struct ruled *r)
{
	return status_of(r) != 405 || count(r, "Allow") == 1;
}

/* The method that is refused is none of those that are allowed. */
static bool
allow_is_true(const struct ruled *r)
{
	const struct h1_fields *fields = &r->answer->head.fields;
	struct h1_span rest = fields_value(fields, "Allow"), element;

	if (status_of(r) != 405)
		return true;
	while (text_element(&element, &rest))
		if (r->asked &&
			h1_span_equal(element, h1_head_method(&r->asked->head)))
			return false;
	return true;
}

static bool
upgrade(const struct ruled *r)
{
	const struct h1_fields *fields = &r->answer->head.fields;

	if (status_of(r) != 101 && status_of(r) != 426)
		return true;
	return count(r, "Upgrade") > 0 &&
	       fields_list(fields, "Connection", "upgrade");
}

static bool
switching(const struct ruled *r)
{
	const struct h1_fields *fields;

	if (status_of(r) != 101)
		return true;
	if (!r->asked)
		return false;
	fields = &r->asked->head.fields;
	return fields_count(fields, "Upgrade") > 0 &&
	       fields_list(fields, "Connection", "upgrade");
}

/* Several parts have their own, each in its part. */
static bool
content_range(const struct ruled *r)
{
	static const char parts[] = "multipart/byteranges";
	struct h1_span type =
		fields_value(&r->answer->head.fields, "Content-Type");

	if (status_of(r) != 206 && status_of(r) != 416)
		return true;
	type.len = type.len < sizeof(parts) - 1 ? type.len : sizeof(parts) - 1;
	if (status_of(r) == 206 && text_is_nocase(type, parts))
		return count(r, "Content-Range") == 0;
	return count(r, "Content-Range") == 1;
}

static bool
last_modified(const struct ruled *r)
{
	const struct h1_fields *fields = &r->answer->head.fields;
	struct calendar modified, now;

	if (count(r, "Last-Modified") == 0)
		return true;
	return calendar_read(&modified,
		       fields_value(fields, "Last-Modified")) == CALENDAR_IMF &&
	       calendar_read(&now, fields_value(fields, "Date")) ==
		       CALENDAR_IMF &&
	       !calendar_later(&modified, &now);
}

static bool
range(const struct ruled *r)
{
	if (status_of(r) != 206)
		return true;
	return r->asked && asked_method(r->asked, "GET") &&
	       fields_count(&r->asked->head.fields, "Range") == 1;
}

static bool
location(const struct ruled *r)
{
	return (status_of(r) != 301 && status_of(r) != 303 &&
		       status_of(r) != 308) ||
	       count(r, "Location") == 1;
}

static bool
explanation(const struct ruled *r)
{
	return status_of(r) < 400 || r->head_only || r->answer->content.len > 0;
}

/* Nothing here is the server's own failure. */
static bool
no_failure(const struct ruled *r)
{
	unsigned status = status_of(r);

	return status < 500 || status == 501 || status == 503 || status == 505;
}

static bool
content_type(const struct ruled *r)
{
	return r->answer->content.len == 0 || count(r, "Content-Type") == 1 ||
	       status_of(r) == 206;
}

static bool
trailers(const struct ruled *r)
{
	bool announced = count(r, "Trailer") > 0;

	if (r->answer->n_trailers == 0 && !announced)
		return true;
	return r->asked && !is_old(r) &&
	       fields_count(&r->asked->head.fields, "TE") > 0;
}

static bool
close_is_told(const struct ruled *r)
{
	return status_of(r) == 101 || (r->asked && asked_persists(r->asked)) ||
	       answer_closes(r->answer);
}

static bool
keep_alive_is_told(const struct ruled *r)
{
	return !is_old(r) || answer_closes(r->answer) ||
	       fields_list(&r->answer->head.fields, "Connection", "keep-alive");
}

static const struct rule {
	const char *clause;
	const char *text;
	bool (*holds)(const struct ruled *ruled);
} rules[] = {
	{"9112-4", "the status-line is HTTP/1.1, three digits, SP",
		status_line},
	{"9112-5", "lines end in CRLF, none is folded", field_lines},
	{"9110-5.3", "what is no list is there once", once},
	{"9110-6.6.1", "Date tells the time", date},
	{"9112-6.2", "Content-Length or Transfer-Encoding", length_or_coding},
	{"9112-6.3", "content has an end", content_has_an_end},
	{"9110-8.6", "no framing in 1xx and 204", no_framing_without_content},
	{"9110-8.6", "no length in 304", no_length_in_304},
	{"9112-6.3", "no content behind HEAD, 204, 205, 304", no_content},
	{"9110-8.6", "Content-Length is that of the content", length_is_right},
	{"9112-6.1", "HTTP/1.0 gets no coding and no 1xx", old_clients},
	{"9110-10.1.1", "100 once, and only if asked for", interim},
	{"9110-15.5.18", "417 only to Expect", expectation},
	{"9110-15.5.6", "405 tells what is allowed", allow},
	{"9110-10.2.1", "what is allowed is not refused", allow_is_true},
	{"9110-7.8", "101 and 426 name the protocol", upgrade},
	{"9110-7.8", "101 only to who offers Upgrade", switching},
	{"9110-14.4", "206 of one part and 416 have Content-Range",
		content_range},
	{"9110-8.8.2", "nothing is modified in the future", last_modified},
	{"9110-14.2", "206 only to GET with Range", range},
	{"9110-15.4", "a redirection has Location", location},
	{"9110-15.5", "what is wrong is explained", explanation},
	{"9110-15.6", "a request is no failure of the server", no_failure},
	{"9110-8.3", "content has a type", content_type},
	{"9110-6.5.1", "trailers only to who takes them", trailers},
	{"9112-9.6", "the end of the connection is told", close_is_told},
	{"9112-9.3", "HTTP/1.0 is told that it may go on", keep_alive_is_told},
};

void
answer_rules(const struct ruled *ruled)
{
	size_t i;

	for (i = 0; i < N(rules); i++) {
		if (rules[i].holds(ruled))
			continue;
		(void)fprintf(stderr, "RFC %s, status %u:\n", rules[i].clause,
			status_of(ruled));
		entry_broken(__FILE__, __LINE__, rules[i].text);
	}
}
