#include "http/method.h"

#include "fault/fault.h"

#include <string.h>

static const struct row {
	struct h1_span name;
	const char *text;
} rows[] = {
#define HTTP_ROW(name) {{(const uint8_t *)#name, sizeof(#name) - 1}, #name},
#include "http/method.def"
#undef HTTP_ROW
};

enum http_method
http_method_find(struct h1_span name)
{
	unsigned method;

	for (method = 0; method < HTTP_METHOD_UNKNOWN; method++) {
		if (h1_span_equal(rows[method].name, name) ||
			(FAULTY(method_case_ignored) &&
				h1_span_equal_nocase(rows[method].name, name)))
			break;
	}
	return (enum http_method)method;
}

const char *
http_method_name(enum http_method method)
{
	return method < HTTP_METHOD_UNKNOWN ? rows[method].text : "";
}

bool
http_method_allowed(unsigned allowed, enum http_method method)
{
	return method < HTTP_METHOD_UNKNOWN &&
	       (allowed & 1u << (unsigned)method) != 0;
}

size_t
http_method_allow_write(uint8_t *out, unsigned allowed)
{
	unsigned method;
	size_t len = 0;

	for (method = 0; method < HTTP_METHOD_UNKNOWN; method++) {
		if (!http_method_allowed(allowed, (enum http_method)method))
			continue;
		if (len > 0) {
			out[len++] = ',';
			out[len++] = ' ';
		}
		memcpy(out + len, rows[method].name.at, rows[method].name.len);
		len += rows[method].name.len;
	}
	return len;
}
