#include "reader/json_says.h"

#include <stdio.h>
#include <string.h>

#include "engine/entry.h"
#include "h1/lenient.h"

json_t *
says_objects(const char *text, size_t len)
{
	json_t *objects = json_array();

	while (len > 0) {
		const char *end = memchr(text, '\n', len);
		size_t n;
		json_t *object;

		CHECK(end != NULL);
		n = (size_t)(end - text);
		object = json_loadb(text, n,
			JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
		CHECK(json_is_object(object));
		CHECK(json_array_append_new(objects, object) == 0);
		text += n + 1;
		len -= n + 1;
	}
	return objects;
}

/* The octet at `*at` in the text; that is then behind it. */
static uint8_t
octet_at(struct says_met *met, const char *text, size_t *at)
{
	uint8_t first = (uint8_t)text[(*at)++];

	if (first < 0x80)
		return first;
	met->high++;
	CHECK((first & 0xFC) == 0xC0);
	return (uint8_t)(first << 6 | ((uint8_t)text[(*at)++] & 0x3F));
}

void
says_octets(struct says_met *met, const json_t *string, size_t *at,
	struct h1_span octets)
{
	const char *text = json_string_value(string);
	size_t len = json_string_length(string);

	CHECK(text != NULL);
	for (size_t i = 0; i < octets.len; i++) {
		CHECK(*at < len);
		CHECK(octet_at(met, text, at) == octets.at[i]);
		if (octets.at[i] == '\0')
			met->nul++;
	}
}

void
says_string(struct says_met *met, const json_t *string, struct h1_span octets)
{
	size_t at = 0;

	if (octets.at == NULL) {
		CHECK(string == NULL);
		return;
	}
	says_octets(met, string, &at, octets);
	CHECK(at == json_string_length(string));
}

void
says_text(const json_t *json, const char *text)
{
	if (text == NULL) {
		CHECK(json == NULL);
		return;
	}
	CHECK(json_is_string(json));
	CHECK(strcmp(json_string_value(json), text) == 0);
}

void
says_number(struct says_met *met, const json_t *json, uint64_t number)
{
	char digits[24];

	if (number <= (uint64_t)1 << 53) {
		CHECK(json_is_integer(json));
		CHECK((uint64_t)json_integer_value(json) == number);
		return;
	}
	(void)snprintf(digits, sizeof(digits), "%llu",
		(unsigned long long)number);
	says_text(json, digits);
	met->great++;
}

void
says_flags(struct says_met *met, const json_t *array, unsigned flags)
{
	size_t n = 0;

	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++)
		if (flags & 1u << bit)
			says_text(json_array_get(array, n++),
				h1_lenient_name(bit));
	CHECK(json_is_array(array) && json_array_size(array) == n);
	if (n > 0)
		met->tolerated++;
}
