#include "client/save.h"

#include <time.h>

#include "client/validator.h"

static void
begin_decoding(struct transfer *t, const struct h1_head *head)
{
	enum client_coding coding = client_coding_find(&head->fields);

	if (!t->options->compressed || coding == CLIENT_CODING_NONE)
		return;
	if (coding == CLIENT_CODING_UNKNOWN) {
		transfer_fail(t, CLIENT_UNDECODABLE,
			"neither gzip nor deflate");
		return;
	}
	t->decode = client_decode_new(coding, t->options->settings.max_decoded);
	if (!t->decode)
		transfer_fail(t, CLIENT_MEMORY, "for decoding");
}

void
save_begin(struct transfer *t, const struct h1_head *head)
{
	uint64_t from = t->status == 206 && t->ranged ? t->resume.have : 0;
	const struct h1_framing *framing = &head->framing;
	uint64_t now = runtime_now(&t->program->runtime);

	begin_decoding(t, head);
	if (t->failure != CLIENT_DONE)
		return;
	if (!output_begin(&t->output, from)) {
		transfer_fail_file(t,
			t->output.part[0] ? t->output.part : t->output.path);
		return;
	}
	if (from == 0)
		resume_note(&t->output, &t->url,
			t->decode ? (struct h1_span){NULL, 0}
				  : client_validator_find(&head->fields,
					    (int64_t)time(NULL)));
	progress_end(&t->progress, now);
	progress_begin(&t->progress, from, framing->kind == H1_FRAMING_LENGTH,
		framing->length + from, now);
}

/* A part is never longer than it was said to be. */
static void
save(struct transfer *t, struct h1_span content)
{
	if (t->part_end > 0 && content.len > t->part_end - t->output.len)
		transfer_fail(t, CLIENT_RANGE, "it is longer than it says");
	else if (content.len > 0 && !output_write(&t->output, content))
		transfer_fail_file(t, t->output.path);
}

static void
save_decoded(struct transfer *t, struct h1_span content)
{
	struct h1_span out;

	while (t->failure == CLIENT_DONE) {
		switch (client_decode(t->decode, &content, &out)) {
		case CLIENT_DECODED_MORE:
			return;
		case CLIENT_DECODED_OUT:
			save(t, out);
			break;
		case CLIENT_DECODED_LARGE:
			transfer_fail(t, CLIENT_TOO_LARGE, "--max-decoded");
			break;
		case CLIENT_DECODED_BAD:
			transfer_fail(t, CLIENT_UNDECODABLE, "%s", "");
			break;
		case CLIENT_DECODED_MEMORY:
			transfer_fail(t, CLIENT_MEMORY, "for decoding");
			break;
		}
	}
}

void
save_content(struct transfer *t, struct h1_span content)
{
	if (t->decode)
		save_decoded(t, content);
	else
		save(t, content);
	progress_add(&t->progress, content.len,
		runtime_now(&t->program->runtime));
}

void
save_end(struct transfer *t)
{
	if (t->decode && !client_decode_complete(t->decode))
		transfer_fail(t, CLIENT_INCOMPLETE, "the coded content is cut");
	if (t->part_end > 0 && t->output.len != t->part_end)
		transfer_fail(t, CLIENT_RANGE, "it is shorter than it says");
	client_decode_free(t->decode);
	t->decode = NULL;
	if (!t->output.open || t->failure != CLIENT_DONE)
		return;
	if (output_end(&t->output))
		resume_forget(&t->output);
	else
		transfer_fail_file(t, t->output.path);
}
