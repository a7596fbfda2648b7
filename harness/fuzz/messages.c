#include "fuzz/messages.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fuzz/strict.h"
#include "mutator/dice.h"
#include "mutator/mutate.h"

/* A seed is smaller: it has to have room to grow. */
#define SEED_MAX (MESSAGE_MAX / 2)

/* One in so many of those that are not complete is sent: there is little to
 * tell of them, and they are waited for. */
#define INCOMPLETE_ONCE_IN 16

/* ---- seeds ---- */

static bool
is_fit(const struct test_case *c, unsigned capabilities)
{
	return strcmp(c->role, "server") == 0 &&
	       (c->needs & ~capabilities) == 0 && !case_has_tag(c, "dos") &&
	       !case_has_tag(c, "slow");
}

static bool
render(const struct test_case *c, const struct wire_values *values,
	struct octets *out)
{
	size_t len;

	for (size_t i = 0; i < c->n_steps; i++) {
		const struct step *step = &c->steps[i];

		if (step->kind != STEP_SEND)
			continue;
		if (!wire_length(&step->send, values, &len) ||
			len > SEED_MAX - out->len ||
			!wire_render(&step->send, values, out))
			return false;
	}
	return out->len > 0;
}

static bool
add(struct messages *m, struct octets *seed)
{
	if (m->n == m->room) {
		size_t room = m->room > 0 ? 2 * m->room : 256;
		struct octets *all = realloc(m->seeds, room * sizeof(*all));

		if (all == NULL)
			return false;
		m->seeds = all;
		m->room = room;
	}
	m->seeds[m->n++] = *seed;
	return true;
}

/* What cannot be rendered for this target is left out. */
static void
take(struct messages *m, const struct test_case *c,
	const struct wire_values *values, const struct variant *variant)
{
	struct wire_values own = *values;
	struct octets seed = {0};

	own.variant = variant != NULL ? &variant->octets : NULL;
	own.fresh = "fuzz";
	if (!render(c, &own, &seed) || !add(m, &seed))
		octets_free(&seed);
}

bool
messages_take(struct messages *m, const struct test_case *const *cases,
	size_t n_cases, const struct wire_values *values, unsigned capabilities)
{
	for (size_t i = 0; i < n_cases; i++) {
		const struct test_case *c = cases[i];

		if (!is_fit(c, capabilities))
			continue;
		if (c->n_variants == 0)
			take(m, c, values, NULL);
		for (size_t k = 0; k < c->n_variants; k++)
			take(m, c, values, &c->variants[k]);
	}
	return m->n > 0;
}

void
messages_free(struct messages *m)
{
	for (size_t i = 0; i < m->n; i++)
		octets_free(&m->seeds[i]);
	free(m->seeds);
	*m = (struct messages){0};
}

/* ---- messages ---- */

static bool
has_word(const struct octets *o, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= o->len; i++)
		if (strncasecmp((const char *)o->at + i, word, len) == 0)
			return true;
	return false;
}

/* Wherever it stands: who knows what a target takes for a request-line. */
bool
message_is_harmless(const struct octets *o)
{
	static const char *const words[] = {"POST", "PUT", "DELETE", "PATCH",
		"CONNECT", "TRACE", "MOVE", "COPY", "MKCOL", "LOCK"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (has_word(o, words[i]))
			return false;
	return true;
}

static bool
is_worth_sending(const struct octets *o, struct dice *dice)
{
	struct strict_reading r = strict_read(o);

	if (r.rest == REST_HEAD || r.rest == REST_CONTENT)
		return dice_once_in(dice, INCOMPLETE_ONCE_IN);
	return r.n > 0 || r.error != H1_E_NONE;
}

bool
messages_make(const struct messages *m, uint32_t seed, uint64_t number,
	struct octets *out)
{
	struct dice dice = dice_from(seed);
	const struct octets *from;
	uint8_t at[MESSAGE_MAX];
	size_t len;

	dice.state += number * UINT64_C(0xD1342543DE82EF95);
	(void)dice_next(&dice);
	from = &m->seeds[dice_below(&dice, m->n)];
	memcpy(at, from->at, from->len);
	len = mutate_message(at, from->len, sizeof(at), dice_next(&dice));
	octets_clear(out);
	if (!octets_append(out, at, len))
		return false;
	if ((m->harmless && !message_is_harmless(out)) ||
		!is_worth_sending(out, &dice))
		octets_clear(out);
	return true;
}
