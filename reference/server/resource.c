#include "server/resource.h"

#include "http/date.h"
#include "http/media.h"
#include "http/precondition.h"
#include "http/range.h"

/* 304 repeats what a cache needs: RFC 9110, section 15.4.5. */
static void
add_tag(struct response *response, const struct http_entity_tag *tag)
{
	uint8_t octets[FILES_TAG_MAX + 4];
	struct h1_out out = {octets, octets + sizeof(octets)};
	size_t i;

	if (!tag->opaque.at || tag->opaque.len > FILES_TAG_MAX)
		return;
	if (tag->weak) {
		*out.at++ = 'W';
		*out.at++ = '/';
	}
	*out.at++ = '"';
	for (i = 0; i < tag->opaque.len; i++)
		*out.at++ = tag->opaque.at[i];
	*out.at++ = '"';
	response_field(response, H1_SPAN("ETag"),
		h1_span_between(octets, out.at));
}

/* Shows the conditions of the request to `p`. */
static void
read_conditions(struct http_precondition *p, const struct request *request,
	const struct http_representation *representation)
{
	const struct h1_fields *fields = &request->head->fields;
	size_t i;

	http_precondition_init(p, representation, request->now);
	for (i = 0; i < fields->n; i++)
		http_precondition_field(p, h1_field_name(fields, i),
			h1_field_value(fields, i));
}

/* Whether the conditions are met; if not, that is the answer. */
static bool
conditions_met(struct response *response, const struct http_precondition *p,
	enum http_method method)
{
	switch (http_precondition_result(p, method)) {
	case HTTP_CONDITION_PROCEED:
		return true;
	case HTTP_CONDITION_NOT_MODIFIED:
		response_reset(response, 304);
		add_tag(response, &p->representation->tag);
		return false;
	case HTTP_CONDITION_FAILED:
		break;
	}
	response_explain(response, 412,
		"the resource is not in the state that the request asks for");
	return false;
}

/* The same for a resource without validators. */
static bool
plain_conditions_met(struct response *response, const struct request *request,
	bool exists)
{
	const struct http_representation representation = {.exists = exists};
	struct http_precondition p;

	read_conditions(&p, request, &representation);
	return conditions_met(response, &p, request->method);
}

void
resource_root(struct response *response, const struct request *request)
{
	if (!plain_conditions_met(response, request, true))
		return;
	response_text(response, 200);
	buffer_append(&response->content,
		H1_SPAN("h1d: a strict HTTP/1.1 server\n"));
}

/* There is nothing to GET here, so no current representation either. */
void
resource_echo(struct response *response, const struct request *request)
{
	if (!plain_conditions_met(response, request, false))
		return;
	response_reset(response, 200);
	response_field(response, H1_SPAN("Content-Type"),
		H1_SPAN("application/octet-stream"));
	response->collects = true;
}

void
resource_fields(struct response *response, const struct request *request)
{
	const struct h1_fields *fields = &request->head->fields;
	struct buffer *content = &response->content;
	bool ok = true;
	size_t i;

	if (!plain_conditions_met(response, request, true))
		return;
	response_text(response, 200);
	for (i = 0; i < fields->n && ok; i++)
		ok = buffer_append(content, h1_field_name(fields, i)) &&
		     buffer_append(content, H1_SPAN(": ")) &&
		     buffer_append(content, h1_field_value(fields, i)) &&
		     buffer_append(content, H1_SPAN("\n"));
	if (!ok)
		response_explain(response, 503, "out of memory");
}

/* The range that is asked for, if it is one that counts: GET alone has ranges,
 * and a second Range line none can make sense of (RFC 9110, section 14.2). */
static enum http_range_result
requested_range(struct http_range *range, const struct request *request,
	const struct http_precondition *p, uint64_t size)
{
	const struct h1_fields *fields = &request->head->fields;
	const struct h1_span name = H1_SPAN("Range");
	size_t i = h1_field_find(fields, name, 0);
	enum http_range_result result;
	struct http_ranges ranges;

	if (i == fields->n || request->method != HTTP_METHOD_GET ||
		h1_field_find(fields, name, i + 1) != fields->n ||
		!http_precondition_range(p))
		return HTTP_RANGE_WHOLE;
	result = http_ranges_read(&ranges, h1_field_value(fields, i), size);
	if (result != HTTP_RANGE_PART)
		return result;
	*range = ranges.at[0];
	return ranges.n == 1 ? HTTP_RANGE_PART : HTTP_RANGE_WHOLE;
}

static void
add_content_range(struct response *response, const struct http_range *range,
	uint64_t size)
{
	uint8_t value[HTTP_RANGE_VALUE_MAX];
	struct h1_span span = {value, http_range_write(value, range, size)};

	response_field(response, H1_SPAN("Content-Range"), span);
}

/* What 200 and 206 say about a file; takes it. */
static void
send_file(struct response *response, const struct request *request,
	const struct file *file, unsigned status)
{
	struct http_representation representation = file_representation(file);
	uint8_t date[HTTP_DATE_LEN];

	response_reset(response, status);
	response_field(response, H1_SPAN("Content-Type"),
		http_media_of_name(request->path));
	response_field(response, H1_SPAN("Accept-Ranges"), H1_SPAN("bytes"));
	add_tag(response, &representation.tag);
	if (http_date_write(date, file->modified))
		response_field(response, H1_SPAN("Last-Modified"),
			(struct h1_span){date, sizeof(date)});
	response->file = *file;
	response->length = file->size;
}

/* All of the file, a part of it, or neither; takes it. */
static void
send_range(struct response *response, const struct request *request,
	struct file *file, const struct http_precondition *p)
{
	struct http_range range;

	switch (requested_range(&range, request, p, file->size)) {
	case HTTP_RANGE_WHOLE:
		send_file(response, request, file, 200);
		return;
	case HTTP_RANGE_PART:
		send_file(response, request, file, 206);
		add_content_range(response, &range, file->size);
		response->file_at = range.first;
		response->length = range.last - range.first + 1;
		return;
	case HTTP_RANGE_UNSATISFIABLE:
		break;
	}
	response_explain(response, 416, "the file has no octets there");
	add_content_range(response, NULL, file->size);
	file_close(file);
}

void
resource_static(struct response *response, const struct request *request)
{
	struct http_representation representation;
	struct http_precondition p;
	struct h1_span path = request->path;
	struct file file;

	path.at += sizeof("/static") - 1;
	path.len -= sizeof("/static") - 1;
	switch (files_open(&request->site->files, &file, path, request->now)) {
	case FILES_OK:
		break;
	case FILES_NONE:
		response_explain(response, 404, "there is no such file");
		return;
	case FILES_BUSY:
		response_explain(response, 503, "too many files are open");
		return;
	}
	representation = file_representation(&file);
	read_conditions(&p, request, &representation);
	if (conditions_met(response, &p, request->method))
		send_range(response, request, &file, &p);
	else
		file_close(&file);
}
