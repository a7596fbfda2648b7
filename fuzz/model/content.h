#ifndef FUZZ_MODEL_CONTENT_H
#define FUZZ_MODEL_CONTENT_H

#include "model/model.h"

/* The content that out->framing announces, taken off `in`; writes
 * out->content, ->content_len, ->chunks, ->n_chunks and ->trailers. */
enum model_result model_content(struct model_message *out,
	const struct h1_limits *limits, struct h1_cur *in);

#endif
