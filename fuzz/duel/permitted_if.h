#ifndef FUZZ_PERMITTED_IF_H
#define FUZZ_PERMITTED_IF_H

#include "duel/duel.h"

/* The conditions of permitted.def. Each looks at the octets, at what the other
 * reader found, and at where we refused. */

#define WE_REFUSE(name, who, what, code, condition, ...) \
	bool if_##condition(const struct duel *duel);
#define THEY_REFUSE(name, who, what, condition, ...) \
	bool if_##condition(const struct duel *duel);
#define DIFFERS(name, who, what, differences, condition, ...) \
	bool if_##condition(const struct duel *duel);
#include "duel/permitted.def"
#undef WE_REFUSE
#undef THEY_REFUSE
#undef DIFFERS

/* The octet so far from the place that we refuse; -1 if there is none. */
int duel_octet(const struct duel *duel, int from);

#endif
