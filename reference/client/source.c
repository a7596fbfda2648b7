#include "client/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_MAX 65536

struct source {
	struct runtime *runtime;
	struct h1_span text; /* at == NULL: a file */
	int fd;
	bool regular;
	int64_t start;	/* of a regular file */
	uint64_t taken; /* octets given so far */
	uint64_t length;
	uv_fs_t read;
	bool reading;
	bool read_done; /* `result` is there */
	ssize_t result;
	int error;
	char piece[PIECE_MAX];
};

static struct source *
new_source(struct runtime *runtime)
{
	struct source *source = calloc(1, sizeof(*source));

	if (source) {
		source->runtime = runtime;
		source->fd = -1;
	}
	return source;
}

struct source *
source_text(struct runtime *runtime, struct h1_span text)
{
	struct source *source = new_source(runtime);

	if (source) {
		source->text = text;
		source->length = text.len;
	}
	return source;
}

/* Standard input from a file begins where that stands. */
static bool
look_at(struct source *source)
{
	struct stat st;

	if (fstat(source->fd, &st) != 0)
		return false;
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	source->regular = S_ISREG(st.st_mode);
	if (!source->regular)
		return true;
	source->start = lseek(source->fd, 0, SEEK_CUR);
	if (source->start < 0)
		return false;
	if (st.st_size > source->start)
		source->length = (uint64_t)(st.st_size - source->start);
	return true;
}

struct source *
source_file(struct runtime *runtime, const char *path)
{
	struct source *source = new_source(runtime);

	if (!source)
		return NULL;
	source->fd = STDIN_FILENO;
	if (strcmp(path, "-") != 0)
		source->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (source->fd >= 0 && look_at(source))
		return source;
	source_close(source);
	return NULL;
}

/* Waits for a read that cannot be cancelled, unless it might take for ever. */
static bool
end_reading(struct source *source)
{
	if (!source->reading)
		return true;
	uv_cancel((uv_req_t *)&source->read);
	runtime_poll(source->runtime);
	while (source->reading && source->regular)
		runtime_wait(source->runtime, UINT64_MAX);
	return !source->reading;
}

void
source_close(struct source *source)
{
	if (!source)
		return;
	if (!end_reading(source)) {
		/* the thread that reads still writes into it */
		source->runtime->stuck = true;
		return;
	}
	if (source->fd > STDIN_FILENO)
		close(source->fd);
	free(source);
}

bool
source_length(const struct source *source, uint64_t *length)
{
	if (!source->text.at && !source->regular)
		return false;
	*length = source->length;
	return true;
}

bool
source_rewind(struct source *source)
{
	bool again = source->text.at || source->regular;

	if (again && end_reading(source)) {
		source->taken = 0;
		source->read_done = false;
	}
	return source->taken == 0;
}

static void
on_read(uv_fs_t *read)
{
	struct source *source = read->data;

	source->result = read->result;
	source->reading = false;
	source->read_done = true;
	uv_fs_req_cleanup(read);
}

static enum source_state
begin_reading(struct source *source)
{
	uv_buf_t buf = uv_buf_init(source->piece, PIECE_MAX);
	int64_t at = -1;
	int result;

	if (source->regular)
		at = source->start + (int64_t)source->taken;
	source->read.data = source;
	result = uv_fs_read(&source->runtime->loop, &source->read, source->fd,
		&buf, 1, at, on_read);
	source->reading = result == 0;
	source->error = result;
	return result == 0 ? SOURCE_WAIT : SOURCE_FAILED;
}

static enum source_state
next_of_text(struct source *source, struct h1_span *piece, uint64_t max)
{
	uint64_t left = source->text.len - source->taken;

	if (left == 0)
		return SOURCE_END;
	if (left > max)
		left = max;
	if (left > PIECE_MAX)
		left = PIECE_MAX;
	*piece =
		(struct h1_span){source->text.at + source->taken, (size_t)left};
	source->taken += left;
	return SOURCE_PIECE;
}

enum source_state
source_next(struct source *source, struct h1_span *piece, uint64_t max)
{
	if (source->text.at)
		return next_of_text(source, piece, max);
	if (source->reading)
		return SOURCE_WAIT;
	if (!source->read_done)
		return begin_reading(source);
	source->read_done = false;
	if (source->result < 0) {
		source->error = (int)source->result;
		return SOURCE_FAILED;
	}
	if (source->result == 0)
		return SOURCE_END;
	*piece = (struct h1_span){
		(uint8_t *)source->piece, (size_t)source->result};
	/* a file that has grown since: what was announced is sent */
	if (piece->len > max)
		piece->len = (size_t)max;
	source->taken += piece->len;
	return SOURCE_PIECE;
}

const char *
source_why(const struct source *source)
{
	return uv_strerror(source->error);
}
