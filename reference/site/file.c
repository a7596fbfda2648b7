#include "site/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECOND INT64_C(1000000000)

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
 * has passed (RFC 9110, section 8.8.1), or if the time is one of ours.
 */
void
file_describe(struct file *file, const struct request *request,
	const struct stat *st)
{
	int64_t now = request->now, seconds = st->st_mtim.tv_sec;
	size_t len = 0;

	file->descriptor = -1;
	file->size = (uint64_t)st->st_size;
	/* Nothing is modified later than it is sent: section 8.8.2.1. */
	file->modified = seconds < now ? seconds : now;
	file->change = seconds * SECOND + st->st_mtim.tv_nsec;
	file->settled = seconds < now - 1;
	file->strong = file->settled ||
		       stamps_know(&request->site->stamps, &st->st_mtim);
	len += put_hex(file->tag, file->size);
	file->tag[len++] = '-';
	len += put_hex(file->tag + len, (uint64_t)seconds);
	file->tag[len++] = '-';
	len += put_hex(file->tag + len, (uint64_t)st->st_mtim.tv_nsec);
	file->tag_len = len;
}

enum file_result
file_open(struct file *file, const struct request *request, struct h1_span path)
{
	int descriptor = folder_open(&request->site->folder, path, O_RDONLY);
	struct stat st = {.st_mode = 0};

	if (descriptor < 0)
		return folder_busy(errno) ? FILE_BUSY : FILE_NONE;
	if (fstat(descriptor, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(descriptor);
		return S_ISDIR(st.st_mode) ? FILE_FOLDER : FILE_NONE;
	}
	file_describe(file, request, &st);
	file->descriptor = descriptor;
	return FILE_OK;
}

void
file_close(struct file *file)
{
	if (file->descriptor >= 0)
		close(file->descriptor);
	file->descriptor = -1;
}

/* FNV-1a */
static uint32_t
hash(struct h1_span name)
{
	uint32_t value = 2166136261u;
	size_t i;

	for (i = 0; i < name.len; i++)
		value = (value ^ name.at[i]) * 16777619u;
	return value;
}

void
file_tag_variant(struct file *file, struct h1_span name)
{
	file->tag[file->tag_len++] = '-';
	file->tag_len += put_hex(file->tag + file->tag_len, hash(name));
}

void
file_tag_coding(struct file *file, enum http_coding coding, bool weak)
{
	struct h1_span name = http_coding_name(coding);

	file->tag[file->tag_len++] = '-';
	memcpy(file->tag + file->tag_len, name.at, name.len);
	file->tag_len += name.len;
	if (weak)
		file->strong = false;
}

void
file_untag_coding(struct file *file, enum http_coding coding)
{
	file->tag_len -= 1 + http_coding_name(coding).len;
}

struct http_representation
file_representation(const struct file *file)
{
	return (struct http_representation){
		.exists = true,
		.dated = true,
		.last_modified = file->modified,
		.tag = {.weak = !file->strong,
			.opaque = {file->tag, file->tag_len}},
	};
}

bool
file_read(int descriptor, uint8_t *out, size_t len, uint64_t at)
{
	while (len > 0) {
		ssize_t n = pread(descriptor, out, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		out += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}
