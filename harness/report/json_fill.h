/*
 * JSON values made in steps, with one check for memory at the end.
 */
#ifndef ASSAY_REPORT_JSON_FILL_H
#define ASSAY_REPORT_JSON_FILL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* An object that is being filled; {json_object(), false} begins it. */
struct json_fill {
	json_t *object;
	bool failed;
};

/* Takes `value`; NULL is memory that ran out, and so is what comes of it. */
void json_fill_put(struct json_fill *f, const char *key, json_t *value);

/* Gives the object; NULL: out of memory. */
json_t *json_fill_end(struct json_fill *f);

/* The same for arrays: append() says whether it worked, and array() gives the
 * array if `ok`, else NULL. */
bool json_fill_append(json_t *array, json_t *value);
json_t *json_fill_array(json_t *array, bool ok);

/* Takes `value` and gives an array of it alone; NULL as above. */
json_t *json_fill_only(json_t *value);

/* Octets as U+0000 to U+00FF. */
json_t *json_fill_octets(const uint8_t *at, size_t len);

/* Text as it is if it is UTF-8, otherwise as octets: a target may say anything.
 * NULL gives null. */
json_t *json_fill_text(const char *text);
json_t *json_fill_texts(const char *const *texts, size_t n);

/* Takes `json` and writes it to a whole file, in ASCII. False: errno says why;
 * with NULL that memory ran out. */
bool json_fill_write(json_t *json, const char *path);

#endif
