/*
 * The list of normative statements, cases/requirements/ *.tsv.
 */
#ifndef ASSAY_CASE_REQUIREMENTS_H
#define ASSAY_CASE_REQUIREMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "case/case.h"
#include "case/diagnostics.h"
#include "case/files.h"

/* One row. All strings live as long as the list. */
struct requirement {
	const char *id;	       /* "9112-7.1-abnf-chunk-size" */
	const char *keyword;   /* "MUST NOT", "ABNF" ... as the RFC has it */
	const char *actor;     /* "origin-server" */
	const char *roles;     /* "server+client+proxy", or "none" */
	const char *anchor;    /* "chunked.encoding" */
	const char *paragraph; /* "rfc.section.7.1.p.1", or "" */
	const char *section;   /* "Chunked Transfer Coding" */
	const char *summary;   /* what it demands, in our own words */
	const char *reason;    /* why no case can show it, or "" */
	enum level level;
};

struct requirements;

/*
 * Reads every *.tsv file below `folder`. NULL, and a diagnostic: a file cannot
 * be read, a row has not nine columns, a keyword is unknown, or an id comes
 * twice. Freed by requirements_free().
 */
struct requirements *requirements_read(const struct files *files,
	const char *folder, struct diagnostics *d);

/* The same of a folder on disk. */
struct requirements *
requirements_load(const char *directory, struct diagnostics *d);

void requirements_free(struct requirements *r);

/* NULL: there is no such id. */
const struct requirement *
requirements_find(const struct requirements *r, const char *id);

/* All rows, sorted by id. */
const struct requirement *
requirements_rows(const struct requirements *r, size_t *n);

/* Whether it binds targets of that role. */
bool requirement_binds(const struct requirement *r, const char *role);

/* Appends the address of the statement in the RFC. */
bool requirement_link(const struct requirement *r, struct octets *out);

#endif
