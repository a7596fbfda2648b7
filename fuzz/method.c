/*
 * A method is known exactly if its name is, octet by octet; and what Allow
 * lists, read again, is the set that was written.
 */

#include "http/method.h"
#include "engine/entry.h"
#include "h1/list.h"
#include "value/lines.h"
#include "value/wish.h"

#include <string.h>

enum {
	KNOWN,
	UNKNOWN,
	ALLOWED,
	ALL,
	NONE
};

static struct mark marks[] = {
	[KNOWN] = {"a method is known", 0},
	[UNKNOWN] = {"a method is not known", 0},
	[ALLOWED] = {"a method is allowed", 0},
	[ALL] = {"all methods are allowed", 0},
	[NONE] = {"no method is allowed", 0},
};

/* RFC 9110, section 9.3, and RFC 5789. */
static const char *const names[] = {"GET", "HEAD", "POST", "PUT", "DELETE",
	"CONNECT", "OPTIONS", "TRACE", "PATCH"};

static bool
is_known(struct h1_span name)
{
	for (size_t i = 0; i < N(names); i++)
		if (name.len == strlen(names[i]) &&
			memcmp(name.at, names[i], name.len) == 0)
			return true;
	return false;
}

static void
check_name(struct seen *seen, struct h1_span name)
{
	enum http_method method = http_method_find(name);
	struct h1_span back = span_of(http_method_name(method));

	CHECK((method != HTTP_METHOD_UNKNOWN) == is_known(name));
	if (method == HTTP_METHOD_UNKNOWN)
		CHECK(back.len == 0 && !http_method_allowed(~0u, method));
	else
		CHECK(h1_span_equal(back, name));
	REACH(method == HTTP_METHOD_UNKNOWN ? UNKNOWN : KNOWN);
	seen_number(seen, method);
}

static void
check_allow(struct seen *seen, unsigned set)
{
	uint8_t out[HTTP_METHOD_ALLOW_MAX];
	struct h1_span rest = {out, http_method_allow_write(out, set)};
	struct h1_span name;
	unsigned again = HTTP_ALLOW_NONE;

	CHECK(rest.len <= sizeof(out));
	seen_octets(seen, rest);
	while (h1_list_next(&rest, &name)) {
		enum http_method method = http_method_find(name);

		CHECK(http_method_allowed(set, method));
		CHECK(!http_method_allowed(again, method));
		again |= 1u << (unsigned)method;
		REACH(ALLOWED);
	}
	CHECK(again == set);
	if (set == (1u << N(names)) - 1)
		REACH(ALL);
	if (set == HTTP_ALLOW_NONE)
		REACH(NONE);
}

/* The last two octets are a set of methods. */
static void
run(struct h1_span input, struct seen *seen)
{
	unsigned low = entry_parameter(&input, 256);
	unsigned high = entry_parameter(&input, 256);

	check_name(seen, input);
	check_allow(seen, (high << 8 | low) & ((1u << N(names)) - 1));
}

const struct entry entry = {run, marks, N(marks)};
