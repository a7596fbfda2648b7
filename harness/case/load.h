/*
 * From files to cases. Every refusal is "file:line:column: expected ..., found
 * ..." in the diagnostics.
 */
#ifndef ASSAY_CASE_LOAD_H
#define ASSAY_CASE_LOAD_H

#include "case/case.h"
#include "case/diagnostics.h"
#include "case/requirements.h"

/*
 * Loads the case in the file `path`, which begins with the folder `root`: what
 * is between them and ".yaml" is the id. NULL, and at least one diagnostic: it
 * cannot be read, or is not what cases/FORMAT.md describes. Freed by
 * case_free().
 */
struct test_case *case_load(const char *path, const char *root,
	const struct requirements *requirements, struct diagnostics *d);

/* The same for octets that are at hand; `id` is copied. */
struct test_case *
case_read(const char *file, const char *id, const struct octets *source,
	const struct requirements *requirements, struct diagnostics *d);

/* Cases sorted by id. Zero-initialised is empty and valid. */
struct case_set {
	struct test_case **cases;
	size_t n;
	size_t room;
};

/*
 * Adds the case in the file `path`, or all in the folder `path`, which is
 * `root` or below it. Of `root` itself only the folders of the roles are
 * visited. Symbolic links are refused. False: something was refused; the others
 * have been added all the same. A case that is already there is not added
 * again.
 */
bool case_set_load(struct case_set *set, const char *path, const char *root,
	const struct requirements *requirements, struct diagnostics *d);

/* NULL: there is no such case. */
const struct test_case *
case_set_find(const struct case_set *set, const char *id);

void case_set_free(struct case_set *set);

#endif
