/*
 * A case in plain words.
 */
#ifndef ASSAY_CLI_EXPLAIN_CASE_H
#define ASSAY_CLI_EXPLAIN_CASE_H

#include "case/case.h"
#include "case/requirements.h"

/* Appends all there is to say about the case; `variant` NULL: about all. */
void explain_case(const struct test_case *c, const struct variant *variant,
	const struct requirements *requirements, struct octets *out);

#endif
