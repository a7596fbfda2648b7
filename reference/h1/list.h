#ifndef H1_LIST_H
#define H1_LIST_H

#include "h1/base.h"
#include "h1/field.h"

/*
 * Comma-separated lists (RFC 9110, section 5.6.1), and the fields of the wire
 * layer that are such lists.
 */

/*
 * The next element that is not empty, without white space around it; false
 * when there is none. *rest begins as the whole value. Commas in quoted
 * strings do not separate; CR and LF are read as SP.
 */
bool h1_list_next(struct h1_span *rest, struct h1_span *element);

/* A list over all field lines of one name, as if they were joined by commas. */
struct h1_list {
	const struct h1_fields *fields; /* borrowed */
	struct h1_span name;
	size_t i;	     /* next field line to look at */
	struct h1_span rest; /* of the current one */
};

void h1_list_init(struct h1_list *list, const struct h1_fields *fields,
	struct h1_span name);

/* The next element that is not empty, or false. */
bool h1_list_element(struct h1_list *list, struct h1_span *element);

/* Whether an element of that list is `option`, in any case. */
bool h1_list_has(const struct h1_fields *fields, struct h1_span name,
	struct h1_span option);

/* What Connection says (RFC 9110, section 7.6.1; RFC 9112, section 9.6). */
struct h1_connection {
	bool close;
	bool keep_alive;
	bool upgrade;
};

struct h1_connection h1_list_connection(const struct h1_fields *fields);

/* What Expect says (RFC 9110, section 10.1.1). */
enum h1_expect {
	H1_EXPECT_NONE,
	H1_EXPECT_CONTINUE, /* 100-continue and nothing else */
	H1_EXPECT_UNKNOWN   /* something that we cannot meet: 417 */
};

enum h1_expect h1_list_expect(const struct h1_fields *fields);

#endif
