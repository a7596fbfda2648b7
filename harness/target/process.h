/*
 * A target that we start and stop ourselves.
 */
#ifndef ASSAY_TARGET_PROCESS_H
#define ASSAY_TARGET_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "target/describe.h"
#include "target/guardian.h"

/* Zero-initialised: not running. */
struct target_process {
	const struct target_file *file; /* borrowed */
	pid_t pid; /* of its process group; 0: not running */
	struct guardian guardian;
	char run[256]; /* its scratch folder; "" none */
	char port[6];
	char problem[256]; /* why it did not start */
};

/* Once *stop is true, no target is waited for any more; NULL: none. It holds
 * for the program as a whole, as the signals do that set it. */
void target_process_heed(const volatile bool *stop);

/* From now on what targets print is appended to that file, and not shown; NULL:
 * no more. Likewise for the program as a whole. */
void target_process_keep_log(const char *path);

/*
 * Builds the target in its scratch folder, if it has a build command; starts it
 * in a process group of its own, on a port that the kernel chose, and waits
 * until it accepts connections. False: p->problem says why, and what it printed
 * is written to standard error.
 */
bool
target_process_start(struct target_process *p, const struct target_file *file);

/* Starts it again on the same port, as it was built. */
bool target_process_restart(struct target_process *p);

/* SIGTERM, then SIGKILL, to the whole group; removes the scratch folder. */
void target_process_stop(struct target_process *p);

/* `text` with {{port}}, {{run}}, {{dir}}, {{h1d}} and {{npm}} (target/places.h)
 * replaced; NULL: out of memory or a placeholder that is unknown. To be freed.
 * Of `p`, only the file has to be set. */
char *target_process_expand(const struct target_process *p, const char *text);

/* First line that the target's version command prints, printable; "" none, or
 * not within ten seconds. Of `p`, only the file has to be set. */
void
target_process_version(const struct target_process *p, char *out, size_t room);

#endif
