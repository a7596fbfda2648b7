/*
 * A value of Host is accepted exactly if a slow reader, which leaves addresses
 * to the C library, takes it for a host and a port; the message reader, CONNECT
 * and an absolute-form agree; and what is refused is refused at one place
 * whatever stands behind it.
 */

#include "value/host.h"
#include "engine/entry.h"
#include "h1/h1.h"
#include "value/lines.h"
#include "value/number.h"
#include "value/text.h"

enum {
	REG_NAME,
	IPV4,
	IPV6,
	IPVFUTURE,
	PORT,
	EMPTY_PORT,
	EMPTY,
	REFUSED,
	CONNECT
};

static struct mark marks[] = {
	[REG_NAME] = {"a name is accepted", 0},
	[IPV4] = {"an IPv4 address is accepted", 0},
	[IPV6] = {"an IPv6 address is accepted", 0},
	[IPVFUTURE] = {"an address of the future is accepted", 0},
	[PORT] = {"a port is accepted", 0},
	[EMPTY_PORT] = {"an empty port is accepted", 0},
	[EMPTY] = {"an empty value is accepted", 0},
	[REFUSED] = {"a value is refused", 0},
	[CONNECT] = {"CONNECT accepts it", 0},
};

static void
reach(const struct h1_authority *a)
{
	REACH(a->kind == H1_HOST_IPV4	       ? IPV4
		: a->kind == H1_HOST_IPV6      ? IPV6
		: a->kind == H1_HOST_IPVFUTURE ? IPVFUTURE
					       : REG_NAME);
	if (a->port.len > 0)
		REACH(PORT);
	else if (a->port.at)
		REACH(EMPTY_PORT);
	else if (a->host.len == 0)
		REACH(EMPTY);
}

/* The parts are all there is, in their order. */
static void
check_parts(const struct h1_authority *a, struct h1_span in)
{
	struct slow_host slow;

	CHECK(slow_host_read(&slow, in));
	CHECK(a->kind == slow.kind && a->host.at == in.at &&
		a->host.len == slow.host.len);
	CHECK((a->port.at != NULL) == slow.has_port);
	if (!slow.has_port) {
		CHECK(a->host.len == in.len && a->port_number == 0);
		return;
	}
	CHECK(a->port.at == in.at + a->host.len + 1);
	CHECK(a->host.len + 1 + a->port.len == in.len);
	if (a->port.len > 0)
		CHECK(number_equals(a->port, a->port_number));
	else
		CHECK(a->port_number == 0);
}

/* The octet is refused that no continuation can mend, and none before it. */
static void
check_refusal(struct h1_span in, const struct h1_error *err)
{
	struct h1_authority a;
	struct h1_error front;

	CHECK(err->off <= in.len);
	if (err->off < in.len) {
		in.len = err->off + 1;
		CHECK(h1_authority_read(&a, in, &front) == H1_ERROR);
		CHECK(front.off == err->off && front.code == err->code);
	}
	in.len = err->off;
	if (h1_authority_read(&a, in, &front) == H1_ERROR)
		CHECK(front.off == err->off);
	REACH(REFUSED);
}

/* What else reads an authority says the same, but that there is a host. */
static void
check_targets(struct h1_span in, const struct h1_authority *a)
{
	struct h1_target target;
	struct h1_error err;
	bool good = a && a->host.len > 0;
	struct text text = {.len = 0};

	if (h1_target_read(&target, H1_SPAN("CONNECT"), in, &err) == H1_OK) {
		CHECK(good && a->port_number > 0);
		REACH(CONNECT);
	} else {
		CHECK(!good || a->port_number == 0);
	}
	text_add(&text, H1_SPAN("http://"));
	text_add(&text, in);
	text_add(&text, H1_SPAN("/path"));
	if (h1_target_read(&target, H1_SPAN("GET"), text_span(&text), &err) ==
		H1_OK)
		CHECK(good ? h1_span_equal(target.authority, in)
			   : span_has(in, '/') || span_has(in, '?'));
	else
		CHECK(!good);
}

/* The message reader has a short cut of its own to plain names. */
static void
check_message(struct h1_span in, bool good)
{
	struct text text = {.len = 0};
	struct h1_field fields[4];
	struct h1_reader reader;
	struct h1_head head;
	struct h1_error err;
	struct h1_cur cur;

	text_add(&text, H1_SPAN("GET / HTTP/1.1\r\nHost:"));
	text_add(&text, in);
	text_add(&text, H1_SPAN("\r\n\r\n"));
	cur = h1_cur_over(text_span(&text));
	h1_head_init(&head, fields, N(fields));
	h1_reader_init(&reader, H1_REQUEST, NULL, H1_STRICT);
	if (h1_read_head(&reader, &cur, &head, &err) == H1_OK)
		CHECK(good && h1_span_equal(h1_head_host(&head), in));
	else
		CHECK(!good);
}

static bool
has_space(struct h1_span in)
{
	return span_has(in, ' ') || span_has(in, '\t') || span_has(in, '\n');
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct h1_authority authority;
	struct slow_host slow;
	struct h1_error err;
	bool good;

	if (input.len > VALUE_MAX)
		return;
	good = h1_authority_read(&authority, input, &err) == H1_OK;
	if (good) {
		check_parts(&authority, input);
		reach(&authority);
		seen_number(seen, authority.port_number);
		seen_number(seen, authority.host.len);
	} else {
		CHECK(!slow_host_read(&slow, input));
		check_refusal(input, &err);
		seen_number(seen, err.off);
		seen_number(seen, err.code);
	}
	check_targets(input, good ? &authority : NULL);
	if (!has_space(input))
		check_message(input, good);
}

const struct entry entry = {run, marks, N(marks)};
