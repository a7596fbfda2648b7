/*
 * A few cases made by hand, and files for tests of baselines.
 */
#ifndef ASSAY_TESTS_BASELINE_SUITE_BY_HAND_H
#define ASSAY_TESTS_BASELINE_SUITE_BY_HAND_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "baseline/baseline.h"

/* server/a/plain, server/a/three with one, two and three, server/b/other, and
 * server/b/slow with the tag slow. */
extern const struct case_set suite_by_hand;

/* Writes a file and reads it as a baseline; its path is in `*file`. */
struct baseline *
read_text(const char *text, const char **file, struct diagnostics *d);

/* The same for one that is right. */
struct baseline *read_good(const char *text);

/* Writes a file in a folder of the test, and gives its path (static). */
const char *write_text(const char *text);

/* Fails, and shows both, unless the diagnostics are these lines, without the
 * path in front of each. */
void same_diagnostics(const struct diagnostics *d, const char *wanted);

#endif
