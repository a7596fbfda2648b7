#ifndef FUZZ_MODEL_MEND_H
#define FUZZ_MODEL_MEND_H

#include "model/model.h"

/*
 * A reader refuses an octet if no continuation can mend it, and asks for more
 * only as long as one can. So of what it asks more for, some rest must make a
 * right line; and none may of what ends with the octet that it refused.
 */

/*
 * Whether a rest, put behind `begun`, makes the model not refuse it, or only
 * for what its whole header section says, which no rest can change. Tries all
 * of them, or one in eight, chosen by `begun` alone.
 */
bool mend(const struct model_reading *reading, struct h1_span begun, bool all);

/* Of a message that was refused, what ends with the octet that is blamed. */
struct h1_span mend_begun(struct h1_span message, const struct h1_error *error);

/*
 * Whether the refusal was for what the header section says as a whole (Host,
 * framing): a line behind the octet that is blamed may say otherwise.
 */
bool mend_decided_last(struct h1_span message, const struct h1_error *error,
	bool in_content);

#endif
