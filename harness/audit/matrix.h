/*
 * The page and the picture that show all targets of an audit side by side.
 */
#ifndef ASSAY_AUDIT_MATRIX_H
#define ASSAY_AUDIT_MATRIX_H

#include "audit/audit.h"

/*
 * Has `assay compare` write matrix.html and matrix.svg, of all reports that are
 * whole; if there is none, nothing is written. `program` is the path of assay,
 * `scratch` a folder for its messages. a->has_matrix says whether they are there.
 * False: `problem` is a sentence about why not.
 */
bool matrix_write(struct audit *a, const char *program, const char *scratch,
	char *problem, size_t room);

#endif
