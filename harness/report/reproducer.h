/*
 * A deviation without Assay: what a play sent, as a command for a shell, as a
 * Python script, and as it is.
 */
#ifndef ASSAY_REPORT_REPRODUCER_H
#define ASSAY_REPORT_REPRODUCER_H

#include "report/report.h"

/*
 * Appends the command: it sends what the play sent, with its pauses, to the
 * run's target and prints what comes back. Wants a POSIX shell with head and
 * seq, and nc or, over TLS, the openssl program. Each line is indented by four
 * spaces. Nothing for a result that was not played.
 */
void report_reproducer_shell(const struct run *r, const struct result *result,
	struct octets *out);

/*
 * Appends a script for Python 3.7 or newer, with its standard library alone:
 * it does what the play did as answers come, prints both sides with all
 * that is invisible escaped, and what was expected. HOST PORT (or the path of a
 * Unix socket) as its arguments are another target. Exit status 0; 2 usage; 3
 * no connection.
 */
void report_reproducer_python(const struct run *r, const struct result *result,
	struct octets *out);

/* Whether the result has them in the folder: fail and warn, and it was played. */
bool report_has_reproducer(const struct result *result);

/* Appends the name of its files: "server.chunked.size-hex-prefix_lower". Two ids
 * never have the same, and there is nothing but [a-z0-9.=_-] in it. */
void report_reproducer_name(const char *id, struct octets *out);

/*
 * Writes NAME.sh, NAME.py and NAME.bin (all octets that were sent, one behind
 * the other) into the folder for each result that has them. False: errno says
 * why; *path, which the caller frees, is the file that was not written, or NULL.
 */
bool report_reproducers(const struct run *r, const char *folder, char **path);

#endif
