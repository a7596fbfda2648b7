/*
 * Which requests were sent, as far as reading their responses needs it
 * (RFC 9112, section 6.3: responses to HEAD and CONNECT).
 */
#ifndef ASSAY_PLAY_ASKED_H
#define ASSAY_PLAY_ASKED_H

#include "case/octets.h"
#include "h1/h1.h"

/*
 * What the n-th request (from 0) in `sent` asks. A malformed request is taken
 * by its first word; where its end cannot be known, those behind it count as
 * H1_ANSWERS_OTHER.
 */
enum h1_answers asked_nth(const struct octets *sent, size_t n);

/* Whether the n-th request goes on behind the first `len` octets sent, or is yet
 * to come, as far as they can be understood. */
bool asked_goes_on(const struct octets *sent, size_t len, size_t n);

#endif
