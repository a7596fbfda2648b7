#ifndef FUZZ_MODEL_FRAMING_H
#define FUZZ_MODEL_FRAMING_H

#include "model/model.h"

/*
 * The rules of RFC 9112, section 6.3, in their order: writes out->framing,
 * ->length and ->coded of a message whose start-line and fields are there.
 */
bool model_request_framing(struct model_message *out);
bool model_response_framing(struct model_message *out, enum h1_answers answers);

#endif
