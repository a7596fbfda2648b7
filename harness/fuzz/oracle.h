/*
 * Whether what came back fits to what was sent. Only what the RFCs leave no
 * choice about is a find; a refusal of any kind is never one, since a target may
 * refuse for reasons of its own.
 */
#ifndef ASSAY_FUZZ_ORACLE_H
#define ASSAY_FUZZ_ORACLE_H

#include "fuzz/strict.h"
#include "play/trace.h"

enum wrong {
	WRONG_NOTHING,
#define ORACLE(id, name, is_find, text) WRONG_##id,
#include "fuzz/oracle.def"
#undef ORACLE
	N_WRONGS
};

const char *wrong_name(enum wrong wrong);
const char *wrong_text(enum wrong wrong);
bool wrong_is_find(enum wrong wrong);

/* What was seen, as far as two finds are told apart by it. */
struct finding {
	enum wrong wrong;
	enum h1_code code; /* that the strict reader refuses with, or none */
	unsigned status; /* class of the answer in question: 2 for 2xx; or 0 */
};

bool finding_equal(const struct finding *a, const struct finding *b);

struct finding oracle_judge(const struct octets *sent,
	const struct strict_reading *reading, const struct trace *trace);

#endif
