/*
 * A field line that the user adds to requests, for a target that demands one.
 */
#ifndef ASSAY_TARGET_ADDED_FIELD_H
#define ASSAY_TARGET_ADDED_FIELD_H

/*
 * What is expected of `line` where it is not "Name: value" with a token and a
 * field-value (RFC 9110, section 5.5), or has a name that frames messages or
 * connections: the cases are about these. NULL: nothing is wrong.
 */
const char *added_field_problem(const char *line);

#endif
