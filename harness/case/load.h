/*
 * From files to cases. Every refusal is "file:line:column: expected ..., found
 * ..." in the diagnostics.
 */
#ifndef ASSAY_CASE_LOAD_H
#define ASSAY_CASE_LOAD_H

#include "case/case.h"
#include "case/diagnostics.h"
#include "case/files.h"
#include "case/requirements.h"

/*
 * The case of these octets; `file` is what diagnostics call it, `id` its name.
 * Both are copied. NULL, and at least one diagnostic: it is not what
 * cases/FORMAT.md describes. Freed by case_free().
 */
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
 * Adds all cases: what the folders of the roles hold. False: something was
 * refused; the others have been added all the same. A case that is already
 * there is not added again.
 */
bool case_set_read(struct case_set *set, const struct files *files,
	const struct requirements *requirements, struct diagnostics *d);

/*
 * The same of the case in the file `path`, or of all in the folder `path`, which
 * is the folder `root` or below it.
 */
bool case_set_load(struct case_set *set, const char *path, const char *root,
	const struct requirements *requirements, struct diagnostics *d);

/* NULL: there is no such case. */
const struct test_case *
case_set_find(const struct case_set *set, const char *id);

void case_set_free(struct case_set *set);

#endif
