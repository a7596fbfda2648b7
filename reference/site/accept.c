#include "site/accept.h"

#include "h1/list.h"
#include "http/media.h"
#include "site/reply.h"

static bool
takes_coding(const struct request *request)
{
	struct h1_list list;
	struct h1_span coding;

	h1_list_init(&list, &request->head->fields,
		H1_SPAN("Content-Encoding"));
	while (h1_list_element(&list, &coding)) {
		if (h1_span_equal_nocase(coding, H1_SPAN("identity")))
			continue;
		/* RFC 9110, sections 8.4 and 12.5.3 */
		http_respond(request->exchange, 415);
		reply_field(request, "Accept-Encoding", H1_SPAN("identity"));
		http_explain(request->exchange, 415,
			"content codings are not taken off here");
		return false;
	}
	return true;
}

/* Whether the content is what its name says: RFC 9110, section 9.3.4. Nothing
 * else is kept of its type. */
static bool
type_fits(const struct request *request)
{
	const struct h1_fields *fields = &request->head->fields;
	const struct http_media_table *table = &request->site->media.table;
	size_t i = h1_field_find(fields, H1_SPAN("Content-Type"), 0);
	struct h1_span type;

	if (i == fields->n || !http_media_table_knows(table, request->path))
		return true;
	type = h1_field_value(fields, i);
	if (http_media_equal(type, H1_SPAN("application/octet-stream")) ||
		http_media_equal(type,
			http_media_table_of_name(table, request->path)))
		return true;
	http_explain(request->exchange, 415,
		"the media type is not the one that the name stands for");
	return false;
}

bool
accept_put(const struct request *request)
{
	const struct h1_fields *fields = &request->head->fields;

	if (h1_field_find(fields, H1_SPAN("Content-Range"), 0) < fields->n) {
		http_explain(request->exchange, 400,
			"a part of a file cannot be stored (RFC 9110, "
			"section 14.5)");
		return false;
	}
	return takes_coding(request) && type_fits(request);
}

/*
 * Pages of other sites can send forms here in the name of whoever looks at
 * them; browsers say so in Origin.
 */
static bool
comes_from_elsewhere(const struct request *request)
{
	const struct h1_fields *fields = &request->head->fields;
	size_t i = h1_field_find(fields, H1_SPAN("Origin"), 0);
	struct h1_span host = h1_head_host(request->head), origin, scheme;

	if (i == fields->n)
		return false;
	scheme = http_request_secure(request->exchange) ? H1_SPAN("https://")
							: H1_SPAN("http://");
	origin = h1_field_value(fields, i);
	if (origin.len < scheme.len ||
		!h1_span_equal_nocase((struct h1_span){origin.at, scheme.len},
			scheme))
		return true;
	origin.at += scheme.len;
	origin.len -= scheme.len;
	return !h1_span_equal_nocase(origin, host);
}

static bool
find_boundary(struct h1_span *boundary, const struct request *request)
{
	const struct h1_fields *fields = &request->head->fields;
	size_t i = h1_field_find(fields, H1_SPAN("Content-Type"), 0);

	if (i < fields->n &&
		http_form_boundary(boundary, h1_field_value(fields, i)))
		return true;
	http_explain(request->exchange, 415,
		"files are taken as multipart/form-data");
	return false;
}

bool
accept_form(struct h1_span *boundary, const struct request *request)
{
	if (comes_from_elsewhere(request)) {
		http_explain(request->exchange, 403,
			"the form belongs to another site");
		return false;
	}
	return takes_coding(request) && find_boundary(boundary, request);
}
