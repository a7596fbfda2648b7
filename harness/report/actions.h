/*
 * What a play did to its connection, in order, so that it can be done again.
 */
#ifndef ASSAY_REPORT_ACTIONS_H
#define ASSAY_REPORT_ACTIONS_H

#include "case/case.h"
#include "play/trace.h"

enum action_kind {
	ACTION_SEND,
	ACTION_FIN,
	ACTION_RESET, /* and then a new connection, which is asked for `ok` */
};

struct action {
	enum action_kind kind;
	size_t off, len;   /* of a send: into the trace's `out` */
	size_t received;   /* so many octets had come by then */
	uint64_t pause_us; /* behind whatever happened before */
};

/*
 * Gives action number *i of a play of `c`, and moves *i on. When FIN
 * or RST were sent tell the steps of `c`; without them (NULL) it was at once
 * behind the last send. False: there is none left.
 */
bool actions_next(const struct trace *t, const struct test_case *c, size_t *i,
	struct action *out);

#endif
