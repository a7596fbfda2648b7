#include "duel/permitted.h"

#include "duel/permitted_if.h"

struct row {
	enum permitted_who who;
	enum permitted_what what;
	unsigned kind; /* H1_E_* of ours, or DUEL_*, or 0 */
	bool (*condition)(const struct duel *duel);
	char type;
};

static const struct row rows[] = {
#define WE_REFUSE(name, who, what, code, condition, clause, reason) \
	{who, what, code, if_##condition, 'w'},
#define THEY_REFUSE(name, who, what, condition, clause, reason) \
	{who, what, 0, if_##condition, 't'},
#define DIFFERS(name, who, what, differences, condition, clause, reason) \
	{who, what, differences, if_##condition, 'd'},
#include "duel/permitted.def"
};

/* Whether a row is about this entry and this kind of disagreement, and fits. */
static bool
fits(const struct duel *duel, const struct row *row, char type, unsigned kind)
{
	struct mark *marks = duel->marks;

	if (row->type != type || !(row->who & permitted_who) ||
		!(row->what & permitted_what))
		return false;
	if ((type == 'w' && row->kind != kind) ||
		(type == 'd' && !(row->kind & kind)))
		return false;
	if (!row->condition(duel))
		return false;
	REACH(DUEL_MARKS + (row - rows));
	return true;
}

unsigned
permitted_differences(const struct duel *duel, unsigned found)
{
	size_t i;

	for (i = 0; found && i < N(rows); i++)
		if (fits(duel, &rows[i], 'd', found))
			found &= ~rows[i].kind;
	return found;
}

bool
permitted_their_refusal(const struct duel *duel)
{
	bool any = false;
	size_t i;

	for (i = 0; i < N(rows); i++)
		any |= fits(duel, &rows[i], 't', 0);
	return any;
}

bool
permitted_our_refusal(const struct duel *duel)
{
	bool any = false;
	size_t i;

	/* what we refuse is behind the end of theirs */
	if (duel->walk.error.off >= duel->theirs.answer.consumed)
		return permitted_differences(duel, DUEL_END) == 0;
	for (i = 0; i < N(rows); i++)
		any |= fits(duel, &rows[i], 'w', duel->walk.error.code);
	return any;
}
