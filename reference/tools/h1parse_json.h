#ifndef H1PARSE_JSON_H
#define H1PARSE_JSON_H

#include "h1/h1.h"

#include <jansson.h>

/*
 * What a reader says about one message, as a JSON object. Octets become the
 * characters U+0000 to U+00FF. All functions end the program if there is no
 * memory; references are as in jansson: what is returned is given.
 */

json_t *json_octets(struct h1_span octets);

/* Puts start-line, fields and framing into `message`. */
void json_head(json_t *message, const struct h1_head *head);

/* An array of [name, value], the value with CR and LF read as SP. */
json_t *json_fields(const struct h1_fields *fields);

/* {"size": 5, "ext": ";a"} */
json_t *json_chunk(const struct h1_chunk *chunk);

/* Puts result, code, clause and so on into `message`. */
void json_refused(json_t *message, const struct h1_error *err);

/* Names of the H1_LENIENT_* flags in `flags`. */
json_t *json_flags(unsigned flags);

/* json_object_set_new() that does not fail. */
void json_put(json_t *object, const char *key, json_t *value);

/* `p`, which is not NULL: without memory there is nothing to say. */
json_t *json_need(json_t *p);

#endif
