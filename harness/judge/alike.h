/*
 * Whether two plays of the same octets came to the same: what a parser that
 * depends on the boundaries of its reads cannot keep up. Pure.
 */
#ifndef ASSAY_JUDGE_ALIKE_H
#define ASSAY_JUDGE_ALIKE_H

#include "play/trace.h"

/*
 * The same messages were accepted (2xx, 3xx) or refused (4xx, 5xx), in the same
 * order, and both sides stayed in step or in neither play did. To refuse with
 * an answer, with several, or to close without any, is the same; and so is
 * whether the connection stays open behind an answer (RFC 9112, section 9.5).
 * An answer that came before its request was whole decides nothing: where the
 * connection ends behind it, what followed may have been refused.
 * Where the play ends in our RST, only what became of the target counts.
 */
bool judge_alike(const struct trace *a, const struct trace *b);

#endif
