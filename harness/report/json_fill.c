#include "report/json_fill.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/whole_file.h"

#define DUMP_FLAGS (JSON_INDENT(1) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6))

void
json_fill_put(struct json_fill *f, const char *key, json_t *value)
{
	if (json_object_set_new(f->object, key, value) != 0)
		f->failed = true;
}

json_t *
json_fill_end(struct json_fill *f)
{
	if (!f->failed)
		return f->object;
	json_decref(f->object);
	return NULL;
}

bool
json_fill_append(json_t *array, json_t *value)
{
	return json_array_append_new(array, value) == 0;
}

json_t *
json_fill_array(json_t *array, bool ok)
{
	if (ok)
		return array;
	json_decref(array);
	return NULL;
}

json_t *
json_fill_only(json_t *value)
{
	json_t *array = json_array();

	return json_fill_array(array, json_fill_append(array, value));
}

json_t *
json_fill_octets(const uint8_t *at, size_t len)
{
	char *utf8 = malloc(2 * len + 1);
	size_t n = 0;
	json_t *string;

	if (utf8 == NULL)
		return NULL;
	for (size_t i = 0; i < len; i++) {
		if (at[i] >= 0x80)
			utf8[n++] = (char)(0xc0 | at[i] >> 6);
		utf8[n++] =
			(char)(at[i] < 0x80 ? at[i] : 0x80 | (at[i] & 0x3f));
	}
	string = json_stringn(utf8, n);
	free(utf8);
	return string;
}

json_t *
json_fill_text(const char *text)
{
	json_t *string;

	if (text == NULL)
		return json_null();
	string = json_string(text);
	if (string != NULL)
		return string;
	return json_fill_octets((const uint8_t *)text, strlen(text));
}

json_t *
json_fill_texts(const char *const *texts, size_t n)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < n; i++)
		ok &= json_fill_append(array, json_fill_text(texts[i]));
	return json_fill_array(array, ok);
}

/* errno of the first thing that went wrong is the one to be told. */
static bool
dump(const json_t *json, const char *path)
{
	struct whole_file file;
	int error = 0;

	if (!whole_file_open(&file, path))
		return false;
	if (json_dumpf(json, file.out, DUMP_FLAGS) != 0 ||
		fputc('\n', file.out) == EOF)
		error = errno;
	if (!whole_file_close(&file, error == 0) && error == 0)
		return false;
	errno = error;
	return error == 0;
}

bool
json_fill_write(json_t *json, const char *path)
{
	bool ok;

	if (json == NULL) {
		errno = ENOMEM;
		return false;
	}
	ok = dump(json, path);
	json_decref(json);
	return ok;
}
