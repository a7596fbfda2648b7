#include "compare/json_take.h"

#include <string.h>

#include "case/octets.h"

/* More of a wrong value says nothing more. */
#define SHOWN_MAX 40

static void
describe(struct octets *out, const json_t *value)
{
	if (value == NULL) {
		octets_text(out, "nothing");
		return;
	}
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		octets_text(out, "an object");
		return;
	case JSON_ARRAY:
		octets_text(out, "an array");
		return;
	case JSON_STRING:
		octets_format(out, "\"%.*s\"", SHOWN_MAX,
			json_string_value(value));
		return;
	case JSON_INTEGER:
	case JSON_REAL:
		octets_format(out, "%g", json_number_value(value));
		return;
	case JSON_TRUE:
		octets_text(out, "true");
		return;
	case JSON_FALSE:
		octets_text(out, "false");
		return;
	case JSON_NULL:
		octets_text(out, "null");
		return;
	}
}

void
json_take_refuse(struct json_take *t, const char *key, const char *expected,
	const json_t *value)
{
	struct octets found = {0};

	t->failed = true;
	describe(&found, value);
	diagnostics_add(t->diagnostics, t->file, 0, 0,
		"%s%s%s%sexpected %s, found %.*s", t->place,
		t->place[0] != '\0' && key[0] != '\0' ? "." : "", key,
		t->place[0] != '\0' || key[0] != '\0' ? ": " : "", expected,
		(int)found.len, found.at != NULL ? (const char *)found.at : "");
	octets_free(&found);
}

static void
out_of_memory(struct json_take *t)
{
	t->failed = true;
	diagnostics_add(t->diagnostics, t->file, 0, 0, "out of memory");
}

/* NULL: absent, or null, and told if it is needed. */
static const json_t *
find(struct json_take *t, const json_t *object, const char *key,
	enum json_need need, const char *expected)
{
	const json_t *value = json_object_get(object, key);

	if (value != NULL && !json_is_null(value))
		return value;
	if (need == JSON_REQUIRED)
		json_take_refuse(t, key, expected, value);
	return NULL;
}

static const char *
copy_text(struct json_take *t, const char *key, const json_t *value)
{
	const char *text = json_string_value(value);
	char *copy;

	if (text == NULL) {
		json_take_refuse(t, key, "a string", value);
		return NULL;
	}
	if (strlen(text) != json_string_length(value)) {
		json_take_refuse(t, key, "a string without NUL", value);
		return NULL;
	}
	copy = arena_text(t->arena, text);
	if (copy == NULL)
		out_of_memory(t);
	return copy;
}

const char *
json_take_text(struct json_take *t, const json_t *object, const char *key,
	enum json_need need)
{
	const json_t *value = find(t, object, key, need, "a string");

	return value != NULL ? copy_text(t, key, value) : NULL;
}

const char *
json_take_text_or_empty(struct json_take *t, const json_t *object,
	const char *key)
{
	const char *text = json_take_text(t, object, key, JSON_OPTIONAL);

	return text != NULL ? text : "";
}

const char *
json_take_octets(struct json_take *t, const json_t *object, const char *key,
	size_t *len)
{
	const json_t *value = json_object_get(object, key);
	char *copy;

	*len = json_string_length(value);
	if (!json_is_string(value)) {
		json_take_refuse(t, key, "a string", value);
		return "";
	}
	copy = arena_copy(t->arena, json_string_value(value), *len);
	if (copy == NULL)
		out_of_memory(t);
	return copy;
}

const char **
json_take_texts(struct json_take *t, const json_t *object, const char *key,
	size_t *n)
{
	const json_t *array = json_take_array(t, object, key, JSON_OPTIONAL);
	const char **texts;

	*n = 0;
	texts = arena_alloc(t->arena, json_array_size(array), sizeof(*texts));
	if (texts == NULL) {
		out_of_memory(t);
		return NULL;
	}
	for (size_t i = 0; i < json_array_size(array); i++) {
		texts[i] = copy_text(t, key, json_array_get(array, i));
		if (texts[i] == NULL)
			return texts;
		*n = i + 1;
	}
	return texts;
}

unsigned
json_take_name(struct json_take *t, const json_t *object, const char *key,
	const char *(*name)(unsigned i), unsigned n)
{
	const json_t *value = json_object_get(object, key);
	struct octets expected = {0};

	for (unsigned i = 0; json_is_string(value) && i < n; i++)
		if (strcmp(json_string_value(value), name(i)) == 0)
			return i;
	octets_text(&expected, "one of");
	for (unsigned i = 0; i < n; i++)
		octets_format(&expected, " %s", name(i));
	octets_append(&expected, "", 1);
	json_take_refuse(t, key,
		expected.at != NULL ? (const char *)expected.at : "a name",
		value);
	octets_free(&expected);
	return 0;
}

bool
json_take_bool(struct json_take *t, const json_t *object, const char *key)
{
	const json_t *value =
		find(t, object, key, JSON_OPTIONAL, "true or false");

	if (value != NULL && !json_is_boolean(value))
		json_take_refuse(t, key, "true or false", value);
	return json_is_true(value);
}

double
json_take_number(struct json_take *t, const json_t *object, const char *key)
{
	const json_t *value = find(t, object, key, JSON_OPTIONAL, "a number");

	if (value == NULL)
		return 0;
	if (json_is_number(value) && json_number_value(value) >= 0)
		return json_number_value(value);
	json_take_refuse(t, key, "a number that is not negative", value);
	return 0;
}

const json_t *
json_take_object(struct json_take *t, const json_t *object, const char *key,
	enum json_need need)
{
	const json_t *value = find(t, object, key, need, "an object");

	if (value == NULL || json_is_object(value))
		return value;
	json_take_refuse(t, key, "an object", value);
	return NULL;
}

const json_t *
json_take_array(struct json_take *t, const json_t *object, const char *key,
	enum json_need need)
{
	const json_t *value = find(t, object, key, need, "an array");

	if (value == NULL || json_is_array(value))
		return value;
	json_take_refuse(t, key, "an array", value);
	return NULL;
}
