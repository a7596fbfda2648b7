#include "client/exchange.h"

#include <stdio.h>

#include "client/answer.h"
#include "client/ask.h"
#include "client/harmless.h"
#include "h1/error.h"
#include "tls/tls.h"

static void
close_link(struct transfer *t)
{
	link_close(t->program->link);
	t->program->link = NULL;
}

/* Whether nothing speaks against going on. */
static bool
may_go_on(struct transfer *t)
{
	struct runtime *runtime = &t->program->runtime;

	if (runtime_interrupted())
		transfer_fail(t, CLIENT_INTERRUPTED, "by a signal");
	else if (runtime_now(runtime) >= t->until_ms)
		transfer_fail(t, CLIENT_TIMEOUT, "for all of it (--timeout)");
	return t->failure == CLIENT_DONE;
}

/* Whom we trust is settled once. */
static bool
have_tls(struct transfer *t)
{
	struct program *program = t->program;
	const struct tls_trust trust = {
		.file = program->options.ca,
		.anybody = program->options.insecure,
	};
	struct tls_error error;

	if (!t->url.secure || program->tls)
		return true;
	program->tls = tls_context_client(&trust, &error);
	if (!program->tls)
		transfer_fail(t, CLIENT_TLS, "%s", error.text);
	return program->tls != NULL;
}

static bool
open_link(struct transfer *t)
{
	struct program *program = t->program;

	close_link(t);
	if (!have_tls(t))
		return false;
	program->link = link_open(&program->runtime, &program->wire,
		&program->options.settings, program->options.lenient,
		program->tls, &t->url);
	if (!program->link) {
		transfer_fail(t, CLIENT_MEMORY, "for a connection");
		return false;
	}
	while (link_state(program->link) == LINK_OPENING && may_go_on(t))
		link_wait(program->link, t->until_ms);
	if (t->failure == CLIENT_DONE &&
		link_state(program->link) == LINK_FAILED)
		transfer_fail(t, link_failure(program->link), "%s",
			link_why(program->link));
	return t->failure == CLIENT_DONE;
}

/* A new connection on which the server acts before anybody asked. */
static bool
is_sound(struct transfer *t)
{
	struct link *link = t->program->link;

	if (link_serves(link, &t->url))
		return true;
	if (client_connection_extra(link_connection(link)) > 0)
		transfer_fail(t, CLIENT_EARLY, "the connection is not used");
	else
		transfer_fail(t, CLIENT_CLOSED, "as soon as it was open%s%s",
			link_why(link)[0] ? ": " : "", link_why(link));
	return false;
}

static void
explain(struct transfer *t, const struct client_event *event)
{
	const char *clause = h1_code_clause(event->error.code);

	if (event->error.code == H1_E_NONE) {
		transfer_fail(t, event->failure, "%s",
			link_why(t->program->link));
		return;
	}
	transfer_fail(t, event->failure,
		"%s (%s, RFC %.4s section %s), at octet %zu",
		h1_code_text(event->error.code),
		h1_code_name(event->error.code), clause, clause + 5,
		event->error.off);
}

/* Gives the connection of the content as much as it wants now. */
static void
feed(struct transfer *t)
{
	struct client_connection *c = link_connection(t->program->link);
	struct h1_span piece;

	while (client_connection_wants_content(c)) {
		uint64_t now = runtime_now(&t->program->runtime);
		uint64_t max =
			t->length_known ? t->length - t->n_given : UINT64_MAX;

		switch (source_next(t->source, &piece, max)) {
		case SOURCE_WAIT:
			return;
		case SOURCE_PIECE:
			if (!client_connection_content(c, piece, now))
				transfer_fail(t, CLIENT_MEMORY, "for content");
			t->n_given += piece.len;
			progress_add(&t->progress, piece.len, now);
			break;
		case SOURCE_END:
			if (!client_connection_content_end(c, now))
				transfer_fail(t, CLIENT_FILE,
					"%s is shorter than it was",
					t->options->upload);
			break;
		case SOURCE_FAILED:
			transfer_fail(t, CLIENT_FILE, "%s: %s",
				t->options->upload, source_why(t->source));
			break;
		}
		if (t->failure != CLIENT_DONE)
			return;
	}
}

static void
happened(struct transfer *t, const struct client_event *event)
{
	switch (event->kind) {
	case CLIENT_EVENT_WAIT:
		break;
	case CLIENT_EVENT_INTERIM:
		answer_interim(t, event->head);
		break;
	case CLIENT_EVENT_HEAD:
		answer_head(t, event->head);
		break;
	case CLIENT_EVENT_CONTENT:
		answer_content(t, event->content);
		break;
	case CLIENT_EVENT_TRAILERS:
		wire_trailers(&t->program->wire, event->trailers);
		break;
	case CLIENT_EVENT_END:
		answer_end(t, client_connection_all_sent(
				      link_connection(t->program->link)));
		break;
	case CLIENT_EVENT_FAILED:
		explain(t, event);
		break;
	}
}

/* Until the answer is complete, or something failed. */
static void
pump(struct transfer *t)
{
	struct link *link = t->program->link;
	struct client_event event = {.kind = CLIENT_EVENT_WAIT};

	while (event.kind != CLIENT_EVENT_END && may_go_on(t)) {
		client_connection_next(link_connection(link), &event);
		happened(t, &event);
		if (answer_is_enough(t)) {
			answer_end(t, true);
			return;
		}
		if (event.kind != CLIENT_EVENT_WAIT)
			continue;
		feed(t);
		if (t->failure == CLIENT_DONE)
			link_wait(link, t->until_ms);
		if (link_state(link) == LINK_FAILED)
			transfer_fail(t, link_failure(link), "%s",
				link_why(link));
	}
}

/*
 * The server may have given up the connection just before it was used again:
 * then the request is repeated, if that can do no harm (RFC 9110, section
 * 9.2.2; RFC 9112, section 9.3.1).
 */
static bool
may_repeat(const struct transfer *t)
{
	if (t->failure != CLIENT_CLOSED)
		return false;
	if (t->source && !source_rewind(t->source))
		return false;
	return client_request_idempotent(t->method) ||
	       (t->source && t->n_given == 0 &&
		       !client_connection_all_sent(
			       link_connection(t->program->link)));
}

static void
show_request(struct transfer *t)
{
	struct client_connection *c = link_connection(t->program->link);

	wire_sent(&t->program->wire, client_connection_head(c));
}

static void
once(struct transfer *t)
{
	size_t extra;

	t->use = USE_SAVED;
	if (!ask(t))
		return;
	progress_begin(&t->progress, 0, t->source && t->length_known, t->length,
		runtime_now(&t->program->runtime));
	show_request(t);
	pump(t);
	extra = client_connection_extra(link_connection(t->program->link));
	if (extra > 0)
		wire_note(&t->program->wire,
			"%zu octets behind the answer are thrown away", extra);
}

void
exchange(struct transfer *t)
{
	struct program *program = t->program;
	bool reused = link_serves(program->link, &t->url);

	if (reused)
		wire_note(&program->wire, "the connection is used again");
	if (reused) {
		once(t);
		if (may_repeat(t)) {
			wire_note(&program->wire,
				"it was closed meanwhile: once more");
			t->failure = CLIENT_DONE;
			reused = false;
		}
	}
	if (!reused && open_link(t) && is_sound(t))
		once(t);
	if (t->failure != CLIENT_DONE ||
		!client_connection_reusable(link_connection(program->link)))
		close_link(t);
}
