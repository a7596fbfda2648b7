#include "server/response.h"

#include <assert.h>
#include <string.h>

#include "h1/error.h"
#include "http/date.h"
#include "http/method.h"
#include "http/status.h"

void
response_init(struct response *response, size_t content_max,
	struct budget *budget)
{
	memset(response, 0, sizeof(*response));
	buffer_init(&response->content, content_max, budget);
	response->file.descriptor = -1;
}

void
response_free(struct response *response)
{
	buffer_free(&response->content);
	file_close(&response->file);
}

void
response_reset(struct response *response, unsigned status)
{
	response_free(response);
	response->status = status;
	response->lines_len = 0;
	response->collects = false;
	response->length = 0;
	response->file_at = 0;
}

/* Field lines are ours: that one does not fit is a mistake of ours. */
static void
written(enum h1_status st)
{
	assert(st == H1_OK);
	(void)st;
}

void
response_field(struct response *response, struct h1_span name,
	struct h1_span value)
{
	struct h1_out out = {response->lines + response->lines_len,
		response->lines + sizeof(response->lines)};
	struct h1_error err;

	written(h1_write_field(&out, name, value, &err));
	response->lines_len = (size_t)(out.at - response->lines);
}

void
response_allow(struct response *response, unsigned methods)
{
	uint8_t value[HTTP_METHOD_ALLOW_MAX];
	struct h1_span span = {value, http_method_allow_write(value, methods)};

	response_field(response, H1_SPAN("Allow"), span);
}

void
response_text(struct response *response, unsigned status)
{
	response_reset(response, status);
	response_field(response, H1_SPAN("Content-Type"),
		H1_SPAN("text/plain"));
}

/* An explanation is short; without memory for it, it is left out. */
static void
add_text(struct response *response, const char *text)
{
	buffer_append(&response->content,
		(struct h1_span){(const uint8_t *)text, strlen(text)});
}

static void
add_title(struct response *response)
{
	unsigned status = response->status;
	const uint8_t digits[4] = {(uint8_t)('0' + status / 100),
		(uint8_t)('0' + status / 10 % 10), (uint8_t)('0' + status % 10),
		' '};

	buffer_append(&response->content, (struct h1_span){digits, 4});
	buffer_append(&response->content, http_status_reason(status));
	add_text(response, "\n");
}

void
response_explain(struct response *response, unsigned status, const char *text)
{
	response_text(response, status);
	add_title(response);
	add_text(response, text);
	add_text(response, "\n");
}

/* "9112-2.2" as people cite it. */
static void
add_clause(struct response *response, const char *clause)
{
	const char *dash = strchr(clause, '-');

	if (!dash)
		return;
	add_text(response, " (RFC ");
	buffer_append(&response->content,
		h1_span_between((const uint8_t *)clause,
			(const uint8_t *)dash));
	add_text(response, ", section ");
	add_text(response, dash + 1);
	add_text(response, ")");
}

void
response_refuse(struct response *response, enum h1_code code)
{
	response_text(response, h1_code_status(code));
	add_title(response);
	add_text(response, h1_code_text(code));
	add_clause(response, h1_code_clause(code));
	add_text(response, "\n");
}

uint64_t
response_length(const struct response *response)
{
	return response->file.descriptor >= 0 ? response->length
					      : buffer_len(&response->content);
}

static bool
pull_file(struct response *response, struct buffer *out)
{
	size_t room = buffer_tail_len(out), n;

	if (room > response->length)
		room = (size_t)response->length;
	if (room == 0)
		return true;
	n = file_read(&response->file, buffer_tail(out), room,
		response->file_at);
	buffer_added(out, n);
	response->file_at += n;
	response->length -= n;
	return n > 0;
}

bool
response_pull(struct response *response, struct buffer *out)
{
	struct h1_span span = buffer_span(&response->content);

	if (response->file.descriptor >= 0)
		return pull_file(response, out);
	if (span.len > buffer_tail_len(out))
		span.len = buffer_tail_len(out);
	buffer_append(out, span);
	buffer_consume(&response->content, span.len);
	return true;
}

static void
write_field(struct h1_out *out, struct h1_span name, struct h1_span value)
{
	struct h1_error err;

	written(h1_write_field(out, name, value, &err));
}

static void
write_status(struct h1_out *out, unsigned status)
{
	struct h1_error err;

	written(h1_write_status_line(out, 1, status, http_status_reason(status),
		&err));
}

/* A clock that is out of all bounds counts as none: RFC 9110, section 6.6.1. */
static void
write_date(struct h1_out *out, int64_t now)
{
	uint8_t date[HTTP_DATE_LEN];

	if (http_date_write(date, now))
		write_field(out, H1_SPAN("Date"),
			(struct h1_span){date, sizeof(date)});
}

void
response_write_head(const struct response *response, struct h1_out *out,
	const struct response_context *context)
{
	struct h1_error err;

	write_status(out, response->status);
	write_date(out, context->now);
	assert(response->lines_len <= (size_t)(out->end - out->at));
	memcpy(out->at, response->lines, response->lines_len);
	out->at += response->lines_len;
	if (!http_status_bodiless(response->status))
		written(h1_write_field_number(out, H1_SPAN("Content-Length"),
			response_length(response), &err));
	if (context->close)
		write_field(out, H1_SPAN("Connection"), H1_SPAN("close"));
	else if (context->keep_alive)
		write_field(out, H1_SPAN("Connection"), H1_SPAN("keep-alive"));
	written(h1_write_section_end(out));
}

void
response_write_continue(struct h1_out *out)
{
	write_status(out, 100);
	written(h1_write_section_end(out));
}
