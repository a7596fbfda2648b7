#ifndef FUZZ_PERMITTED_H
#define FUZZ_PERMITTED_H

#include "duel/duel.h"

/* The table of permitted disagreements, permitted.def. */

enum permitted_who {
	LLHTTP = 1,
	HTTP_PARSER = 2,
	BOTH = 3
};

enum permitted_what {
	REQUEST = 1,
	RESPONSE = 2,
	EITHER = 3
};

enum permitted_row {
#define DIFFERS(name, ...) PERMITTED_##name,
#define THEY_REFUSE(name, ...) PERMITTED_##name,
#define WE_REFUSE(name, ...) PERMITTED_##name,
#include "duel/permitted.def"
#undef DIFFERS
#undef THEY_REFUSE
#undef WE_REFUSE
	PERMITTED_ROWS
};

/*
 * Each asks the table for the peer that is linked, and marks the rows that
 * fit. The first gives those of the differences that no row permits, the others
 * whether one does.
 */
unsigned permitted_differences(const struct duel *duel, unsigned found);
bool permitted_their_refusal(const struct duel *duel);
bool permitted_our_refusal(const struct duel *duel);

/* Name and kind of what the entry compares with; entry.inc gives them. */
extern const enum permitted_who permitted_who;
extern const enum permitted_what permitted_what;

#endif
