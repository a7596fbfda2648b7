#include "trace.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void
trace_init(struct trace *trace)
{
	trace->text[0] = '\0';
	trace->len = 0;
	trace->in_content = false;
	trace->tolerated = 0;
}

static void __attribute__((format(printf, 2, 3)))
add(struct trace *t, const char *format, ...)
{
	size_t room = sizeof(t->text) - t->len;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(t->text + t->len, room, format, args);
	va_end(args);
	assert(n >= 0 && (size_t)n < room);
	t->len += (size_t)n;
}

static void
add_octets(struct trace *t, struct h1_span span)
{
	for (size_t i = 0; i < span.len; i++) {
		if (h1_octet_is(span.at[i], H1_VCHAR) || span.at[i] == ' ')
			add(t, "%c", span.at[i]);
		else
			add(t, "\\x%02X", span.at[i]);
	}
}

static void
event(struct trace *t)
{
	if (t->len > 0)
		add(t, "\n");
	t->in_content = false;
}

static void
add_fields(struct trace *t, const struct h1_fields *fields)
{
	for (size_t i = 0; i < fields->n; i++) {
		add(t, "\n ");
		add_octets(t, h1_field_name(fields, i));
		add(t, ": ");
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
	add(t, " ");
	add_octets(t, h1_head_target(head));
	add(t, " HTTP/1.%u %s", head->minor, forms[head->form]);
	if (host.at) {
		add(t, " host=");
		add_octets(t, host);
	}
}

static void
response(struct trace *t, const struct h1_head *head)
{
	add(t, "HTTP/1.%u %u \"", head->minor, head->status);
	add_octets(t, h1_head_reason(head));
	add(t, "\"");
}

void
trace_head(struct trace *t, const struct h1_head *head)
{
	event(t);
	if (head->kind == H1_REQUEST)
		request(t, head);
	else
		response(t, head);
	add(t, " %s", h1_framing_name(head->framing.kind));
	if (head->framing.kind == H1_FRAMING_LENGTH)
		add(t, "=%llu", (unsigned long long)head->framing.length);
	if (head->framing.coded)
		add(t, " coded");
	if (head->expect == H1_EXPECT_CONTINUE)
		add(t, " continue");
	if (head->expect == H1_EXPECT_UNKNOWN)
		add(t, " expect?");
	add(t, head->persist ? " keep" : " close");
	add_fields(t, &head->fields);
	t->tolerated |= head->tolerated;
}

static void
chunk(struct trace *t, const struct h1_chunk *chunk)
{
	struct h1_span rest = chunk->ext;
	struct h1_chunk_ext ext;
	struct h1_error err;

	add(t, "chunk %llx", (unsigned long long)chunk->size);
	while (rest.len > 0) {
		enum h1_status st = h1_chunk_ext_next(&rest, &ext, &err);

		assert(st == H1_OK);
		(void)st;
		add(t, ";");
		add_octets(t, ext.name);
		if (ext.value.at) {
			add(t, ext.quoted ? "=\"" : "=");
			add_octets(t, ext.value);
			add(t, ext.quoted ? "\"" : "");
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
			add(t, "content ");
		add_octets(t, piece->content);
		t->in_content = true;
		break;
	case H1_PIECE_TRAILERS:
		add(t, "trailers");
		add_fields(t, &piece->trailers);
		break;
	case H1_PIECE_END:
		add(t, "end");
		t->tolerated |= piece->tolerated;
		break;
	}
}

void
trace_error(struct trace *t, const struct h1_error *err)
{
	event(t);
	add(t, "error %s %zu", h1_code_name(err->code), err->off);
}
