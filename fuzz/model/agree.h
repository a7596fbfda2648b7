#ifndef FUZZ_MODEL_AGREE_H
#define FUZZ_MODEL_AGREE_H

#include "engine/entry.h"
#include "model/model.h"

/* Places that a comparison reaches. */
enum agree_mark {
	AGREE_HEAD,	  /* a head that both accept */
	AGREE_CHUNKED,	  /* a chunked message that both accept */
	AGREE_TRAILERS,	  /* of it, one with a trailer field */
	AGREE_SECOND,	  /* a second message */
	AGREE_REFUSED,	  /* what both refuse */
	AGREE_UNMENDABLE, /* what the reader refuses before its line ends */
	AGREE_INCOMPLETE, /* what both find incomplete */
	AGREE_MARKS
};

/* Limits so tight that they strike in short messages. */
extern const struct h1_limits agree_tight;

/*
 * Leads a reader and the model over the messages of `input`, and ends the
 * process where they do not understand the same. What the reader observed goes
 * into `seen`; `marks` has AGREE_MARKS.
 */
void agree(struct seen *seen, struct mark *marks,
	const struct model_reading *reading, struct h1_span input);

#endif
