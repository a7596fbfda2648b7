/*
 * Controls: the same message with its defect mended. A refusal proves
 * something only if the control is accepted (cases/FORMAT.md, section 6).
 */
#ifndef ASSAY_RUN_CONTROL_H
#define ASSAY_RUN_CONTROL_H

#include "play/play.h"
#include "report/report.h"
#include "target/probe.h"

/* One question, shared by all cases that ask the same. */
struct control {
	char what[96]; /* "POST /echo with Content-Length" */
	struct probe probe;
	unsigned status; /* of the answer; 0: none */
};

struct control_list {
	struct control **list; /* owned */
	size_t n;
};

/*
 * Finds the controls of all cases in `results` and asks each once. False: out
 * of memory, or stopped.
 */
bool control_ask_all(struct control_list *list,
	const struct play_context *context, const struct result *results,
	size_t n_results, unsigned jobs, const volatile bool *stop);

void control_free(struct control_list *list);

/*
 * Makes *r a skip if the target refused, the control is another message than
 * the case, and the control was not accepted either.
 */
void control_apply(const struct control_list *list,
	const struct play_context *context, struct result *r);

#endif
