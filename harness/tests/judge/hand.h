/*
 * Plays made by hand: cases of one or two expects, and traces of what came.
 */
#ifndef ASSAY_TESTS_JUDGE_HAND_H
#define ASSAY_TESTS_JUDGE_HAND_H

#include "play/trace.h"
#include "tests/play/case_text.h"

/* A must whose only `expect` has these outcomes. */
struct test_case *hand_case(const char *outcomes);

/* With two expects; the first has the outcomes. */
struct test_case *hand_case_of_two(const char *outcomes);

/* With our reset before the `expect`. */
struct test_case *hand_case_of_reset(const char *outcomes);

/* GET was sent, `came` came, and this was the end. Behind an end that the canary
 * found stands its answer. */
struct trace *hand_trace(const char *came, enum trace_end end);

#endif
