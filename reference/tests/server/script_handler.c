#include "script_handler.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void
write_down(struct script *script, const char *text, struct h1_span octets)
{
	size_t room = SCRIPT_LOG_MAX - script->len;

	script->len += (size_t)snprintf(script->log + script->len, room,
		"%s%.*s", text, (int)octets.len, (const char *)octets.at);
	assert_true(script->len < SCRIPT_LOG_MAX);
}

static void
asked(struct script *script, const char *what)
{
	if (script->in_content)
		write_down(script, ") ", H1_SPAN(""));
	script->in_content = false;
	write_down(script, what, H1_SPAN(""));
}

/* Cuts off what stands before `octet`, or all. */
static struct h1_span
cut(struct h1_span *rest, uint8_t octet)
{
	const uint8_t *at = memchr(rest->at, octet, rest->len);
	struct h1_span first = *rest;

	if (!at) {
		rest->len = 0;
		return first;
	}
	first.len = (size_t)(at - rest->at);
	*rest = h1_span_between(at + 1, rest->at + rest->len);
	return first;
}

static unsigned
number(struct h1_span digits)
{
	unsigned n = 0;
	size_t i;

	for (i = 0;
		i < digits.len && digits.at[i] >= '0' && digits.at[i] <= '9';
		i++)
		n = n * 10 + (unsigned)(digits.at[i] - '0');
	return n;
}

static void
add_field(struct script *script, struct h1_span value, bool trailer)
{
	struct h1_span name = cut(&value, ':');
	bool added =
		trailer ? http_respond_trailer(script->exchange, name, value)
			: http_respond_field(script->exchange, name, value);

	if (!added)
		asked(script, "refused ");
	else if (!trailer)
		assert_true(http_respond_has(script->exchange, name));
}

static void
stream(struct script *script, struct h1_span length, bool known)
{
	script->left = number(length);
	script->n_produced = 0;
	script->later_said = false;
	http_send_stream(script->exchange,
		known ? script->left : HTTP_LENGTH_UNKNOWN);
}

/* What is said in one word; those that were cut somewhere are ignored. */
static void
say(struct script *script, struct h1_span word)
{
	struct http_exchange *exchange = script->exchange;
	struct h1_span value = word;
	struct h1_span name = cut(&value, '=');

	if (h1_span_equal(name, H1_SPAN("respond")) && value.len == 3)
		http_respond(exchange, number(value));
	else if (h1_span_equal(name, H1_SPAN("interim")) && value.len == 3)
		http_respond_interim(exchange, number(value));
	else if (h1_span_equal(name, H1_SPAN("explain")) && value.len == 3)
		http_explain(exchange, number(value), "why");
	else if (h1_span_equal(name, H1_SPAN("field")))
		add_field(script, value, false);
	else if (h1_span_equal(name, H1_SPAN("trailer")))
		add_field(script, value, true);
	else if (h1_span_equal(name, H1_SPAN("early")))
		http_respond_early(exchange);
	else if (h1_span_equal(name, H1_SPAN("close")))
		http_respond_close(exchange);
	else if (h1_span_equal(name, H1_SPAN("send")))
		http_send(exchange, value);
	else if (h1_span_equal(name, H1_SPAN("file")))
		http_send_file(exchange, dup(script->file), 1, number(value));
	else if (h1_span_equal(name, H1_SPAN("known")))
		stream(script, value, true);
	else if (h1_span_equal(name, H1_SPAN("unknown")))
		stream(script, value, false);
	else if (h1_span_equal(name, H1_SPAN("upgrade"))) {
		script->left = 20;
		script->n_produced = 0;
		if (!http_upgrade(exchange, value))
			asked(script, "refused ");
	}
}

static void
say_all(struct script *script, struct h1_span words)
{
	while (words.len > 0)
		say(script, cut(&words, '+'));
}

static void
on_head(void *context, struct http_exchange *exchange)
{
	struct script *script = context;
	struct h1_span words = h1_head_path(http_request_head(exchange));

	assert_null(http_exchange_state(exchange));
	http_exchange_set_state(exchange, script);
	assert_int_equal(http_request_trailers(exchange)->n, 0);
	script->exchange = exchange;
	asked(script, "head ");
	words.at++;
	words.len--;
	say_all(script, words);
}

static void
on_content(void *context, struct http_exchange *exchange, struct h1_span octets)
{
	struct script *script = context;

	assert_ptr_equal(http_exchange_state(exchange), script);
	assert_true(octets.len > 0);
	if (!script->in_content)
		write_down(script, "content(", octets);
	else
		write_down(script, "", octets);
	script->in_content = true;
}

static void
write_trailers(struct script *script, const struct h1_fields *trailers)
{
	size_t i;

	for (i = 0; i < trailers->n; i++) {
		write_down(script, "trailer ", h1_field_name(trailers, i));
		write_down(script, ":", h1_field_value(trailers, i));
		write_down(script, " ", H1_SPAN(""));
	}
}

static void
on_end(void *context, struct http_exchange *exchange)
{
	struct script *script = context;

	asked(script, "end ");
	write_trailers(script, http_request_trailers(exchange));
	say_all(script, h1_head_query(http_request_head(exchange)));
}

static bool
goes_wrong(const struct http_exchange *exchange, struct h1_span how)
{
	return h1_span_equal(h1_head_field(http_request_head(exchange),
				     H1_SPAN("Produce")),
		how);
}

static enum http_produced
on_produce(void *context, struct http_exchange *exchange, uint8_t *out,
	size_t *len)
{
	struct script *script = context;
	uint64_t room = *len < SCRIPT_PRODUCED ? *len : SCRIPT_PRODUCED;
	size_t i, n = (size_t)(room < script->left ? room : script->left);

	assert_true(*len > 0);
	if (goes_wrong(exchange, H1_SPAN("later")) && !script->later_said) {
		script->later_said = true;
		return HTTP_PRODUCED_LATER;
	}
	if (goes_wrong(exchange, H1_SPAN("broken")) && script->n_produced > 0)
		return HTTP_PRODUCED_BROKEN;
	if (goes_wrong(exchange, H1_SPAN("more"))) {
		++*len;
		return HTTP_PRODUCED_SOME;
	}
	for (i = 0; i < n; i++)
		out[i] = (uint8_t)('a' + (script->n_produced + i) % 26);
	script->n_produced += n;
	script->left -= n;
	*len = goes_wrong(exchange, H1_SPAN("empty")) ? 0 : n;
	return script->left == 0 || goes_wrong(exchange, H1_SPAN("less"))
		       ? HTTP_PRODUCED_ALL
		       : HTTP_PRODUCED_SOME;
}

static void
on_done(void *context, struct http_exchange *exchange, bool complete)
{
	struct script *script = context;

	assert_ptr_equal(script->exchange, exchange);
	script->exchange = NULL;
	asked(script, complete ? "done(1) " : "done(0) ");
}

struct http_handler
script_handler(struct script *script)
{
	return (struct http_handler){.context = script,
		.head = on_head,
		.content = on_content,
		.end = on_end,
		.produce = on_produce,
		.done = on_done};
}

void
script_resume(struct script *script)
{
	struct http_exchange *exchange = script->exchange;

	assert_non_null(exchange);
	say_all(script,
		h1_head_field(http_request_head(exchange), H1_SPAN("Later")));
	http_exchange_resume(exchange);
}
