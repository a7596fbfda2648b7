#include "client/part.h"

#include "client/answer.h"
#include "client/content_range.h"
#include "client/validator.h"

static void
again_whole(struct transfer *t)
{
	answer_skip(t, NEXT_AGAIN);
	t->whole_only = true;
}

void
part_came(struct transfer *t, const struct h1_head *head)
{
	struct client_content_range range;

	if (t->ranged && t->resume.whole) {
		again_whole(t);
		return;
	}
	if (!t->ranged) {
		if (!t->range_asked)
			transfer_fail(t, CLIENT_RANGE, "none was asked for");
		return;
	}
	if (!client_content_range_find(&range, &head->fields) ||
		!range.satisfied)
		transfer_fail(t, CLIENT_RANGE, "no valid Content-Range");
	else if (range.first != t->resume.have)
		transfer_fail(t, CLIENT_RANGE, "it does not begin there");
	else if (range.complete_known && range.last + 1 != range.complete)
		transfer_fail(t, CLIENT_RANGE, "it ends before the end");
	else if (!client_validator_same(&head->fields,
			 options_span(t->resume.validator)))
		transfer_fail(t, CLIENT_RANGE, "it is of something else");
	else if (head->framing.kind == H1_FRAMING_LENGTH &&
		 head->framing.length != range.last - range.first + 1)
		transfer_fail(t, CLIENT_RANGE, "Content-Length says otherwise");
	else
		t->part_end = range.last + 1;
}

void
part_no_more(struct transfer *t, const struct h1_head *head)
{
	struct client_content_range range;

	if (!client_content_range_find(&range, &head->fields) ||
		range.satisfied || range.complete != t->resume.have) {
		again_whole(t);
		return;
	}
	answer_skip(t, NEXT_END);
	wire_note(&t->program->wire, "all of it was there already");
	if (t->resume.whole)
		return;
	if (output_begin(&t->output, t->resume.have) && output_end(&t->output))
		resume_forget(&t->output);
	else
		transfer_fail_file(t, t->output.path);
}
