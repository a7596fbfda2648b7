#include "server/files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/path.h"

/* Longest name of a file, and deepest nesting, that are looked for. */
#define NAME_MAX_LEN 255
#define DEPTH_MAX 32

bool
files_init(struct files *files, const char *folder)
{
	files->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return files->folder >= 0;
}

void
files_free(struct files *files)
{
	if (files->folder >= 0)
		close(files->folder);
	files->folder = -1;
}

/* Opens one entry of a folder; O_NONBLOCK, since a FIFO would wait. */
static int
open_entry(int folder, struct h1_span segment, bool last)
{
	char name[NAME_MAX_LEN + 1];
	int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

	if (!http_path_segment_names(segment) || segment.len > NAME_MAX_LEN) {
		errno = ENOENT;
		return -1;
	}
	memcpy(name, segment.at, segment.len);
	name[segment.len] = '\0';
	return openat(folder, name, last ? flags : flags | O_DIRECTORY);
}

/* Walks segment by segment, so that no link on the way is followed. */
static int
open_below(int folder, struct h1_span path)
{
	struct h1_span rest = path, segment;
	int at = folder;
	unsigned depth;

	for (depth = 0; http_path_segment_next(&rest, &segment); depth++) {
		bool last = rest.len == 0;
		int next = -1;

		if (depth < DEPTH_MAX)
			next = open_entry(at, segment, last);
		else
			errno = ENOENT;
		if (at != folder) {
			int error = errno;

			close(at);
			errno = error;
		}
		if (next < 0 || last)
			return next;
		at = next;
	}
	errno = ENOENT;
	return -1;
}

static size_t
put_hex(uint8_t *out, uint64_t value)
{
	size_t n = 1, i;

	while (n < 16 && value >> (4 * n) != 0)
		n++;
	for (i = 0; i < n; i++)
		out[i] = (uint8_t) "0123456789abcdef"[value >> 4 * (n - 1 - i) &
						      15];
	return n;
}

/*
 * The tag is made of size and time of change. Two changes within the grain of
 * the file system's clock could share it, so it is strong only when a while
 * has passed (RFC 9110, section 8.8.1).
 */
static void
describe(struct file *file, const struct stat *st, int64_t now)
{
	size_t len = 0;

	file->size = (uint64_t)st->st_size;
	file->modified = st->st_mtim.tv_sec;
	file->settled = file->modified < now - 1;
	/* Nothing is modified later than it is sent: section 8.8.2.1. */
	if (file->modified > now)
		file->modified = now;
	len += put_hex(file->tag, file->size);
	file->tag[len++] = '-';
	len += put_hex(file->tag + len, (uint64_t)st->st_mtim.tv_sec);
	file->tag[len++] = '-';
	len += put_hex(file->tag + len, (uint64_t)st->st_mtim.tv_nsec);
	file->tag_len = len;
}

enum files_result
files_open(const struct files *files, struct file *file, struct h1_span path,
	int64_t now)
{
	struct stat st;
	int descriptor = open_below(files->folder, path);

	if (descriptor < 0) {
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
			return FILES_BUSY;
		return FILES_NONE;
	}
	if (fstat(descriptor, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(descriptor);
		return FILES_NONE;
	}
	file->descriptor = descriptor;
	describe(file, &st, now);
	return FILES_OK;
}

size_t
file_read(const struct file *file, uint8_t *out, size_t len, uint64_t at)
{
	ssize_t n;

	do {
		n = pread(file->descriptor, out, len, (off_t)at);
	} while (n < 0 && errno == EINTR);
	return n > 0 ? (size_t)n : 0;
}

void
file_close(struct file *file)
{
	if (file->descriptor >= 0)
		close(file->descriptor);
	file->descriptor = -1;
}

struct http_representation
file_representation(const struct file *file)
{
	return (struct http_representation){
		.exists = true,
		.dated = true,
		.last_modified = file->modified,
		.tag = {.weak = !file->settled,
			.opaque = {file->tag, file->tag_len}},
	};
}
