#include "site/plain.h"

#include "fault/fault.h"
#include "site/reply.h"
#include "site/text.h"

void
plain_root(const struct request *request)
{
	if (!reply_conditions_plain(request, true, NULL))
		return;
	http_respond(request->exchange, 200);
	reply_field(request, "Content-Type", H1_SPAN("text/plain"));
	http_send(request->exchange,
		H1_SPAN("h1d: a strict HTTP/1.1 server\n"));
}

static void
put_field(struct text *text, const struct h1_fields *fields, size_t i,
	const char *line_end)
{
	text_add(text, h1_field_name(fields, i));
	text_put(text, ": ");
	text_add(text, h1_field_value(fields, i));
	text_put(text, line_end);
}

void
plain_fields(const struct request *request)
{
	const struct h1_fields *fields = &request->head->fields;
	struct text text = {.octets = NULL};
	size_t i;

	if (!reply_conditions_plain(request, true, NULL))
		return;
	for (i = 0; i < fields->n; i++)
		put_field(&text, fields, i, "\n");
	reply_text(request, 200, "text/plain", &text);
	text_free(&text);
}

static bool
is_secret(struct h1_span name)
{
	if (FAULTY(trace_shows_secrets))
		return false;
	return h1_span_equal_nocase(name, H1_SPAN("Authorization")) ||
	       h1_span_equal_nocase(name, H1_SPAN("Proxy-Authorization")) ||
	       h1_span_equal_nocase(name, H1_SPAN("Cookie"));
}

static void
put_request_line(struct text *text, const struct h1_head *head)
{
	text_add(text, h1_head_method(head));
	text_put(text, " ");
	text_add(text, h1_head_target(head));
	text_put(text, " HTTP/1.");
	text_add_number(text, head->minor);
	text_put(text, "\r\n");
}

void
plain_trace(const struct request *request)
{
	const struct h1_head *head = request->head;
	struct text text = {.octets = NULL};
	size_t i;

	if (head->framing.kind == H1_FRAMING_CHUNKED ||
		head->framing.length > 0) {
		http_explain(request->exchange, 400,
			"TRACE has no content (RFC 9110, section 9.3.8)");
		return;
	}
	put_request_line(&text, head);
	for (i = 0; i < head->fields.n; i++) {
		if (!is_secret(h1_field_name(&head->fields, i)))
			put_field(&text, &head->fields, i, "\r\n");
	}
	text_put(&text, "\r\n");
	if (FAULTY(trace_of_nothing))
		text_free(&text);
	reply_text(request, 200, "message/http", &text);
	text_free(&text);
}
