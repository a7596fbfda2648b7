#include "machine/second.h"

#include "engine/entry.h"
#include "model/model.h"

/* More than an input has. */
#define ENOUGH ((size_t)1 << 30)

static enum model_result
read(struct model_message *message, struct h1_span octets,
	const struct h1_limits *limits)
{
	struct model_reading reading = {.kind = H1_REQUEST, .limits = *limits};

	/* of which no setting says anything */
	reading.limits.empty_lines = h1_limits_default.empty_lines;
	message->content = NULL;
	return model_read(message, &reading, octets);
}

/* A request-line that is right but for its length: 414, or 501 if not even the
 * method fits (RFC 9112, section 3). */
static unsigned
due_for_line(struct model_message *message, struct h1_span octets,
	const struct h1_limits *limits)
{
	struct h1_limits relaxed = *limits;

	relaxed.start_line = ENOUGH;
	(void)read(message, octets, &relaxed);
	if (!message->has_head)
		return 0;
	if (message->method.len < limits->start_line)
		return 414;
	return message->method.len > limits->start_line ? 501 : 0;
}

/* Field lines that are right, and too long or too many (RFC 6585, section 5).
 * The model has no room for more than its own number of them. */
static unsigned
due_for_fields(struct model_message *message, struct h1_span octets,
	const struct h1_limits *limits)
{
	struct h1_limits relaxed = *limits;

	relaxed.field_line = relaxed.field_section = ENOUGH;
	relaxed.fields = MODEL_FIELDS;
	(void)read(message, octets, &relaxed);
	return message->has_head ? 431 : 0;
}

/* Content that is too much, and said to be (RFC 9110, section 15.5.14). */
static unsigned
due_for_content(struct model_message *message, struct h1_span octets,
	const struct h1_limits *limits)
{
	struct h1_limits relaxed = *limits;

	relaxed.content = UINT64_MAX;
	(void)read(message, octets, &relaxed);
	return message->has_head ? 413 : 0;
}

static unsigned
due_for_head(struct h1_span octets, const struct h1_limits *limits)
{
	struct model_message message;
	unsigned due = due_for_line(&message, octets, limits);

	if (due == 0)
		due = due_for_fields(&message, octets, limits);
	if (due == 0)
		due = due_for_content(&message, octets, limits);
	return due;
}

void
second_opinion(struct asking *asking, const struct h1_limits *limits,
	bool in_message)
{
	struct model_message message;
	enum model_result result = read(&message, asking->behind, limits);

	CHECK(result != MODEL_ACCEPTED);
	CHECK(message.has_head == in_message);
	if (asking->rest == ASKED_PART || asking->rest == ASKED_NOTHING)
		CHECK(result == MODEL_INCOMPLETE);
	if (asking->rest == ASKED_REFUSED_HEAD && result == MODEL_REFUSED)
		asking->due = due_for_head(asking->behind, limits);
}
