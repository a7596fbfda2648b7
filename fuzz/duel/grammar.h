#ifndef FUZZ_GRAMMAR_H
#define FUZZ_GRAMMAR_H

#include "duel/octets.h"

/*
 * Parts of messages as the grammars spell them, read in the plainest way that
 * there is and without the library, to be asked where two readers disagree.
 */

/* uri-host [ ":" port ] (RFC 9110, section 7.2), port at most 65535. */
bool grammar_authority(struct h1_span authority);

/* That of a request-target, or all of it for CONNECT; at NULL if none. */
struct h1_span
grammar_target_authority(struct h1_span method, struct h1_span target);

/* request-target (RFC 9112, section 3.2) in a form that `method` can have, in
 * absolute-form with an authority and without userinfo. */
bool grammar_target(struct h1_span method, struct h1_span target);

/* HTTP-version (RFC 9112, section 2.3) */
bool grammar_version(struct h1_span version);

/* chunk-ext (RFC 9112, section 7.1.1), from behind the chunk-size to before the
 * end of the line. */
bool grammar_chunk_ext(struct h1_span ext);

#endif
