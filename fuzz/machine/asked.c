#include "machine/asked.h"

#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"
#include "engine/walk.h"
#include "machine/fields.h"
#include "machine/second.h"

/* A reading under way. */
struct reading {
	struct asking *asking;
	const struct walk *walk;
};

static void
on_head(void *context, const struct h1_head *head)
{
	struct asking *asking = ((struct reading *)context)->asking;
	struct asked *asked;

	asking->at = pile_one_more(asking->at, asking->n, sizeof(*asking->at));
	asked = &asking->at[asking->n++];
	memset(asked, 0, sizeof(*asked));
	asked->head = *head;
	fields_copy(&asked->head.fields, &head->fields);
}

static void
on_piece(void *context, const struct h1_piece *piece)
{
	const struct reading *reading = context;
	struct asking *asking = reading->asking;
	struct asked *asked = &asking->at[asking->n - 1];
	size_t end = reading->walk->consumed;

	if (piece->kind == H1_PIECE_CONTENT)
		pile_add(&asked->content, piece->content);
	if (piece->kind != H1_PIECE_END)
		return;
	asked->complete = true;
	asked->behind = (struct h1_span){
		asking->input.at + end, asking->input.len - end};
	asking->n_complete++;
}

static enum asked_rest
rest_of(const struct asking *asking, struct walk *walk)
{
	if (walk->status == H1_ERROR)
		return asking->n > asking->n_complete ? ASKED_REFUSED_CONTENT
						      : ASKED_REFUSED_HEAD;
	walk_end(walk);
	return walk->status == H1_OK ? ASKED_NOTHING : ASKED_PART;
}

static struct h1_limits
limits_of(const struct settings *settings)
{
	struct h1_limits limits = h1_limits_default;
	size_t head;

	if (!settings)
		return limits;
	head = (size_t)settings->max_head;
	limits.start_line = (size_t)settings->max_line;
	limits.field_section = head;
	if (head < limits.field_line)
		limits.field_line = head;
	if (head < limits.trailer_section)
		limits.trailer_section = head;
	limits.fields = (size_t)settings->max_fields;
	limits.content = settings->max_content;
	return h1_limits_clamp(&limits);
}

void
asked_read(struct asking *asking, struct h1_span input,
	const struct settings *settings)
{
	const struct h1_limits limits = limits_of(settings);
	struct walk walk;
	struct reading reading = {asking, &walk};
	struct walk_options options = {
		.kind = H1_REQUEST,
		.limits = &limits,
		.on_head = on_head,
		.on_piece = on_piece,
		.context = &reading,
	};

	memset(asking, 0, sizeof(*asking));
	asking->input = input;
	walk_whole(&walk, &options, input, false);
	asking->code = walk.error.code;
	asking->rest = rest_of(asking, &walk);
	asking->behind = (struct h1_span){
		input.at + walk.complete, input.len - walk.complete};
	second_opinion(asking, &limits, walk.in_message);
}

void
asked_free(struct asking *asking)
{
	size_t i;

	for (i = 0; i < asking->n; i++) {
		free(asking->at[i].head.fields.at);
		pile_free(&asking->at[i].content);
	}
	free(asking->at);
}

bool
asked_has_content(const struct asked *asked)
{
	return asked->head.framing.kind == H1_FRAMING_CHUNKED ||
	       asked->head.framing.length > 0;
}

bool
asked_expects(const struct asked *asked)
{
	const struct h1_fields *fields = &asked->head.fields;

	return asked->head.minor > 0 && asked_has_content(asked) &&
	       fields_list(fields, "Expect", "100-continue") &&
	       !fields_other(fields, "Expect", "100-continue");
}

bool
asked_persists(const struct asked *asked)
{
	const struct h1_fields *fields = &asked->head.fields;

	if (fields_quoted(fields, "Connection"))
		return asked->head.persist;
	if (fields_list(fields, "Connection", "close"))
		return false;
	return asked->head.minor > 0 ||
	       fields_list(fields, "Connection", "keep-alive");
}

bool
asked_upgrades(const struct asked *asked, const char *protocol)
{
	const struct h1_fields *fields = &asked->head.fields;

	return asked->head.minor > 0 &&
	       fields_list(fields, "Connection", "upgrade") &&
	       fields_list(fields, "Upgrade", protocol);
}

bool
asked_method(const struct asked *asked, const char *method)
{
	return text_is(h1_head_method(&asked->head), method);
}

bool
asked_path(const struct asked *asked, const char *path)
{
	return text_is(h1_head_path(&asked->head), path);
}

const uint8_t *
asked_rest_head(const struct asking *asking)
{
	struct h1_span rest = asking->behind;
	size_t n = 0;

	while (n++ < h1_limits_default.empty_lines && rest.len >= 2 &&
		memcmp(rest.at, "\r\n", 2) == 0)
		rest = (struct h1_span){rest.at + 2, rest.len - 2};
	return rest.len >= 5 && memcmp(rest.at, "HEAD ", 5) == 0 ? rest.at
								 : NULL;
}
