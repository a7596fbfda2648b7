#ifndef FUZZ_MODEL_URI_H
#define FUZZ_MODEL_URI_H

#include "model/model.h"

/* What RFC 9112 needs of RFC 3986. Each reads the whole of its span. */

/* uri-host [ ":" port ]: the value of Host, which may be empty. */
bool model_host(struct h1_span in);

/* request-target (RFC 9112, section 3.2) */
bool model_request_target(struct model_target *out, struct h1_span method,
	struct h1_span in);

#endif
