/*
 * Reports as they are read, from as little JSON as says what a test is about.
 */
#ifndef ASSAY_TESTS_COMPARE_FIXTURE_H
#define ASSAY_TESTS_COMPARE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compare/report_file.h"

/* A report with these results, and more keys of the outermost object (or ""). */
#define REPORT(more, results)                                             \
	"{\"format\": 1, \"suite\": {\"version\": \"1.0\"}, \"target\": " \
	"{\"url\": \"http://127.0.0.1:8080/\"}, " more                    \
	"\"results\": [" results "]}"

/* A result of level must, with more keys, each with a comma before it. */
#define RESULT(id, verdict, more)                      \
	"{\"id\": \"" id "\", \"verdict\": \"" verdict \
	"\", \"level\": \"must\"" more "}"

/* Reads the JSON as a report, which is fine; wires are kept. */
void fixture_read(const char *json, struct compare_report *out);

/* The same for any JSON. False: *told is what is wrong with it, without the
 * name of the file; owned. */
bool fixture_try(const char *json, struct compare_report *out, char **told);

/* The old id "server/old/a" is "server/new/a" now. */
struct renamed *fixture_renamed(void);

/* The text is in `out`, as one fails with both otherwise. */
void fixture_has(struct octets *out, const char *text);
void fixture_has_not(struct octets *out, const char *text);

#endif
