/*
 * picohttpparser, of libh2o. It reads heads and chunks; which of them belong to
 * content is left to whoever calls it. Here that is the plainest caller: content
 * is chunked if a Transfer-Encoding says just that, as long as a Content-Length
 * of digits says, and otherwise there is none.
 */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bench/phr.h"
#include "parsers/reading.h"

enum {
	FIELDS_MAX = 16384,
	PHR_MORE = -2,
	DIGITS_MAX = 18
};

static struct phr_header headers[FIELDS_MAX];

/* A folded line has no name, and goes on with the one before. */
static void
take_fields(struct reading *r, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (headers[i].name != NULL || r->n_fields == 0)
			reading_append(&reading_field_add(r)->name,
				headers[i].name, headers[i].name_len);
		else
			reading_append(&reading_field_last(r)->value, " ", 1);
		reading_append(&reading_field_last(r)->value, headers[i].value,
			headers[i].value_len);
	}
}

static const struct octets *
find(const struct reading *r, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < r->n_fields; i++)
		if (r->fields[i].name.len == len &&
			strncasecmp((const char *)r->fields[i].name.at, name,
				len) == 0)
			return &r->fields[i].value;
	return NULL;
}

static bool
is_chunked(const struct octets *value)
{
	return value != NULL && value->len == strlen("chunked") &&
	       strncasecmp((const char *)value->at, "chunked", value->len) == 0;
}

static void
read_chunks(struct reading *r, struct octets *message)
{
	struct phr_chunked_decoder decoder = {.consume_trailer = 1};
	char *at = (char *)message->at + r->consumed;
	size_t len = message->len - r->consumed;
	ssize_t left = phr_decode_chunked(&decoder, at, &len);

	if (left < 0) {
		r->result = left == PHR_MORE ? READING_MORE : READING_REFUSED;
		return;
	}
	reading_append(&r->content, at, len);
	r->consumed = message->len - (size_t)left;
}

/* 0 if it is no number that a plain caller can hold. */
static size_t
number(const struct octets *value)
{
	size_t n = 0;

	if (value == NULL || value->len > DIGITS_MAX)
		return 0;
	for (size_t i = 0; i < value->len; i++) {
		if (value->at[i] < '0' || value->at[i] > '9')
			return 0;
		n = 10 * n + (size_t)(value->at[i] - '0');
	}
	return n;
}

static void
read_length(struct reading *r, const struct octets *message)
{
	size_t len = number(find(r, "Content-Length"));

	if (len > message->len - r->consumed) {
		r->result = READING_MORE;
		return;
	}
	reading_append(&r->content, message->at + r->consumed, len);
	r->consumed += len;
}

static void
read_content(struct reading *r, struct octets *message)
{
	if (is_chunked(find(r, "Transfer-Encoding")))
		read_chunks(r, message);
	else
		read_length(r, message);
}

void
parser_read(struct reading *r, struct octets *message, bool ends)
{
	const char *method, *target;
	size_t method_len, target_len, n = FIELDS_MAX;
	int minor;
	int len = phr_parse_request((const char *)message->at, message->len,
		&method, &method_len, &target, &target_len, &minor, headers, &n,
		0);

	if (len < 0) {
		r->result = len == PHR_MORE ? READING_MORE : READING_REFUSED;
	} else {
		reading_append(&r->method, method, method_len);
		reading_append(&r->target, target, target_len);
		take_fields(r, n);
		r->consumed = (size_t)len;
		read_content(r, message);
	}
	if (r->result == READING_MORE && ends)
		r->result = READING_REFUSED;
}
