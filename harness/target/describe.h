/*
 * Target files: how a target is started, and where its routes are
 * (cases/TARGETS.md).
 */
#ifndef ASSAY_TARGET_DESCRIBE_H
#define ASSAY_TARGET_DESCRIBE_H

#include "case/arena.h"
#include "case/case.h"
#include "case/diagnostics.h"

/* Texts in the order of the file; a key that is left out gives none. */
struct target_texts {
	const char **at;
	size_t n;
};

/* All texts live in the arena. Placeholders are not replaced yet. */
struct target_file {
	const char *name;
	const char *start; /* a shell command; NULL: it runs already */
	const char *url;
	const char *version;	      /* a shell command; NULL: none */
	const char *build;	      /* one, before the start; NULL: none */
	const char *baseline;	      /* a path; NULL: none */
	const char *routes[N_ROUTES]; /* NULL: to be found */
	struct target_texts packages; /* of Debian */
	struct target_texts npm;      /* packages of npm */
	struct target_texts sets;     /* of targets, that it belongs to */
	struct target_texts needs;    /* files, and commands (without /) */
	/* how it is reached, as the options of `assay run` with these names
	 * tell; NULL, or none */
	const char *unix_socket;
	const char *ca_file;
	const char *server_name;
	const char *proxy_protocol;
	const char *via;
	struct target_texts headers;
	bool insecure;
	char *directory; /* of the file */
};

/* False, and diagnostics with file:line:col. */
bool target_file_read(struct target_file *out, struct arena *arena,
	const char *path, struct diagnostics *d);

#endif
