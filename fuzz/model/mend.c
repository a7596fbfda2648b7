#include "model/mend.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/entry.h"

#define LITERAL(text)                  \
	{                              \
		text, sizeof(text) - 1 \
	}

static const struct rest {
	const char *at;
	size_t len;
} rests[] = {
#define MEND(text) LITERAL(text),
#include "model/mend.def"
#undef MEND
};

#define LEN_MAX 32 /* of a rest */

struct attempt {
	struct model_message message;
	size_t n; /* octets that were there */
	uint8_t octets[];
};

static struct attempt *
attempt_new(struct h1_span begun)
{
	struct attempt *attempt =
		malloc(sizeof(*attempt) + begun.len + LEN_MAX);

	if (!attempt)
		abort();
	attempt->message.content = NULL;
	attempt->n = begun.len;
	if (begun.len)
		memcpy(attempt->octets, begun.at, begun.len);
	return attempt;
}

static bool
mends(struct attempt *attempt, const struct model_reading *reading,
	const struct rest *rest)
{
	const struct model_message *message = &attempt->message;
	struct h1_span whole = {attempt->octets, attempt->n + rest->len};

	assert(rest->len <= LEN_MAX);
	memcpy(attempt->octets + attempt->n, rest->at, rest->len);
	return model_read(&attempt->message, reading, whole) != MODEL_REFUSED ||
	       (message->has_lines && !message->has_head);
}

bool
mend(const struct model_reading *reading, struct h1_span begun, bool all)
{
	struct attempt *attempt = attempt_new(begun);
	size_t step = all ? 1 : 8;
	size_t i = all ? 0 : begun.len % step;
	bool found = false;

	for (; i < N(rests) && !found; i += step)
		found = mends(attempt, reading, &rests[i]);
	free(attempt);
	return found;
}

/* A bare CR is one by the octet that follows it. */
struct h1_span
mend_begun(struct h1_span message, const struct h1_error *error)
{
	size_t len = error->off + (error->code == H1_E_BARE_CR ? 2 : 1);

	return (struct h1_span){
		message.at, len < message.len ? len : message.len};
}

/* Whether what was refused stands behind the start-line. */
static bool
in_section(struct h1_span message, size_t off)
{
	const uint8_t *at = message.at, *blamed = message.at + off;

	while (at < blamed && (*at == '\r' || *at == '\n'))
		at++;
	return at < blamed && memchr(at, '\n', (size_t)(blamed - at));
}

bool
mend_decided_last(struct h1_span message, const struct h1_error *error,
	bool in_content)
{
	enum h1_code code = error->code;

	/* an authority: of the request-target, or in Host */
	if (code >= H1_E_AUTHORITY_OCTET && code <= H1_E_AUTHORITY_PORT)
		return in_section(message, error->off);
	return code >= H1_E_HOST_MISSING && code <= H1_E_CONTENT_TOO_LARGE &&
	       !in_content;
}
