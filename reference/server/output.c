#include "server/output.h"

#include <assert.h>

void
output_init(struct output *output, size_t max)
{
	buffer_init(&output->sides[0], max, NULL);
	buffer_init(&output->sides[1], max, NULL);
	output->filling = 0;
	output->sending = false;
}

void
output_free(struct output *output)
{
	buffer_free(&output->sides[0]);
	buffer_free(&output->sides[1]);
}

size_t
output_pending(const struct output *output)
{
	return buffer_len(&output->sides[0]) + buffer_len(&output->sides[1]);
}

bool
output_give(struct output *output, struct h1_span *span)
{
	struct buffer *full = output_buffer(output);

	if (output->sending || buffer_len(full) == 0)
		return false;
	output->sending = true;
	output->filling ^= 1;
	*span = buffer_span(full);
	return true;
}

void
output_sent(struct output *output)
{
	struct buffer *sent = &output->sides[output->filling ^ 1];

	assert(output->sending);
	output->sending = false;
	buffer_consume(sent, buffer_len(sent));
}
