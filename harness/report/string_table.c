#include "report/string_table.h"

#include "report/json_fill.h"

/* A number and the comma behind it. */
#define NUMBER_COST 8

bool
string_table_init(struct string_table *t, size_t room)
{
	*t = (struct string_table){json_array(), json_object(), room, false};
	t->failed = t->strings == NULL || t->numbers == NULL;
	return !t->failed;
}

void
string_table_free(struct string_table *t)
{
	json_decref(t->strings);
	json_decref(t->numbers);
	*t = (struct string_table){0};
}

/* How long UTF-8 is in JSON, at most: a control character is \u00XX. */
static size_t
cost(const char *text, size_t len)
{
	size_t n = NUMBER_COST;

	for (size_t i = 0; i < len; i++)
		n += (uint8_t)text[i] < 0x20 || text[i] == '<' ? 6 : 1;
	return n;
}

static bool
spend(struct string_table *t, size_t n)
{
	bool fits = n <= t->room;

	t->room = fits ? t->room - n : 0;
	return fits;
}

/* Takes `string`. */
static json_t *
add(struct string_table *t, json_t *string)
{
	const char *text = json_string_value(string);
	size_t len = json_string_length(string);
	json_t *number;

	if (!spend(t, cost(text, len))) {
		json_decref(string);
		return NULL;
	}
	number = json_integer((json_int_t)json_array_size(t->strings));
	t->failed |=
		json_object_setn_nocheck(t->numbers, text, len, number) != 0;
	t->failed |= json_array_append_new(t->strings, string) != 0;
	return number;
}

json_t *
string_table_number(struct string_table *t, const void *at, size_t len)
{
	json_t *string, *number;

	if (!spend(t, NUMBER_COST))
		return NULL;
	string = json_fill_octets(at, len);
	if (string == NULL) {
		t->failed = true;
		return NULL;
	}
	number = json_object_getn(t->numbers, json_string_value(string),
		json_string_length(string));
	if (number == NULL)
		return add(t, string);
	json_decref(string);
	return json_incref(number);
}

json_t *
string_table_take(struct string_table *t)
{
	json_t *strings = t->strings;

	t->strings = NULL;
	return strings;
}
