#ifndef SERVER_FIELD_NAME_H
#define SERVER_FIELD_NAME_H

/* Names of fields that a response may not hold everywhere: field_name.def. */

#include "h1/base.h"

enum {
	FIELD_NAME_OURS = 1u << 0,
	FIELD_NAME_NO_TRAILER = 1u << 1,
	FIELD_NAME_ONCE = 1u << 2
};

/* The flags of the field of that name; 0 for one that is not in the table. */
unsigned field_name_flags(struct h1_span name);

#endif
