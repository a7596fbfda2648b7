#include "server/output.h"

#include <assert.h>
#include <unistd.h>

/* Octets of a file that are given at once, so that others have their turn. */
#define FILE_PIECE_MAX ((size_t)1 << 20)

void
output_init(struct output *output, size_t max, struct workspace *workspace)
{
	buffer_init(&output->sides[0], max, workspace, NULL);
	buffer_init(&output->sides[1], max, workspace, NULL);
	output->filling = 0;
	output->sending = false;
	output->file = -1;
	output->file_at = 0;
	output->file_left = 0;
}

static void
close_file(struct output *output)
{
	if (output->file >= 0)
		close(output->file);
	output->file = -1;
	output->file_left = 0;
}

void
output_free(struct output *output)
{
	buffer_free(&output->sides[0]);
	buffer_free(&output->sides[1]);
	close_file(output);
}

void
output_shrink(struct output *output)
{
	unsigned i;

	for (i = 0; i < 2; i++)
		if (buffer_len(&output->sides[i]) == 0)
			buffer_free(&output->sides[i]);
}

size_t
output_pending(const struct output *output)
{
	return buffer_len(&output->sides[0]) + buffer_len(&output->sides[1]);
}

bool
output_empty(const struct output *output)
{
	return output_pending(output) == 0 && output->file < 0;
}

void
output_file(struct output *output, int descriptor, uint64_t at, uint64_t len)
{
	assert(output->file < 0 && len > 0);
	output->file = descriptor;
	output->file_at = at;
	output->file_left = len;
}

bool
output_give(struct output *output, struct connection_output *given)
{
	struct buffer *full = output_buffer(output);

	if (output->sending || output_empty(output))
		return false;
	output->sending = true;
	output->filling ^= 1;
	given->octets = buffer_span(full);
	given->file = output->file;
	given->file_at = output->file_at;
	given->file_len = output->file_left < FILE_PIECE_MAX
				  ? (size_t)output->file_left
				  : FILE_PIECE_MAX;
	return true;
}

void
output_sent(struct output *output, size_t n_file)
{
	struct buffer *sent = &output->sides[output->filling ^ 1];

	assert(output->sending && n_file <= output->file_left);
	output->sending = false;
	buffer_consume(sent, buffer_len(sent));
	output->file_at += n_file;
	output->file_left -= n_file;
	if (output->file_left == 0)
		close_file(output);
}
