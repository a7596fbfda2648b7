#include "site/squeeze.h"

#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "site/file.h"

#define INPUT_MAX ((size_t)16384)

/* (1 << (windowBits + 2)) + (1 << (memLevel + 9)), as zlib.h has it, with what
 * it says is a few kilobytes more, and ourselves. */
#define MEMORY ((1u << 17) + (1u << 17) + 8192 + INPUT_MAX)

/* 16 more than the window: with a gzip header. */
#define WINDOW_GZIP (15 + 16)
#define LEVEL 5

struct squeeze {
	struct task task; /* first */
	struct memory *memory;
	int descriptor;
	uint64_t at;
	uint64_t end;
	z_stream stream;
	uint8_t input[INPUT_MAX];
};

static void
squeeze_free(struct task *task)
{
	struct squeeze *squeeze = (struct squeeze *)task;

	deflateEnd(&squeeze->stream);
	close(squeeze->descriptor);
	memory_give_back(squeeze->memory, MEMORY);
	free(squeeze);
}

/* More of the file, if that is needed; false if the file has become shorter. */
static bool
refill(struct squeeze *squeeze)
{
	uint64_t left = squeeze->end - squeeze->at;
	size_t n = left < INPUT_MAX ? (size_t)left : INPUT_MAX;

	if (squeeze->stream.avail_in > 0 || n == 0)
		return true;
	if (!file_read(squeeze->descriptor, squeeze->input, n, squeeze->at))
		return false;
	squeeze->at += n;
	squeeze->stream.next_in = squeeze->input;
	squeeze->stream.avail_in = (uInt)n;
	return true;
}

static enum http_produced
squeeze_produce(struct task *task, uint8_t *out, size_t *len)
{
	struct squeeze *squeeze = (struct squeeze *)task;
	z_stream *stream = &squeeze->stream;
	size_t room = *len < UINT32_MAX ? *len : UINT32_MAX;
	int status = Z_OK;

	stream->next_out = out;
	stream->avail_out = (uInt)room;
	while (status == Z_OK && stream->avail_out > 0) {
		if (!refill(squeeze))
			return HTTP_PRODUCED_BROKEN;
		status = deflate(stream,
			squeeze->at == squeeze->end ? Z_FINISH : Z_NO_FLUSH);
	}
	*len = room - stream->avail_out;
	if (status == Z_STREAM_END)
		return HTTP_PRODUCED_ALL;
	return status == Z_OK || status == Z_BUF_ERROR ? HTTP_PRODUCED_SOME
						       : HTTP_PRODUCED_BROKEN;
}

struct task *
squeeze_new(struct memory *memory, int descriptor, uint64_t len)
{
	struct squeeze *squeeze;

	if (!memory_take(memory, MEMORY))
		return NULL;
	squeeze = calloc(1, sizeof(*squeeze));
	if (!squeeze || deflateInit2(&squeeze->stream, LEVEL, Z_DEFLATED,
				WINDOW_GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		free(squeeze);
		memory_give_back(memory, MEMORY);
		return NULL;
	}
	squeeze->task.produce = squeeze_produce;
	squeeze->task.free = squeeze_free;
	squeeze->memory = memory;
	squeeze->descriptor = descriptor;
	squeeze->end = len;
	return &squeeze->task;
}
