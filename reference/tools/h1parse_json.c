#include "h1parse_json.h"

#include <stdio.h>
#include <stdlib.h>

static _Noreturn void
out_of_memory(void)
{
	fputs("h1parse: out of memory\n", stderr);
	exit(EXIT_FAILURE);
}

json_t *
json_need(json_t *p)
{
	if (!p)
		out_of_memory();
	return p;
}

void
json_put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, json_need(value)) != 0)
		out_of_memory();
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, json_need(value)) != 0)
		out_of_memory();
}

/* Octets from 80 on take two in UTF-8. */
json_t *
json_octets(struct h1_span octets)
{
	char *utf8 = malloc(2 * octets.len + 1);
	json_t *string;
	size_t n = 0;

	if (!utf8)
		out_of_memory();
	for (size_t i = 0; i < octets.len; i++) {
		uint8_t c = octets.at[i];

		if (c >= 0x80) {
			utf8[n++] = (char)(0xC0 | c >> 6);
			c = 0x80 | (c & 0x3F);
		}
		utf8[n++] = (char)c;
	}
	string = json_need(json_stringn(utf8, n));
	free(utf8);
	return string;
}

/* Numbers that a JSON reader may lose become strings. */
static json_t *
number(uint64_t n)
{
	char digits[21];

	if (n <= (uint64_t)1 << 53)
		return json_integer((json_int_t)n);
	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)n);
	return json_string(digits);
}

static void
put_octets(json_t *message, const char *key, struct h1_span octets)
{
	if (octets.at)
		json_put(message, key, json_octets(octets));
}

static void
request(json_t *message, const struct h1_head *head)
{
	static const char *const forms[] = {
		[H1_TARGET_ORIGIN] = "origin",
		[H1_TARGET_ABSOLUTE] = "absolute",
		[H1_TARGET_AUTHORITY] = "authority",
		[H1_TARGET_ASTERISK] = "asterisk",
	};
	static const char *const expects[] = {
		[H1_EXPECT_NONE] = NULL,
		[H1_EXPECT_CONTINUE] = "100-continue",
		[H1_EXPECT_UNKNOWN] = "unknown",
	};

	put_octets(message, "method", h1_head_method(head));
	put_octets(message, "target", h1_head_target(head));
	json_put(message, "form", json_string(forms[head->form]));
	put_octets(message, "scheme", h1_head_scheme(head));
	put_octets(message, "authority", h1_head_authority(head));
	put_octets(message, "path", h1_head_path(head));
	put_octets(message, "query", h1_head_query(head));
	put_octets(message, "host", h1_head_host(head));
	if (head->expect != H1_EXPECT_NONE)
		json_put(message, "expect", json_string(expects[head->expect]));
}

void
json_head(json_t *message, const struct h1_head *head)
{
	char version[] = "1.x";

	version[2] = (char)('0' + head->minor);
	if (head->kind == H1_REQUEST) {
		request(message, head);
	} else {
		json_put(message, "status", json_integer(head->status));
		put_octets(message, "reason", h1_head_reason(head));
	}
	json_put(message, "version", json_string(version));
	json_put(message, "fields", json_fields(&head->fields));
	json_put(message, "framing",
		json_string(h1_framing_name(head->framing.kind)));
	if (head->framing.kind == H1_FRAMING_LENGTH)
		json_put(message, "length", number(head->framing.length));
	if (head->framing.coded)
		json_put(message, "coded", json_true());
	json_put(message, "persist", json_boolean(head->persist));
}

/* CR and LF stand in a value only if they are to be read as SP. */
static json_t *
value(struct h1_span octets)
{
	uint8_t *copy = malloc(octets.len + 1);
	json_t *string;

	if (!copy)
		out_of_memory();
	h1_field_copy(copy, octets);
	string = json_octets((struct h1_span){copy, octets.len});
	free(copy);
	return string;
}

json_t *
json_fields(const struct h1_fields *fields)
{
	json_t *array = json_need(json_array());

	for (size_t i = 0; i < fields->n; i++) {
		json_t *field = json_need(json_array());

		append(field, json_octets(h1_field_name(fields, i)));
		append(field, value(h1_field_value(fields, i)));
		append(array, field);
	}
	return array;
}

json_t *
json_chunk(const struct h1_chunk *chunk)
{
	json_t *object = json_need(json_object());

	json_put(object, "size", number(chunk->size));
	if (chunk->ext.len > 0)
		json_put(object, "ext", json_octets(chunk->ext));
	return object;
}

void
json_refused(json_t *message, const struct h1_error *err)
{
	const char *requirement = h1_code_requirement(err->code);

	json_put(message, "code", json_string(h1_code_name(err->code)));
	json_put(message, "offset", number(err->off));
	json_put(message, "clause", json_string(h1_code_clause(err->code)));
	if (requirement[0])
		json_put(message, "requirement", json_string(requirement));
	json_put(message, "answer", json_integer(h1_code_status(err->code)));
	json_put(message, "text", json_string(h1_code_text(err->code)));
}

json_t *
json_flags(unsigned flags)
{
	json_t *array = json_need(json_array());

	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++)
		if (flags & 1u << bit)
			append(array, json_string(h1_lenient_name(bit)));
	return array;
}
