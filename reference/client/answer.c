#include "client/answer.h"

#include <stdio.h>
#include <string.h>

#include "client/part.h"
#include "client/save.h"
#include "h1/field.h"

/* Octets of an error that are told, and of content that is read only so that
 * the connection can be used again. */
#define SHOWN_MAX 4096
#define SKIPPED_MAX ((uint64_t)1 << 20)
#define REASON_MAX 64

static bool
is_file(const struct transfer *t)
{
	return t->output.path != NULL;
}

static bool
is_error(unsigned status)
{
	/* RFC 9110, section 15: what is no status counts as 5xx */
	return status >= 400 || status < 100;
}

static struct h1_span
head_octets(const struct h1_head *head)
{
	return (struct h1_span){head->base, head->len};
}

static void
show_head(struct transfer *t, const struct h1_head *head)
{
	const struct options *options = t->options;

	wire_came(&t->program->wire, head_octets(head));
	if ((options->include || options->head) &&
		!output_write(&t->program->heads, head_octets(head)))
		transfer_fail_file(t, NULL);
}

void
answer_interim(struct transfer *t, const struct h1_head *head)
{
	show_head(t, head);
}

/* The answer is an error, which is to be told at its end. */
static void
note_refusal(struct transfer *t, const struct h1_head *head)
{
	struct h1_span reason = h1_head_reason(head);
	uint8_t shown[REASON_MAX * CLIENT_HARMLESS_GROWTH];
	size_t len;

	if (reason.len > REASON_MAX)
		reason.len = REASON_MAX;
	len = client_harmless_line(shown, reason);
	snprintf(t->refusal, sizeof(t->refusal), "%u %.*s", t->status, (int)len,
		(const char *)shown);
}

void
answer_skip(struct transfer *t, enum next next)
{
	t->use = USE_SKIPPED;
	t->next = next;
	t->refusal[0] = '\0';
}

/* An answer that is followed. */
static void
redirect(struct transfer *t, const struct h1_head *head)
{
	const struct client_redirect_rules rules = {
		.max = t->options->settings.max_redirects,
		.downgrade = t->options->downgrade,
	};
	enum client_url_result result;
	enum client_failure failure = client_redirect(&t->hop, &result, &rules,
		&t->url, t->method, t->status, &head->fields, t->n_hops);

	answer_skip(t, NEXT_HOP);
	if (failure == CLIENT_DONE)
		return;
	transfer_fail(t, failure, "%s",
		failure != CLIENT_LOCATION ? "see --help"
		: result == CLIENT_URL_OK  ? "there is not exactly one"
					   : client_url_text(result));
}

/* Whether it says by its status that there is nothing to be saved. */
static bool
has_nothing(const struct transfer *t)
{
	return t->status == 204 || t->status == 205 || t->status == 304;
}

/* Whether the content has no place in the file: only a success has. */
static bool
is_out_of_place(const struct transfer *t)
{
	return is_file(t) && t->status / 100 != 2 && !t->options->save_errors;
}

/* What stands in the way of saving the content, if anything. */
static void
choose_use(struct transfer *t, const struct h1_head *head)
{
	bool skipped = h1_span_equal(t->method, H1_SPAN("HEAD")) ||
		       (is_file(t) && has_nothing(t));
	bool refused = is_error(t->status) && t->options->fail;

	t->use = skipped ? USE_SKIPPED : USE_SAVED;
	if (refused || (is_out_of_place(t) && !skipped)) {
		t->use = USE_SHOWN;
		note_refusal(t, head);
	} else if (t->status / 100 != 2 && t->source) {
		note_refusal(t, head);
	}
}

static bool
can_be_read(const struct h1_head *head)
{
	static const struct h1_span types[] = {
		{(const uint8_t *)"text/", 5},
		{(const uint8_t *)"application/json", 16},
		{(const uint8_t *)"application/problem+json", 24},
	};
	struct h1_span type = h1_head_field(head, H1_SPAN("content-type"));

	if (client_coding_find(&head->fields) != CLIENT_CODING_NONE)
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (type.len >= types[i].len &&
			h1_span_equal_nocase((struct h1_span){type.at,
						     types[i].len},
				types[i]))
			return true;
	return false;
}

/* A challenge is answered once, and once more if the nonce was too old (RFC
 * 7616, section 3.3); what else is refused stays so. */
static bool
may_prove(struct transfer *t, const struct h1_head *head)
{
	struct client_digest digest;

	if (!t->options->digest || t->other_origin ||
		!client_digest_find(&digest, &head->fields))
		return false;
	if (t->digest.there && (!digest.stale || t->digest.stale))
		return false;
	t->digest = digest;
	return true;
}

void
answer_head(struct transfer *t, const struct h1_head *head)
{
	t->status = head->status;
	t->next = NEXT_END;
	t->n_unsaved = 0;
	t->part_end = 0;
	t->refusal[0] = '\0';
	t->old_server = head->minor == 0;
	show_head(t, head);
	choose_use(t, head);
	if (t->options->follow && client_redirect_status(t->status)) {
		redirect(t, head);
	} else if (t->status == 417 && t->expected) {
		/* RFC 9110, section 10.1.1 */
		t->no_expect = true;
		answer_skip(t, NEXT_AGAIN);
	} else if (t->status == 401 && may_prove(t, head)) {
		answer_skip(t, NEXT_AGAIN);
	} else if (t->status == 304 && !t->condition_asked) {
		transfer_fail(t, CLIENT_NOT_MODIFIED, "%s", "");
	} else if (t->status == 206) {
		part_came(t, head);
	} else if (t->status == 416 && t->ranged) {
		part_no_more(t, head);
	}
	if (t->use == USE_SHOWN && !can_be_read(head))
		t->use = USE_SKIPPED;
	if (t->use == USE_SAVED && t->failure == CLIENT_DONE)
		save_begin(t, head);
}

/* On standard error, as far as it helps. */
static void
show(struct transfer *t, struct h1_span content)
{
	struct client_harmless state = {.n_pending = 0};
	uint8_t out[SHOWN_MAX * CLIENT_HARMLESS_GROWTH +
		    CLIENT_HARMLESS_PENDING];
	size_t len;

	if (t->n_unsaved >= SHOWN_MAX || t->options->silent)
		return;
	if (content.len > SHOWN_MAX - t->n_unsaved)
		content.len = (size_t)(SHOWN_MAX - t->n_unsaved);
	len = client_harmless(&state, out, content);
	len += client_harmless_end(&state, out + len);
	fwrite(out, 1, len, stderr);
}

void
answer_content(struct transfer *t, struct h1_span content)
{
	switch (t->use) {
	case USE_SAVED:
		save_content(t, content);
		return;
	case USE_SHOWN:
		show(t, content);
		break;
	case USE_SKIPPED:
		break;
	}
	t->n_unsaved += content.len;
}

bool
answer_is_enough(const struct transfer *t)
{
	return t->use != USE_SAVED && t->n_unsaved > SKIPPED_MAX;
}

void
answer_end(struct transfer *t, bool all_sent)
{
	if (t->use == USE_SAVED)
		save_end(t);
	if (t->next != NEXT_END)
		return;
	if (t->refusal[0])
		transfer_fail(t, CLIENT_STATUS, "%s", t->refusal);
	else if (!all_sent && t->status / 100 == 2)
		transfer_fail(t, CLIENT_UNSENT, "%u all the same", t->status);
}
