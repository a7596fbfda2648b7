#ifndef FUZZ_REQUEST_RULES_H
#define FUZZ_REQUEST_RULES_H

/* What must hold of every request that is served, looked at octet by octet and
 * without the reader: RFC 9112 and 9110, as strictly as ARCHITECTURE.md says. */

#include "machine/asked.h"

/* Checks all the rules; a rule that is broken ends the process and is told with
 * its clause. */
void request_rules(const struct asked *asked);

/* Its content, decoded from what stands behind the head (request_content.c). */
bool request_content_is_right(const struct asked *asked);

#endif
