/*
 * The cases, requirements and old ids as they were when the program was built.
 */
#ifndef ASSAY_BUNDLE_BUNDLE_H
#define ASSAY_BUNDLE_BUNDLE_H

#include "case/files.h"

/* Sorted by name; made by pack.c. */
extern const struct built_in bundle_cases[];
extern const size_t bundle_n_cases;

#endif
