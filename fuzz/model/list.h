#ifndef FUZZ_MODEL_LIST_H
#define FUZZ_MODEL_LIST_H

#include "model/model.h"

/*
 * Lists (RFC 9110, section 5.6.1) over all field lines of one name. A comma in
 * a quoted string does not separate, nor behind a DQUOTE that has no other: the
 * text has no rule for that, and there it ends with the line. Empty elements
 * count for nothing.
 */
struct model_list {
	const struct model_section *section;
	const char *name;
	size_t i;	    /* field line at hand */
	struct h1_cur rest; /* of it */
};

struct model_list
model_list(const struct model_section *section, const char *name);

/* The next element, without white space around it; false behind the last. */
bool model_next(struct model_list *list, struct h1_span *element);

/* Whether `element` is one of the list, in any case. */
bool model_has(const struct model_section *section, const char *name,
	const char *element);

#endif
