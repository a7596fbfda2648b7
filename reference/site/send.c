#include "site/send.h"

#include "fault/fault.h"
#include "http/date.h"
#include "http/range.h"
#include "site/parts.h"
#include "site/reply.h"
#include "site/squeeze.h"

/* Files up to this length are sent as octets, at once with the head. */
#define SMALL_MAX 8192

void
send_vary(const struct request *request, const struct representation *r)
{
	if (r->by_name && r->by_coding)
		reply_field(request, "Vary",
			H1_SPAN("Accept, Accept-Encoding, Accept-Language"));
	else if (r->by_name)
		reply_field(request, "Vary",
			H1_SPAN("Accept, Accept-Language"));
	else if (r->by_coding)
		reply_field(request, "Vary", H1_SPAN("Accept-Encoding"));
}

/* What 200, 206 and 304 all say: RFC 9110, sections 15.3.7 and 15.4.5. */
static void
begin(const struct request *request, const struct representation *r,
	unsigned status)
{
	struct http_representation state = file_representation(&r->file);

	http_respond(request->exchange, status);
	reply_field(request, "Cache-Control",
		reply_span(request->site->options.cache_control));
	if (status != 304 || !FAULTY(tag_missing_in_304))
		reply_tag(request, &state.tag);
	send_vary(request, r);
	if (r->location.len > 0)
		reply_field(request, "Content-Location",
			text_span(&r->location));
}

/*
 * What tells about the representation itself. A date within whose second the
 * file may change again is not told, so that none is held that does not show
 * a change (section 8.8.2.2).
 */
static void
describe(const struct request *request, const struct representation *r)
{
	uint8_t date[HTTP_DATE_LEN];

	if (r->file.settled &&
		http_date_write(date, FAULTY(last_modified_in_future)
					      ? (int64_t)4000000000
					      : r->file.modified))
		reply_field(request, "Last-Modified",
			(struct h1_span){date, sizeof(date)});
	if (r->coding != HTTP_CODING_IDENTITY)
		reply_field(request, "Content-Encoding",
			http_coding_name(r->coding));
	if (r->language.len > 0)
		reply_field(request, "Content-Language",
			text_span(&r->language));
}

static void
begin_content(const struct request *request, const struct representation *r,
	unsigned status)
{
	begin(request, r, status);
	if (!FAULTY(content_type_missing) ||
		request->method == HTTP_METHOD_HEAD)
		reply_field(request, "Content-Type", representation_type(r));
	describe(request, r);
	reply_field(request, "Accept-Ranges",
		r->squeezed ? H1_SPAN("none") : H1_SPAN("bytes"));
}

/* Takes the descriptor out of the representation. */
static int
take_descriptor(struct representation *r)
{
	int descriptor = r->file.descriptor;

	r->file.descriptor = -1;
	return descriptor;
}

static void
send_octets(const struct request *request, struct representation *r,
	uint64_t at, uint64_t len)
{
	uint8_t octets[SMALL_MAX];

	if (len > sizeof(octets) || request->method == HTTP_METHOD_HEAD)
		http_send_file(request->exchange, take_descriptor(r), at, len);
	else if (file_read(r->file.descriptor, octets, (size_t)len, at))
		http_send(request->exchange,
			(struct h1_span){octets, (size_t)len});
	else
		http_explain(request->exchange, 503,
			"the file changes just now");
}

/* Compressed as it is sent. */
static bool
send_squeezed(const struct request *request, struct representation *r)
{
	struct task *task = squeeze_new(&request->site->memory,
		r->file.descriptor, r->file.size);

	if (!task)
		return false;
	take_descriptor(r);
	http_exchange_set_state(request->exchange, task);
	begin_content(request, r, 200);
	http_send_stream(request->exchange, HTTP_LENGTH_UNKNOWN);
	return true;
}

static void
send_whole(const struct request *request, struct representation *r)
{
	if (r->squeezed) {
		if (send_squeezed(request, r))
			return;
		/* What was to be spared is the client's time, not our memory:
		 * the same content, as it is. */
		representation_leave_out_coding(r);
	}
	begin_content(request, r, 200);
	send_octets(request, r, 0, r->file.size);
}

