#include "cli/lint_case.h"

#include <stdio.h>
#include <string.h>

#include "cli/rehearsal.h"

static void
refuse_answer(struct diagnostics *d, const struct test_case *c,
	const struct answer *a, const struct variant *v, const char *text)
{
	diagnostics_add(d, c->file, a->line, a->column, "answer %s%s%s%s: %s",
		a->name, v != NULL ? "[" : "", v != NULL ? v->name : "",
		v != NULL ? "]" : "", text);
}

static void
check_answer(struct diagnostics *d, const struct test_case *c,
	const struct answer *a, const struct variant *v)
{
	struct judgement j = {0};
	char text[300];

	switch (rehearse(c, a, v, &j)) {
	case REHEARSAL_DONE:
		if (j.verdict == a->verdict)
			return;
		(void)snprintf(text, sizeof(text),
			"expected verdict %s, found %s (%s)",
			verdict_name(a->verdict), verdict_name(j.verdict),
			j.reason);
		refuse_answer(d, c, a, v, text);
		return;
	case REHEARSAL_NO_CANARY:
		refuse_answer(d, c, a, v,
			"expected `deaf` or `shifted` only where a canary is "
			"sent, found it where none is (no answer at all is [])");
		return;
	case REHEARSAL_TOO_LARGE:
		refuse_answer(d, c, a, v,
			"expected octets that fit, found more, or memory ran "
			"out");
		return;
	}
}

void
lint_case(struct diagnostics *d, const struct test_case *c)
{
	for (size_t i = 0; i < c->n_answers; i++) {
		const struct answer *a = &c->answers[i];

		if (c->n_variants == 0)
			check_answer(d, c, a, NULL);
		for (size_t k = 0; k < c->n_variants; k++)
			if (a->variant == NULL ||
				strcmp(a->variant, c->variants[k].name) == 0)
				check_answer(d, c, a, &c->variants[k]);
	}
}
