#ifndef HTTP_PRECONDITION_H
#define HTTP_PRECONDITION_H

/*
 * Conditional requests (RFC 9110, section 13). The field lines of a request
 * are shown one by one, in order; then the result is asked for:
 *
 *	http_precondition_init(&p, &representation, now);
 *	http_precondition_field(&p, name, value);	for each field line
 *	switch (http_precondition_result(&p, method)) ...
 */

#include "http/method.h"
#include "http/validator.h"

enum http_condition {
	HTTP_CONDITION_PROCEED,	     /* perform the method */
	HTTP_CONDITION_NOT_MODIFIED, /* answer 304 */
	HTTP_CONDITION_FAILED	     /* answer 412 */
};

/* A condition that is a list of entity-tags. */
struct http_tag_condition {
	bool present;
	bool match; /* one of them, or "*", is the current one */
};

/* A condition that is a date; more than one line has no meaning. */
struct http_date_condition {
	unsigned n_lines;
	bool valid; /* the first line is an HTTP-date */
	int64_t seconds;
};

/* Members are for the functions below alone. */
struct http_precondition {
	const struct http_representation *representation;
	int64_t now;
	struct http_tag_condition if_match;
	struct http_tag_condition if_none_match;
	struct http_date_condition if_modified_since;
	struct http_date_condition if_unmodified_since;
	struct http_date_condition if_range_date;
	struct http_entity_tag if_range_tag; /* absent: it is a date */
	unsigned n_if_range;
};

/* `now`, in seconds since 1970, is for two-digit years, and to tell whether a
 * Last-Modified is old enough to be strong. Borrows `representation`. */
void http_precondition_init(struct http_precondition *p,
	const struct http_representation *representation, int64_t now);

/* Takes notice of one field line; those that are no condition are ignored.
 * `value` is borrowed until the result has been asked for. */
void http_precondition_field(struct http_precondition *p, struct h1_span name,
	struct h1_span value);

/*
 * Evaluates in the order of RFC 9110, section 13.2.2. To be asked only if the
 * answer without conditions would be 2xx, and for methods that select or change
 * a representation (section 13.2.1).
 */
enum http_condition http_precondition_result(const struct http_precondition *p,
	enum http_method method);

/* Whether Range may be applied: there is no If-Range, or it is true
 * (RFC 9110, section 13.1.5). */
bool http_precondition_range(const struct http_precondition *p);

#endif
