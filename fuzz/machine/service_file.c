#include "machine/service_file.h"

#include "engine/entry.h"
#include "http/date.h"
#include "http/precondition.h"
#include "http/range.h"
#include "machine/fields.h"
#include "machine/service.h"

static const struct http_representation representation = {
	.exists = true,
	.dated = true,
	.last_modified = SERVICE_FILE_UNIX_S,
	.tag = {false, {(const uint8_t *)SERVICE_FILE_TAG,
			       sizeof(SERVICE_FILE_TAG) - 1}},
};

static void
add_validators(struct http_exchange *exchange)
{
	uint8_t date[HTTP_DATE_LEN];
	struct h1_span value = {date, sizeof(date)};

	http_respond_field(exchange, H1_SPAN("ETag"),
		H1_SPAN("\"" SERVICE_FILE_TAG "\""));
	CHECK(http_date_write(date, SERVICE_FILE_UNIX_S));
	http_respond_field(exchange, H1_SPAN("Last-Modified"), value);
	http_respond_field(exchange, H1_SPAN("Accept-Ranges"),
		H1_SPAN("bytes"));
}

static void
send_part(struct http_exchange *exchange, unsigned status,
	const struct http_range *range)
{
	uint8_t octets[SERVICE_FILE_LEN], value[HTTP_RANGE_VALUE_MAX];
	size_t i, len = (size_t)(range->last - range->first + 1);

	CHECK(range->first <= range->last && range->last < sizeof(octets));
	http_respond(exchange, status);
	add_validators(exchange);
	if (status == 206) {
		i = http_range_write(value, range, sizeof(octets));
		http_respond_field(exchange, H1_SPAN("Content-Range"),
			(struct h1_span){value, i});
	}
	http_respond_field(exchange, H1_SPAN("Content-Type"),
		H1_SPAN("text/plain"));
	for (i = 0; i < len; i++)
		octets[i] = service_octet((size_t)range->first + i);
	http_send(exchange, (struct h1_span){octets, len});
}

static void
send_none(struct http_exchange *exchange)
{
	uint8_t value[HTTP_RANGE_VALUE_MAX];
	size_t len = http_range_write(value, NULL, SERVICE_FILE_LEN);

	http_respond(exchange, 416);
	http_respond_field(exchange, H1_SPAN("Content-Range"),
		(struct h1_span){value, len});
	http_explain(exchange, 416, "none of it is there");
}

/* Several ranges are answered with the whole, which is always right (RFC 9110,
 * section 14.2). */
static void
send_file(struct http_exchange *exchange, bool ranges)
{
	const struct h1_fields *fields = &http_request_head(exchange)->fields;
	const struct http_range whole = {0, SERVICE_FILE_LEN - 1};
	struct http_ranges some = {.n = 0};
	enum http_range_result result = HTTP_RANGE_WHOLE;

	if (ranges && fields_count(fields, "Range") == 1)
		result = http_ranges_read(&some, fields_value(fields, "Range"),
			SERVICE_FILE_LEN);
	if (result == HTTP_RANGE_UNSATISFIABLE)
		send_none(exchange);
	else if (result == HTTP_RANGE_PART && some.n == 1)
		send_part(exchange, 206, &some.at[0]);
	else
		send_part(exchange, 200, &whole);
}

void
service_file(struct http_exchange *exchange)
{
	const struct h1_fields *fields = &http_request_head(exchange)->fields;
	enum http_method method = http_request_method(exchange);
	struct http_precondition p;
	size_t i;

	http_precondition_init(&p, &representation,
		http_request_time(exchange));
	for (i = 0; i < fields->n; i++)
		http_precondition_field(&p, h1_field_name(fields, i),
			h1_field_value(fields, i));
	switch (http_precondition_result(&p, method)) {
	case HTTP_CONDITION_PROCEED:
		send_file(exchange, method == HTTP_METHOD_GET &&
					    http_precondition_range(&p));
		break;
	case HTTP_CONDITION_NOT_MODIFIED:
		http_respond(exchange, 304);
		add_validators(exchange);
		http_send(exchange, H1_SPAN(""));
		break;
	case HTTP_CONDITION_FAILED:
		http_explain(exchange, 412, "it is in another state");
		break;
	}
}
