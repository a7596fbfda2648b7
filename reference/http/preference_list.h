#ifndef HTTP_PREFERENCE_LIST_H
#define HTTP_PREFERENCE_LIST_H

/* Lists of preferences, and the element that decides: for preference.c and
 * preference_type.c. */

#include "h1/list.h"
#include "http/parameter.h"
#include "http/preference.h"

/* An element of a list of preferences: what it is about, and its weight. */
struct http_preference_element {
	struct h1_span name;	   /* what stands before the parameters */
	struct h1_span parameters; /* all of them, "q" too */
	unsigned thousandths;
};

/* Whether it is "q". */
bool http_preference_is_weight(const struct http_parameter *parameter);

/* The list of preferences in all field lines of one name, up to
 * HTTP_PREFERENCE_LIST_MAX. */
struct http_preference_list {
	struct h1_list elements;
	size_t left; /* octets that are still looked at */
};

void http_preference_list_init(struct http_preference_list *list,
	const struct h1_fields *fields, struct h1_span name);

/* The next element of the list that is sound. */
bool http_preference_next(struct http_preference_list *list,
	struct http_preference_element *element);

/* What has been found so far: the most specific match decides. */
struct http_preference_best {
	bool any; /* there was a sound element at all */
	unsigned specificity;
	unsigned preference;
};

/* Takes notice of an element that matches so well; 0: not at all. */
void http_preference_consider(struct http_preference_best *best,
	const struct http_preference_element *element, unsigned specificity);

#endif
