/*
 * Where a message has what a case writes as a placeholder.
 */
#ifndef ASSAY_DRAFT_PLACES_H
#define ASSAY_DRAFT_PLACES_H

#include "case/case.h"
#include "draft/wire_yaml.h"

/*
 * Finds, in each message: the value of Host, unless it is what is refused; a
 * request-target that is a route of cases/TARGETS.md, by its path; a
 * Content-Length and chunk-sizes that say what is there. Adds what the routes
 * need to *needs. False: out of memory.
 */
bool places_find(struct edits *edits, unsigned *needs,
	const struct octets *octets, const struct reading *reading);

#endif
