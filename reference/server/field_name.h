#ifndef SERVER_FIELD_NAME_H
#define SERVER_FIELD_NAME_H

/* Names of fields that a response may not hold everywhere: field_name.def. */

#include "h1/base.h"

enum {
	FIELD_NAME_OURS = 1u << 0,
	FIELD_NAME_NO_TRAILER = 1u << 1
};

/* Whether the field of that name has one of `flags`. */
bool field_name_is(struct h1_span name, unsigned flags);

#endif
