/*
 * Has all targets of an audit judged: each by a child of ours that starts it,
 * runs the cases, and stops it.
 */
#ifndef ASSAY_AUDIT_CREW_H
#define ASSAY_AUDIT_CREW_H

#include "audit/audit.h"

/* A target has come to its end. */
typedef void crew_done(const struct audit_target *t, void *data);

/* Borrows everything. */
struct crew {
	struct audit *audit;
	const char *program; /* the path of assay */
	char *const *more;   /* words for each run */
	size_t n_more;
	const char *scratch;	   /* folder for messages */
	unsigned jobs;		   /* targets at once */
	unsigned limit_s;	   /* for each of them */
	const volatile bool *stop; /* no more targets, and those that run end */
	const volatile bool *hurry; /* these are told a second time */
	crew_done *done;
	void *data;
};

/* Runs until all targets have ended. False: out of memory. */
bool crew_run(const struct crew *crew);

#endif
