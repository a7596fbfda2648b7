#include "run/survival.h"

#include <stdio.h>
#include <string.h>

#include "target/question.h"

#define TRIES 3

/* The most suspects that one sentence names. */
#define NAMED_MAX 6

static bool
answers(const struct play_context *context, const volatile bool *stop)
{
	struct question_list list = {.n = 0};
	struct question *q = question_add(&list, PROBE_ASK);
	bool answered;

	question_get(q, 0, context->values.routes[ROUTE_OK],
		context->values.host_lines);
	question_list_ask(&list, context, 1, stop);
	answered = question_status(q, 0) != 0;
	question_list_free(&list);
	return answered;
}

bool
survival_is_alive(const struct play_context *context, const volatile bool *stop)
{
	for (int i = 0; i < TRIES; i++)
		if (answers(context, stop))
			return true;
	return false;
}

bool
survival_restart(struct replay *s)
{
	return s->restart != NULL && s->restart(s->restart_data) &&
	       survival_is_alive(s->context, s->stop);
}

void
survival_accuse(struct replay *s, const size_t *suspects, size_t n_suspects)
{
	size_t named = n_suspects < NAMED_MAX ? n_suspects : NAMED_MAX;
	size_t len;

	snprintf(s->problem, sizeof(s->problem), "the target died%s",
		n_suspects == 1	  ? " of this case:"
		: n_suspects == 0 ? ""
				  : " of one of these cases:");
	for (size_t i = 0; i < named; i++) {
		len = strlen(s->problem);
		snprintf(s->problem + len, sizeof(s->problem) - len, "%s %s",
			i == 0 ? "" : ",", s->run->results[suspects[i]].id);
	}
	len = strlen(s->problem);
	if (n_suspects > named)
		snprintf(s->problem + len, sizeof(s->problem) - len,
			" and %zu more", n_suspects - named);
}

void
survival_convict(struct result *r)
{
	r->judgement.verdict = VERDICT_FAIL;
	r->judgement.outcome = NULL;
	snprintf(r->judgement.reason, sizeof(r->judgement.reason),
		"crash or hang: the target died of this case");
}
