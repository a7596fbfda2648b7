/*
 * How strongly the RFCs ask a server to refuse what the strict reader refuses.
 */
#ifndef ASSAY_FUZZ_REFUSAL_H
#define ASSAY_FUZZ_REFUSAL_H

#include "fuzz/strict.h"

enum duty {
	DUTY_NONE, /* it may be repaired, or is a limit of the reader */
	DUTY_SHOULD,
	DUTY_MUST,
};

/* Of what `reading`, which ends in a refusal, does not accept of `sent`. */
enum duty
refusal_duty(const struct octets *sent, const struct strict_reading *reading);

#endif
