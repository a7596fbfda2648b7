#include "trace.h"

#include <assert.h>
#include <stdio.h>

void
trace_init(struct trace *trace)
{
	trace->text[0] = '\0';
	trace->len = 0;
	trace->in_content = false;
	trace->tolerated = 0;
}

/* What snprintf() has put at the end belongs to the trace. */
static void
added(struct trace *t, int n)
{
	assert(n >= 0 && (size_t)n < sizeof(t->text) - t->len);
	t->len += (size_t)n;
}

#define ADD(t, ...)                               \
	added((t), snprintf((t)->text + (t)->len, \
			   sizeof((t)->text) - (t)->len, __VA_ARGS__))

static void
add_octets(struct trace *t, struct h1_span span)
{
	for (size_t i = 0; i < span.len; i++) {
		if (h1_octet_is(span.at[i], H1_VCHAR) || span.at[i] == ' ')
			ADD(t, "%c", span.at[i]);
		else
			ADD(t, "\\x%02X", span.at[i]);
	}
}

static void
event(struct trace *t)
{
	if (t->len > 0)
		ADD(t, "\n");
	t->in_content = false;
}

static void
add_fields(struct trace *t, const struct h1_fields *fields)
{
	for (size_t i = 0; i < fields->n; i++) {
		ADD(t, "\n ");
		add_octets(t, h1_field_name(fields, i));
		ADD(t, ": ");
		add_octets(t, h1_field_value(fields, i));
	}
}

static void
request(struct trace *t, const struct h1_head *head)
{
	static const char *const forms[] = {
		[H1_TARGET_ORIGIN] = "origin",
		[H1_TARGET_ABSOLUTE] = "absolute",
		[H1_TARGET_AUTHORITY] = "authority",
		[H1_TARGET_ASTERISK] = "asterisk",
	};
	struct h1_span host = h1_head_host(head);

	add_octets(t, h1_head_method(head));
	ADD(t, " ");
	add_octets(t, h1_head_target(head));
	ADD(t, " HTTP/1.%u %s", head->minor, forms[head->form]);
	if (host.at) {
		ADD(t, " host=");
		add_octets(t, host);
	}
}

static void
response(struct trace *t, const struct h1_head *head)
{
	ADD(t, "HTTP/1.%u %u \"", head->minor, head->status);
	add_octets(t, h1_head_reason(head));
	ADD(t, "\"");
}

void
trace_head(struct trace *t, const struct h1_head *head)
{
	event(t);
	if (head->kind == H1_REQUEST)
		request(t, head);
	else
		response(t, head);
	ADD(t, " %s", h1_framing_name(head->framing.kind));
	if (head->framing.kind == H1_FRAMING_LENGTH)
		ADD(t, "=%llu", (unsigned long long)head->framing.length);
	if (head->framing.coded)
		ADD(t, " coded");
	if (head->expect == H1_EXPECT_CONTINUE)
		ADD(t, " continue");
	if (head->expect == H1_EXPECT_UNKNOWN)
		ADD(t, " expect?");
	ADD(t, head->persist ? " keep" : " close");
	add_fields(t, &head->fields);
	t->tolerated |= head->tolerated;
}

static void
chunk(struct trace *t, const struct h1_chunk *chunk)
{
	struct h1_span rest = chunk->ext;
	struct h1_chunk_ext ext;
	struct h1_error err;

	ADD(t, "chunk %llx", (unsigned long long)chunk->size);
	while (rest.len > 0) {
		enum h1_status st = h1_chunk_ext_next(&rest, &ext, &err);

		assert(st == H1_OK);
		(void)st;
		ADD(t, ";");
		add_octets(t, ext.name);
		if (ext.value.at) {
			ADD(t, ext.quoted ? "=\"" : "=");
			add_octets(t, ext.value);
			ADD(t, ext.quoted ? "\"" : "");
		}
	}
}

void
trace_piece(struct trace *t, const struct h1_piece *piece)
{
	if (piece->kind != H1_PIECE_CONTENT || !t->in_content)
		event(t);
	switch (piece->kind) {
	case H1_PIECE_CHUNK:
		chunk(t, &piece->chunk);
		break;
	case H1_PIECE_CONTENT:
		if (!t->in_content)
			ADD(t, "content ");
		add_octets(t, piece->content);
		t->in_content = true;
		break;
	case H1_PIECE_TRAILERS:
		ADD(t, "trailers");
		add_fields(t, &piece->trailers);
		break;
	case H1_PIECE_END:
		ADD(t, "end");
		t->tolerated |= piece->tolerated;
		break;
	}
}

void
trace_error(struct trace *t, const struct h1_error *err)
{
	event(t);
	ADD(t, "error %s %zu", h1_code_name(err->code), err->off);
}
