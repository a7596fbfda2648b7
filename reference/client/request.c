#include "client/request.h"

#include "h1/refuse.h"
#include "h1/writer.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const struct reserved {
	struct h1_span name;
	const char *instead;
} reserved[] = {
#define ROW(name, instead) \
	{{(const uint8_t *)(name), sizeof(name) - 1}, instead},
	/* clang-format off */
	ROW("connection", "it is written as needed")
	ROW("content-length", "it is written as the content demands")
	ROW("expect", "use --expect or --no-expect")
	ROW("host", "it is that of the URL")
	ROW("http2-settings", "HTTP/2 is not spoken here")
	ROW("keep-alive", "HTTP/1.1 needs none")
	ROW("proxy-connection", "no version of HTTP has it")
	ROW("te", "no transfer coding but chunked is read")
	ROW("trailer", "no trailers are sent")
	ROW("transfer-encoding", "use --chunked")
	ROW("upgrade", "no other protocol is spoken here")
/* clang-format on */
#undef ROW
};

bool
client_request_reserved(struct h1_span name, const char **instead)
{
	for (size_t i = 0; i < N(reserved); i++) {
		if (!h1_span_equal_nocase(reserved[i].name, name))
			continue;
		*instead = reserved[i].instead;
		return true;
	}
	return false;
}

static const struct h1_span singles[] = {
#define ROW(name)                                         \
	{                                                 \
		(const uint8_t *)(name), sizeof(name) - 1 \
	}
	/* clang-format off */
	ROW("authorization"),
	ROW("content-location"),
	ROW("content-type"),
	ROW("cookie"),
	ROW("date"),
	ROW("from"),
	ROW("if-modified-since"),
	ROW("if-range"),
	ROW("if-unmodified-since"),
	ROW("max-forwards"),
	ROW("origin"),
	ROW("proxy-authorization"),
	ROW("range"),
	ROW("referer"),
	ROW("user-agent"),
/* clang-format on */
#undef ROW
};

bool
client_request_single(struct h1_span name)
{
	for (size_t i = 0; i < N(singles); i++)
		if (h1_span_equal_nocase(singles[i], name))
			return true;
	return false;
}

bool
client_request_idempotent(struct h1_span method)
{
	return h1_span_equal(method, H1_SPAN("GET")) ||
	       h1_span_equal(method, H1_SPAN("HEAD")) ||
	       h1_span_equal(method, H1_SPAN("PUT")) ||
	       h1_span_equal(method, H1_SPAN("DELETE")) ||
	       h1_span_equal(method, H1_SPAN("OPTIONS")) ||
	       h1_span_equal(method, H1_SPAN("TRACE"));
}

/* Whether the method says what content means, so that none of it is told
 * (RFC 9110, section 8.6). */
static bool
means_content(struct h1_span method)
{
	return h1_span_equal(method, H1_SPAN("POST")) ||
	       h1_span_equal(method, H1_SPAN("PUT")) ||
	       h1_span_equal(method, H1_SPAN("PATCH"));
}

static enum h1_status
write_fields(struct h1_out *out, const struct client_request *request,
	struct h1_error *err)
{
	const char *instead;
	enum h1_status st = H1_OK;

	for (size_t i = 0; i < request->n_fields && st == H1_OK; i++) {
		const struct client_field *field = &request->fields[i];

		if (client_request_reserved(field->name, &instead))
			return h1_refuse(err, H1_E_TE_SYNTAX, 0);
		st = h1_write_field(out, field->name, field->value, err);
	}
	return st;
}

static enum h1_status
write_framing(struct h1_out *out, const struct client_request *request,
	struct h1_error *err)
{
	switch (request->content) {
	case CLIENT_CONTENT_NONE:
		if (!means_content(request->method))
			return H1_OK;
		return h1_write_field_number(out, H1_SPAN("Content-Length"), 0,
			err);
	case CLIENT_CONTENT_LENGTH:
		return h1_write_field_number(out, H1_SPAN("Content-Length"),
			request->length, err);
	case CLIENT_CONTENT_CHUNKED:
		break;
	}
	return h1_write_field(out, H1_SPAN("Transfer-Encoding"),
		H1_SPAN("chunked"), err);
}

/* Host is the first field (RFC 9110, section 7.2). */
static enum h1_status
write_head(struct h1_out *out, const struct client_request *q,
	struct h1_error *err)
{
	enum h1_status st =
		h1_write_request_line(out, q->method, q->target, 1, err);

	if (st == H1_OK)
		st = h1_write_field(out, H1_SPAN("Host"), q->host, err);
	if (st == H1_OK)
		st = write_fields(out, q, err);
	if (st == H1_OK && q->close)
		st = h1_write_field(out, H1_SPAN("Connection"),
			H1_SPAN("close"), err);
	if (st == H1_OK)
		st = write_framing(out, q, err);
	if (st == H1_OK && q->expect)
		st = h1_write_field(out, H1_SPAN("Expect"),
			H1_SPAN("100-continue"), err);
	if (st == H1_OK)
		st = h1_write_section_end(out);
	return st;
}

/* Room for the lines of our own, and for line ends and colons. */
static size_t
room_for(const struct client_request *request)
{
	size_t room = 512 + request->method.len + request->target.len +
		      request->host.len;

	for (size_t i = 0; i < request->n_fields; i++)
		room += request->fields[i].name.len +
			request->fields[i].value.len + 4;
	return room;
}

enum h1_status
client_request_write(struct octet_queue *out,
	const struct client_request *request, struct h1_error *err)
{
	enum h1_status st;
	struct h1_out to;
	size_t room;
	uint8_t *tail;

	/* a tunnel is not what this client is for */
	if (h1_span_equal(request->method, H1_SPAN("CONNECT")))
		return h1_refuse(err, H1_E_TARGET_FORM, 0);
	if (!octet_queue_reserve(out, room_for(request)))
		return H1_MORE;
	tail = octet_queue_tail(out, &room);
	to = (struct h1_out){tail, tail + room};
	st = write_head(&to, request, err);
	if (st == H1_OK)
		octet_queue_added(out, (size_t)(to.at - tail));
	return st;
}
