#include "mutator/mutate.h"

#include "mutator/operators.h"

#define OPERATORS_MAX 4

/* So often another is drawn where one finds nothing to change. */
#define TRIES 8

enum {
#define OPERATOR(name, weight, text) +weight
	WEIGHTS = 0
#include "mutator/operators.def"
#undef OPERATOR
};

static const struct operator* draw(struct dice *dice)
{
	const struct operator* operator= operators_all().at;
	unsigned n = dice_below(dice, WEIGHTS);

	while (n >= operator->weight) {
		n -= operator->weight;
		operator++;
	}
	return operator;
}

static void
change_once(struct draft *draft)
{
	struct outline outline;
	unsigned tries;

	outline_find(&outline, draft);
	for (tries = 0; tries < TRIES; tries++) {
		if (draw(&draft->dice)->apply(draft, &outline))
			return;
		outline_find(&outline, draft);
	}
	(void)operator_octet_change(draft, &outline);
}

/* One, and half as often each one more. */
static unsigned
how_many(struct dice *dice)
{
	unsigned n = 1;

	while (n < OPERATORS_MAX && dice_once_in(dice, 2))
		n++;
	return n;
}

size_t
mutate_message(uint8_t *at, size_t len, size_t max, uint32_t seed)
{
	struct draft draft = {at, len, max, dice_from(seed)};
	unsigned n = how_many(&draft.dice);

	while (n-- > 0)
		change_once(&draft);
	if (draft.len == 0)
		(void)draft_insert(&draft, 0, TEXT("G"));
	return draft.len;
}
