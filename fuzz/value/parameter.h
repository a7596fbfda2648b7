#ifndef FUZZ_VALUE_PARAMETER_H
#define FUZZ_VALUE_PARAMETER_H

#include "http/parameter.h"

/*
 * What http_parameter_next() does, in a slow way of its own:
 *
 *	parameters = *( OWS ";" OWS [ parameter ] )	(RFC 9110, section 5.6.6)
 *
 * The next one that is there. False at the end, or where the grammar is broken;
 * then `cur` is not at its end.
 */
bool slow_parameter_next(struct h1_cur *cur, struct http_parameter *parameter);

#endif
