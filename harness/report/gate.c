#include <stdlib.h>
#include <string.h>

#include "report/report.h"

#define BIT(v) (1u << (v))
#define FAILS (BIT(VERDICT_FAIL) | BIT(VERDICT_ERROR))

/* The words of a gate, and the verdicts that each of them stops. */
static const struct {
	const char *word;
	unsigned verdicts;
} words[] = {
	{"must", FAILS},
	{"should", FAILS | BIT(VERDICT_WARN)},
	{"any", FAILS | BIT(VERDICT_WARN) | BIT(VERDICT_NOTE)},
};

#define N_WORDS (sizeof(words) / sizeof(words[0]))

/* Stops at each split variance; no case has it as a tag. */
static const char variance_word[] = "split-variance";

struct gate {
	unsigned verdicts; /* that stop any case */
	bool variances;	   /* each of them stops */
	const char **tags; /* into `text` */
	size_t n_tags;
	char *text; /* owned: the gate as given, cut at commas */
};

static bool
is_tag(const char *text)
{
	return *text != '\0' &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
		       '\0';
}

static void
add_word(struct gate *g, const char *word)
{
	for (size_t i = 0; i < N_WORDS; i++) {
		if (strcmp(word, words[i].word) == 0) {
			g->verdicts |= words[i].verdicts;
			g->variances |= strcmp(word, "any") == 0;
			return;
		}
	}
	if (strcmp(word, variance_word) == 0) {
		g->variances = true;
		return;
	}
	g->tags[g->n_tags++] = word;
}

static bool
add_words(struct gate *g)
{
	char *at = g->text;

	while (at != NULL) {
		char *comma = strchr(at, ',');

		if (comma != NULL)
			*comma++ = '\0';
		if (!is_tag(at))
			return false;
		add_word(g, at);
		at = comma;
	}
	return true;
}

/* There are no more words than octets. */
static struct gate *
new_gate(const char *text)
{
	struct gate *g = calloc(1, sizeof(*g));

	if (g == NULL)
		return NULL;
	g->text = strdup(text);
	g->tags = calloc(strlen(text) + 1, sizeof(*g->tags));
	if (g->text == NULL || g->tags == NULL) {
		gate_free(g);
		return NULL;
	}
	return g;
}

struct gate *
gate_new(const char *text, const char **message)
{
	struct gate *g = new_gate(text);

	if (g == NULL) {
		*message = "out of memory";
		return NULL;
	}
	if (!add_words(g)) {
		gate_free(g);
		*message = "expected must, should, any or tags, "
			   "separated by commas";
		return NULL;
	}
	return g;
}

void
gate_free(struct gate *g)
{
	if (g == NULL)
		return;
	free(g->tags);
	free(g->text);
	free(g);
}

static bool
stops(const struct gate *g, const struct test_case *c, enum verdict v)
{
	unsigned verdict = BIT(v);

	if ((g->verdicts & verdict) != 0)
		return true;
	if ((verdict & (BIT(VERDICT_FAIL) | BIT(VERDICT_WARN))) == 0)
		return false;
	for (size_t i = 0; i < g->n_tags; i++)
		if (case_has_tag(c, g->tags[i]))
			return true;
	return false;
}

bool
gate_stops(const struct gate *g, const struct result *r)
{
	return stops(g, r->test_case, r->judgement.verdict);
}

bool
gate_stops_standing(const struct gate *g, const struct run *run,
	const struct result *r)
{
	const struct run_baseline *b = run->baseline;

	if (b->is_other)
		return false;
	switch (standing_of(r)) {
	case STANDING_NEW:
		return g == NULL || gate_stops(g, r);
	case STANDING_FIXED:
	case STANDING_UNJUDGED:
		return b->strict;
	case STANDING_NONE:
	case STANDING_KNOWN:
		break;
	}
	return false;
}

bool
gate_stops_variance(const struct gate *g, const struct split_variance *v)
{
	return !v->flaky && (g->variances || stops(g, v->result->test_case,
						     v->judgement.verdict));
}
