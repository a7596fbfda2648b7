/*
 * Values out of JSON that somebody else wrote. Each is checked for its type;
 * what is wrong is told with its place: "results[12].verdict: expected ...".
 */
#ifndef ASSAY_COMPARE_JSON_TAKE_H
#define ASSAY_COMPARE_JSON_TAKE_H

#include <jansson.h>
#include <stdbool.h>

#include "case/arena.h"
#include "case/diagnostics.h"

/* Where one is. `failed` stays true; strings that are given lie in `arena`. */
struct json_take {
	struct diagnostics *diagnostics;
	const char *file;
	struct arena *arena;
	char place[64]; /* "results[12]"; "": the outermost object */
	bool failed;
};

/* What is expected of a key that may be absent or null. */
enum json_need {
	JSON_REQUIRED,
	JSON_OPTIONAL,
};

/* Tells that `value` of `key` is not what was expected. */
void json_take_refuse(struct json_take *t, const char *key,
	const char *expected, const json_t *value);

/* A string without NUL. NULL if it is absent or null and may be, or wrong. */
const char *json_take_text(struct json_take *t, const json_t *object,
	const char *key, enum json_need need);

/* The same of one that may be absent: "" then. */
const char *json_take_text_or_empty(struct json_take *t, const json_t *object,
	const char *key);

/* A string in which a NUL may stand; *len is its length. */
const char *json_take_octets(struct json_take *t, const json_t *object,
	const char *key, size_t *len);

/* A list of strings, and how many they are. Absent is an empty list. */
const char **json_take_texts(struct json_take *t, const json_t *object,
	const char *key, size_t *n);

/* The index of a string among `n` names; 0 if it is wrong. */
unsigned json_take_name(struct json_take *t, const json_t *object,
	const char *key, const char *(*name)(unsigned i), unsigned n);

/* Absent is false, or 0; numbers are not negative. */
bool json_take_bool(struct json_take *t, const json_t *object, const char *key);
double
json_take_number(struct json_take *t, const json_t *object, const char *key);

/* NULL if it is absent or null and may be, or wrong. */
const json_t *json_take_object(struct json_take *t, const json_t *object,
	const char *key, enum json_need need);
const json_t *json_take_array(struct json_take *t, const json_t *object,
	const char *key, enum json_need need);

#endif
