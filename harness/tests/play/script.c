#include "tests/play/script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct place {
	size_t line;
	size_t from; /* in what came */
};

static bool
has_come(const struct peer_connection *c, const struct script_line *line,
	struct place *p)
{
	size_t at;

	if (line->until == NULL)
		return c->fin;
	at = octets_find(&c->in, p->from, line->until, strlen(line->until));
	if (at == SIZE_MAX)
		return false;
	p->from = at + strlen(line->until);
	return true;
}

static void
act(struct peer_connection *c, const struct script_line *line)
{
	if (line->say != NULL)
		peer_text(c, line->say);
	switch (line->act) {
	case SCRIPT_STAY:
		break;
	case SCRIPT_FIN:
		peer_fin(c);
		break;
	case SCRIPT_RESET:
		peer_reset(c);
		break;
	}
}

static void
go_on(struct peer_connection *c)
{
	const struct script *script = c->peer->data;
	struct place *p = c->state;

	while (p->line < SCRIPT_LINES && !c->closed) {
		const struct script_line *line = &script->lines[p->line];

		if ((line->say == NULL && line->act == SCRIPT_STAY) ||
			!has_come(c, line, p))
			return;
		p->line++;
		act(c, line);
	}
}

static void
begin(struct peer_connection *c)
{
	c->state = calloc(1, sizeof(struct place));
	assert_non_null(c->state);
	go_on(c);
}

const struct peer_manner script_manner = {.opened = begin, .came = go_on};
