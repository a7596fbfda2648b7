#include "case/effect.h"

#include <string.h>

const struct effect_candidate *
effect_candidate(enum effect_id id)
{
	static const struct effect_candidate candidates[N_EFFECTS] = {
#define EFFECT(id, name, dummy, value, source, by_close) \
	[EFFECT_##id] = {name, dummy, value, source, by_close},
#include "case/effects.def"
#undef EFFECT
	};

	return &candidates[id];
}

const char *
effect_text_name(enum effect_text t)
{
	static const char *const names[N_EFFECT_TEXTS] = {
#define EFFECT_TEXT(id, name, capability, text) [EFFECT_TEXT_##id] = name,
#include "case/effect_texts.def"
#undef EFFECT_TEXT
	};

	return names[t];
}

/* False: it does not fit. */
static bool
spell(struct effect *e, enum effect_text t, const char *at, size_t len)
{
	if (len >= EFFECT_TEXT_MAX)
		return false;
	memcpy(e->texts[t], at, len);
	e->texts[t][len] = '\0';
	return true;
}

static char
swap_case(char c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

static void
swap_text(char *text)
{
	for (; *text != '\0'; text++)
		*text = swap_case(*text);
}

/* The texts of one name follow each other in the table, `first` is the whole. */
static bool
spell_name(struct effect *e, enum effect_text first, const char *name)
{
	size_t len = strlen(name);
	const char *hyphen = strrchr(name, '-');
	size_t cut = hyphen != NULL ? (size_t)(hyphen - name) : len / 2;
	const char *word = hyphen != NULL ? hyphen + 1 : "";
	bool fits =
		spell(e, first, name, len) &&
		spell(e, first + EFFECT_TEXT_REAL_START, name, cut) &&
		spell(e, first + EFFECT_TEXT_REAL_END, name + cut, len - cut) &&
		spell(e, first + EFFECT_TEXT_REAL_WORD, word, strlen(word)) &&
		spell(e, first + EFFECT_TEXT_REAL_SWAPPED, name, len);

	swap_text(e->texts[first + EFFECT_TEXT_REAL_SWAPPED]);
	return fits;
}

bool
effect_init(struct effect *e, const struct effect_candidate *candidate,
	const char *value, size_t len)
{
	*e = (struct effect){.by_close = candidate->by_close};
	return len > 0 && spell(e, EFFECT_TEXT_VALUE, value, len) &&
	       spell_name(e, EFFECT_TEXT_REAL, candidate->name) &&
	       spell_name(e, EFFECT_TEXT_DUMMY, candidate->dummy);
}

bool
effect_is(const struct effect *e, bool shown, unsigned status, bool persist)
{
	return status == (shown ? e->shown : e->absent) &&
	       (!e->by_close || persist != shown);
}
