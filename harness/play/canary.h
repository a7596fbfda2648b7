/*
 * The canary: a request whose answer calibration knows and can tell from any
 * other. It is sent behind a case on the same connection; if its answer is the
 * next one, both sides still agree where messages begin and end.
 */
#ifndef ASSAY_PLAY_CANARY_H
#define ASSAY_PLAY_CANARY_H

#include "play/trace.h"

struct canary {
	struct octets request; /* owned */
	unsigned status;       /* of its answer */
	bool has_content;      /* the content is compared as well */
	struct octets content; /* owned */
};

void canary_free(struct canary *c);

/*
 * What the items that came behind the canary say. TRACE_ALIGNED: its answer
 * came first and nothing followed. TRACE_SHIFTED: something else came.
 * TRACE_FIN: the peer had given up the connection (408). TRACE_UNSEEN: no
 * complete answer has come yet.
 */
enum trace_end canary_reads(const struct canary *c, const struct trace *t);

#endif
