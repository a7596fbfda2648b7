/*
 * Ids that cases had before, cases/RENAMED (cases/FORMAT.md, section 12).
 */
#ifndef ASSAY_COMPARE_RENAMED_H
#define ASSAY_COMPARE_RENAMED_H

#include "case/arena.h"
#include "case/diagnostics.h"
#include "case/files.h"

struct renamed;

/*
 * Reads the file; a file that is not there has no names. NULL, and a diagnostic
 * with its line: a line has not two names, an old name comes twice, names lead
 * back to themselves, the file cannot be read or is larger than 1 MiB. Freed by
 * renamed_free().
 */
struct renamed *renamed_read(const struct files *files, struct diagnostics *d);
void renamed_free(struct renamed *r);

/*
 * The name that `id` has now: `id` itself, or a string in `arena`. The line of
 * a case is for its variants as well: "server/a/b" for "server/a/b[x]"; one for
 * "server/a/b[x]" goes first. NULL: out of memory.
 */
const char *
renamed_find(const struct renamed *r, const char *id, struct arena *arena);

#endif
