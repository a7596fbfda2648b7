#ifndef H1_REFUSE_H
#define H1_REFUSE_H

#include "fault/fault.h"
#include "h1/base.h"

/* For those in this tree that refuse; it is not installed. */

/* Writes *err and gives H1_ERROR, so that a refusal is one statement. */
static inline enum h1_status
h1_refuse(struct h1_error *err, enum h1_code code, size_t off)
{
	*err = (struct h1_error){code, off};
	return ENFORCED(code) ? H1_ERROR : H1_OK;
}

#endif
