/*
 * Short cases for tests: the keys that every case has are filled in, and
 * case_read() makes of it what it makes of a file.
 */
#ifndef ASSAY_TESTS_PLAY_CASE_TEXT_H
#define ASSAY_TESTS_PLAY_CASE_TEXT_H

#include "case/case.h"

/* All but `steps` may be NULL. Values are YAML, in flow style. */
struct case_text {
	const char *id;	   /* "server/area/name" */
	enum level level;  /* the first requirement is of that level */
	const char *tags;  /* "[dos]" */
	const char *needs; /* "[echo]"; else all that steps may need */
	const char *variants;
	const char *steps; /* the list without its brackets */
	const char *control;
};

/* The requirements of the repository: set-up and tear-down of a group. */
int case_text_set_up(void **state);
int case_text_tear_down(void **state);

/* Fails the test, and shows why, if it is not a case. Freed by case_free(). */
struct test_case *case_text_read(const struct case_text *text);

/* The same for steps alone; a must. */
struct test_case *case_text_steps(const char *steps);

#endif
