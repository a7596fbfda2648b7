/*
 * Looks after a target while it runs: should this program end without having
 * stopped it, be it killed, the guardian does.
 */
#ifndef ASSAY_TARGET_GUARDIAN_H
#define ASSAY_TARGET_GUARDIAN_H

#include <sys/types.h>

/* Zero-initialised: nobody is on guard. */
struct guardian {
	pid_t pid; /* a child of ours; 0: none */
	int pipe;  /* to it: its end is the alarm */
};

/* Puts a process on guard over the process group `group`, and over its scratch
 * folder. Where none can be made, the target runs without. */
void guardian_post(struct guardian *g, pid_t group, const char *folder);

/* The group is gone. */
void guardian_dismiss(struct guardian *g);

#endif
