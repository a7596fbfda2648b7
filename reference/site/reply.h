#ifndef SITE_REPLY_H
#define SITE_REPLY_H

/* What resources say in their responses alike. */

#include "http/precondition.h"
#include "site/inside.h"

struct text;

/* Spans of texts that are ours. */
struct h1_span reply_span(const char *text);

/* Adds a field line. */
void reply_field(const struct request *request, const char *name,
	struct h1_span value);

/* Adds ETag; nothing for an absent tag. */
void
reply_tag(const struct request *request, const struct http_entity_tag *tag);

/* Adds Allow for a set of methods (RFC 9110, section 10.2.1). */
void reply_allow(const struct request *request, unsigned methods);

/*
 * Evaluates the conditions of the request; `p` borrows `representation`.
 * HTTP_CONDITION_FAILED has been answered already, with 412.
 */
enum http_condition
reply_conditions(struct http_precondition *p, const struct request *request,
	const struct http_representation *representation);

/* The same for a resource without validators: whether to go on; if not, it is
 * answered. `cache_control` is that of its 200; NULL: none. */
bool reply_conditions_plain(const struct request *request, bool exists,
	const char *cache_control);

/* Answers 404 or 503 by errno after something could not be opened. */
void reply_unopened(const struct request *request, int error);

/* Sends text of that type, and that it may be stored but not used unasked. */
void reply_text(const struct request *request, unsigned status,
	const char *type, const struct text *text);

#endif
