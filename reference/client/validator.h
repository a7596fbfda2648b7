#ifndef CLIENT_VALIDATOR_H
#define CLIENT_VALIDATOR_H

/* What If-Range may say, so that parts of one representation alone are put
 * together. */

#include "h1/field.h"

/*
 * The strong validator of an answer: its ETag if that is strong, or without any
 * ETag its Last-Modified if the Date is at least one second later (RFC 9110,
 * sections 8.8.2.2 and 13.1.5). `now` is for two-digit years, in seconds since
 * 1970. Absent if there is none; borrows.
 */
struct h1_span
client_validator_find(const struct h1_fields *fields, int64_t now);

/*
 * Whether a 206 that came for If-Range: `validator` is of the same: an entity
 * tag has to be there and the same, a date may be left out (RFC 9110, sections
 * 15.3.7 and 15.3.7.3).
 */
bool
client_validator_same(const struct h1_fields *fields, struct h1_span validator);

/* Whether a value can stand in If-Range: a strong entity tag, or an HTTP-date
 * in its preferred form. */
bool client_validator_usable(struct h1_span value);

#endif
