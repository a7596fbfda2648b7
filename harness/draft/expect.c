#include "draft/draft.h"

#include <stdio.h>
#include <string.h>

#define FINAL "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"
#define ABNF_RULE "9112-2.2-10"

/* The outcomes of a skeleton, by how the reference reads the message, and the
 * answers that meet them. */

struct writer {
	const struct subject *s;
	struct octets *yaml;
	bool ok;
};

static void
text(struct writer *w, const char *what)
{
	w->ok = w->ok && octets_text(w->yaml, what);
}

/* ---- outcomes ---- */

/* The verdict of an answer that the requirement forbids. */
static const char *
broken(const struct subject *s)
{
	switch (s->level) {
	case LEVEL_MUST:
		return "fail";
	case LEVEL_SHOULD:
		return "warn";
	case LEVEL_MAY:
	case LEVEL_HARDENING:
		break;
	}
	return "note";
}

/* That of a refusal that is not told to the sender. */
static const char *
mute(const struct subject *s)
{
	return s->level == LEVEL_MUST || s->level == LEVEL_SHOULD ? "warn"
								  : "note";
}

/* Answers to the messages before are not what this is about. */
static void
begin_outcome(struct writer *w, const char *verdict)
{
	w->ok = w->ok && octets_format(w->yaml, "      - %s: [", verdict);
	for (size_t i = 0; i < w->s->n_before; i++)
		text(w, "final, ");
}

static void
outcome(struct writer *w, const char *verdict, const char *events,
	const char *why)
{
	begin_outcome(w, verdict);
	text(w, events);
	text(w, "]\n");
	if (why != NULL)
		w->ok = w->ok &&
			octets_format(w->yaml, "        why: %s\n", why);
}

static void
refused(struct writer *w)
{
	const char *state = w->s->whole ? "fate" : "{any: 8}";
	char events[60];

	(void)snprintf(events, sizeof(events), "%u, close", w->s->status);
	outcome(w, "pass", events, NULL);
	(void)snprintf(events, sizeof(events), "{status: [4xx, 5xx]}, %s",
		state);
	outcome(w, "note", events, "refused with another status, or kept open");
	outcome(w, mute(w->s), "close",
		"refused, but the sender is not told why");
	if (!w->s->whole && w->s->n_before == 0)
		outcome(w, "note", "silent", "waits for the rest");
	if (w->s->tunnels)
		return;
	(void)snprintf(events, sizeof(events), "2xx, %s", state);
	outcome(w, broken(w->s), events, "accepted");
}

static void
incomplete(struct writer *w)
{
	if (w->s->n_before == 0)
		text(w, "      - pass: [silent]\n");
	else
		outcome(w, "pass", "{any: 0}", NULL);
	text(w, "      - note: [{any: 32}]\n"
		"        why: answered before the message is complete\n");
}

static void
accepted(struct writer *w)
{
	begin_outcome(w, "pass");
	if (w->s->tunnels)
		text(w, "{any: 8}]\n");
	else
		text(w, w->s->persists ? "fate]\n" : "close]\n");
	text(w, "      - note: [{any: 32}]\n"
		"        why: not answered as the reference does\n");
}

bool
draft_expect(const struct subject *s, struct octets *yaml)
{
	struct writer w = {s, yaml, true};

	text(&w, "  - expect:    # FILL IN: whatever the clause allows, and "
		 "nothing finer\n");
	switch (s->end) {
	case H1_OK:
		accepted(&w);
		break;
	case H1_MORE:
		incomplete(&w);
		break;
	case H1_ERROR:
		refused(&w);
		break;
	}
	return w.ok;
}

/* ---- answers ---- */

/* `n` responses, then what is told. */
static void
answer(struct writer *w, const char *name, const char *verdict,
	const char *breaks, size_t n, const char *gives)
{
	w->ok = w->ok &&
		octets_format(w->yaml, "  %s: {verdict: %s, ", name, verdict);
	if (breaks != NULL)
		w->ok = w->ok &&
			octets_format(w->yaml, "breaks: [%s], ", breaks);
	text(w, "gives: [[");
	for (size_t i = 0; i < n; i++)
		text(w, i + 1 < n || gives[0] != '\0' ? "\"" FINAL "\", "
						      : "\"" FINAL "\"");
	text(w, gives);
	text(w, "]]}\n");
}

/* A silent close breaks the rule that a refusal is told. */
static const char *
mute_breaks(const struct subject *s)
{
	for (size_t i = 0; i < s->n_requires; i++)
		if (s->level != LEVEL_HARDENING &&
			strcmp(s->requires[i], ABNF_RULE) == 0)
			return ABNF_RULE;
	return NULL;
}

static void
answers_refused(struct writer *w)
{
	const struct subject *s = w->s;
	char refusal[120];

	(void)snprintf(refusal, sizeof(refusal),
		"\"HTTP/1.1 %u Refused\\r\\nConnection: close\\r\\n"
		"Content-Length: 0\\r\\n\\r\\n\", fin",
		s->status);
	answer(w, "refused", "pass", NULL, s->n_before, refusal);
	answer(w, "silent-close", mute(s), mute_breaks(s), s->n_before, "fin");
	if (!s->tunnels)
		answer(w, "accepted", broken(s),
			s->level == LEVEL_HARDENING ? NULL : s->requires[0],
			s -> n_before + 1, "");
}

bool
draft_answers(const struct subject *s, struct octets *yaml)
{
	struct writer w = {s, yaml, true};

	text(&w, "answers:    # FILL IN: one for each outcome that matters\n");
	switch (s->end) {
	case H1_OK:
		answer(&w, "answered", "pass", NULL, s->n_before,
			s->persists && !s->tunnels ? "" : "fin");
		answer(&w, "closed", "note", NULL, 0, "fin");
		break;
	case H1_MORE:
		answer(&w, "waits", "pass", NULL, s->n_before, "");
		answer(&w, "refused", "note", NULL, s->n_before,
			"\"HTTP/1.1 400 Refused\\r\\nContent-Length: "
			"0\\r\\n\\r\\n\", fin");
		break;
	case H1_ERROR:
		answers_refused(&w);
		break;
	}
	return w.ok;
}
