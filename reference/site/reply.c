#include "site/reply.h"

#include <assert.h>
#include <string.h>

#include "fault/fault.h"
#include "site/file.h"
#include "site/text.h"

struct h1_span
reply_span(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

void
reply_field(const struct request *request, const char *name,
	struct h1_span value)
{
	http_respond_field(request->exchange, reply_span(name), value);
}

void
reply_tag(const struct request *request, const struct http_entity_tag *tag)
{
	uint8_t octets[FILE_TAG_MAX + 4];
	size_t len = 0;

	if (!tag->opaque.at)
		return;
	assert(tag->opaque.len <= FILE_TAG_MAX);
	if (tag->weak) {
		octets[len++] = 'W';
		octets[len++] = '/';
	}
	octets[len++] = '"';
	memcpy(octets + len, tag->opaque.at, tag->opaque.len);
	len += tag->opaque.len;
	octets[len++] = '"';
	reply_field(request, "ETag", (struct h1_span){octets, len});
}

void
reply_allow(const struct request *request, unsigned methods)
{
	uint8_t value[HTTP_METHOD_ALLOW_MAX];

	reply_field(request, "Allow",
		(struct h1_span){
			value, http_method_allow_write(value, methods)});
}

enum http_condition
reply_conditions(struct http_precondition *p, const struct request *request,
	const struct http_representation *representation)
{
	const struct h1_fields *fields = &request->head->fields;
	enum http_condition result;
	size_t i;

	http_precondition_init(p, representation, request->now);
	for (i = 0; i < fields->n; i++)
		http_precondition_field(p, h1_field_name(fields, i),
			h1_field_value(fields, i));
	result = FAULTY(conditions_ignored)
			 ? HTTP_CONDITION_PROCEED
			 : http_precondition_result(p, request->method);
	if (result == HTTP_CONDITION_FAILED)
		http_explain(request->exchange, 412,
			"the resource is not in the state that the request "
			"asks for");
	return result;
}

bool
reply_conditions_plain(const struct request *request, bool exists,
	const char *cache_control)
{
	const struct http_representation representation = {.exists = exists};
	struct http_precondition p;

	switch (reply_conditions(&p, request, &representation)) {
	case HTTP_CONDITION_PROCEED:
		return true;
	case HTTP_CONDITION_NOT_MODIFIED:
		http_respond(request->exchange, 304);
		/* RFC 9110, section 15.4.5 */
		if (cache_control)
			reply_field(request, "Cache-Control",
				reply_span(cache_control));
		http_send(request->exchange, H1_SPAN(""));
		break;
	case HTTP_CONDITION_FAILED:
		break;
	}
	return false;
}

void
reply_unopened(const struct request *request, int error)
{
	if (folder_busy(error))
		http_explain(request->exchange, 503, "too many files are open");
	else
		http_explain(request->exchange, 404, "there is no such file");
}

void
reply_text(const struct request *request, unsigned status, const char *type,
	const struct text *text)
{
	if (text->failed) {
		http_explain(request->exchange, 503, "out of memory");
		return;
	}
	http_respond(request->exchange, status);
	reply_field(request, "Content-Type", reply_span(type));
	http_send(request->exchange, text_span(text));
}
