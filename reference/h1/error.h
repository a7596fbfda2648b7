#ifndef H1_ERROR_H
#define H1_ERROR_H

#include "h1/base.h"

/* The rows of errors.def, to be looked at. All strings are static. */

/* Its name in errors.def, "BARE_LF"; "NONE" for H1_E_NONE. */
const char *h1_code_name(enum h1_code code);

/* RFC and section that decide, "9112-2.2"; "" for H1_E_NONE. */
const char *h1_code_clause(enum h1_code code);

/* Id of the requirement that the refusal obeys, or "". */
const char *h1_code_requirement(enum h1_code code);

/* Status code that a server answers with; 0 for H1_E_NONE. */
unsigned h1_code_status(enum h1_code code);

/* What is wrong, for people: no capital, no full stop. */
const char *h1_code_text(enum h1_code code);

#endif