static void
add_content_range(const struct request *request, const struct http_range *range,
	uint64_t size)
{
	uint8_t value[HTTP_RANGE_VALUE_MAX];

	reply_field(request, "Content-Range",
		(struct h1_span){value, http_range_write(value, range, size)});
}

/* One part. Who sends If-Range has the fields of the representation already, so
 * that it is not described again (section 15.3.7). */
static void
send_part(const struct request *request, struct representation *r,
	const struct http_range *range, bool described)
{
	if (described)
		begin_content(request, r, 206);
	else
		begin(request, r, 206);
	if (!FAULTY(content_range_missing_in_206))
		add_content_range(request, range, r->file.size);
	send_octets(request, r, range->first, range->last - range->first + 1);
}

static void
send_parts(const struct request *request, struct representation *r,
	const struct http_ranges *ranges, bool described)
{
	char type[PARTS_TYPE_MAX];
	uint64_t total;
	struct task *task = parts_new(&total, type, r->file.descriptor, ranges,
		r->file.size, representation_type(r));

	if (!task) {
		http_explain(request->exchange, 503, "out of memory");
		return;
	}
	take_descriptor(r);
	http_exchange_set_state(request->exchange, task);
	begin(request, r, 206);
	if (FAULTY(content_range_above_parts))
		add_content_range(request, &ranges->at[0], r->file.size);
	reply_field(request, "Content-Type", reply_span(type));
	if (described)
		describe(request, r);
	http_send_stream(request->exchange, total);
}

/* The ranges that are asked for, if they count: GET alone has ranges, and of a
 * second Range line none can make sense (section 14.2). */
static enum http_range_result
requested_ranges(struct http_ranges *ranges, const struct request *request,
	const struct http_precondition *p, const struct representation *r)
{
	const struct h1_fields *fields = &request->head->fields;
	size_t i = h1_field_find(fields, H1_SPAN("Range"), 0);

	if (i == fields->n ||
		(request->method != HTTP_METHOD_GET &&
			!FAULTY(range_on_any_method)) ||
		h1_field_find(fields, H1_SPAN("Range"), i + 1) != fields->n ||
		!http_precondition_range(p) || r->squeezed)
		return HTTP_RANGE_WHOLE;
	return http_ranges_read(ranges, h1_field_value(fields, i),
		r->file.size);
}

static void
send_ranges(const struct request *request, struct representation *r,
	const struct http_precondition *p)
{
	const struct h1_fields *fields = &request->head->fields;
	bool described =
		h1_field_find(fields, H1_SPAN("If-Range"), 0) == fields->n ||
		FAULTY(if_range_part_described);
	struct http_ranges ranges;

	switch (requested_ranges(&ranges, request, p, r)) {
	case HTTP_RANGE_WHOLE:
		send_whole(request, r);
		return;
	case HTTP_RANGE_PART:
		if (ranges.n > 1)
			send_parts(request, r, &ranges, described);
		else
			send_part(request, r, &ranges.at[0], described);
		return;
	case HTTP_RANGE_UNSATISFIABLE:
		break;
	}
	http_respond(request->exchange, 416);
	if (!FAULTY(content_range_missing_in_416))
		add_content_range(request, NULL, r->file.size);
	send_vary(request, r);
	http_explain(request->exchange, 416, "the file has no octets there");
}

void
send_representation(const struct request *request, struct representation *r)
{
	struct http_representation state = file_representation(&r->file);
	struct http_precondition p;

	switch (reply_conditions(&p, request, &state)) {
	case HTTP_CONDITION_PROCEED:
		send_ranges(request, r, &p);
		break;
	case HTTP_CONDITION_NOT_MODIFIED:
		begin(request, r, 304);
		http_send(request->exchange, FAULTY(content_in_304)
						     ? H1_SPAN("unchanged")
						     : H1_SPAN(""));
		break;
	case HTTP_CONDITION_FAILED:
		break;
	}
}
