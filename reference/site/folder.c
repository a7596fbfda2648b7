#include "site/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "http/path.h"

/* The deepest nesting that is looked for. */
#define DEPTH_MAX 32

/* A path that others change meanwhile may have to be looked for again. */
#define TRIES_MAX 8

static int
open_beneath(const struct folder *folder, const char *path, int flags)
{
	struct open_how how = {
		.flags = (uint64_t)(unsigned)flags,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS |
			   (folder->links ? 0 : RESOLVE_NO_SYMLINKS),
	};
	long descriptor;
	unsigned i;

	for (i = 0; i < TRIES_MAX; i++) {
		descriptor = syscall(SYS_openat2, folder->descriptor, path,
			&how, sizeof(how));
		if (descriptor >= 0 || (errno != EAGAIN && errno != EINTR))
			break;
	}
	return (int)descriptor;
}

bool
folder_init(struct folder *folder, const char *name, bool links)
{
	int probe;

	folder->links = links;
	folder->descriptor = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->descriptor < 0)
		return false;
	probe = open_beneath(folder, ".", O_PATH | O_CLOEXEC);
	folder->beneath = probe >= 0;
	if (probe >= 0)
		close(probe);
	if (folder->beneath || !links)
		return true;
	folder_free(folder);
	errno = ENOSYS;
	return false;
}

void
folder_free(struct folder *folder)
{
	if (folder->descriptor >= 0)
		close(folder->descriptor);
	folder->descriptor = -1;
}

static void
close_quietly(int descriptor)
{
	int error = errno;

	close(descriptor);
	errno = error;
}

/* Opens a path of plain names name by name, for systems without openat2(). */
static int
walk(const struct folder *folder, char *path, int flags)
{
	int at = folder->descriptor;
	char *name = path;

	for (;;) {
		char *slash = strchr(name, '/');
		bool last = slash == NULL;
		int next;

		if (slash)
			*slash = '\0';
		next = openat(at, name,
			(last ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC) |
				O_NOFOLLOW);
		if (at != folder->descriptor)
			close_quietly(at);
		if (next < 0 || last)
			return next;
		at = next;
		name = slash + 1;
	}
}

/* Whether all segments name entries; the last may be empty. */
static bool
is_plain(struct h1_span path)
{
	struct h1_span rest = path, segment;
	unsigned depth;

	for (depth = 0; http_path_segment_next(&rest, &segment); depth++) {
		if (depth == DEPTH_MAX || segment.len > HTTP_PATH_NAME_MAX)
			return false;
		if (segment.len == 0 && rest.len == 0)
			return true;
		if (!http_path_segment_names(segment))
			return false;
	}
	return depth > 0;
}

int
folder_open(const struct folder *folder, struct h1_span path, int flags)
{
	char text[FOLDER_PATH_MAX + 1];
	size_t len = path.len;

	/* O_NONBLOCK, since a FIFO would wait. */
	flags |= O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	if (len > FOLDER_PATH_MAX || !is_plain(path)) {
		errno = ENOENT;
		return -1;
	}
	memcpy(text, path.at + 1, --len);
	if (len == 0)
		text[len++] = '.';
	else if (text[len - 1] == '/')
		len--;
	if (path.at[path.len - 1] == '/')
		flags |= O_DIRECTORY;
	text[len] = '\0';
	return folder->beneath ? open_beneath(folder, text, flags)
			       : walk(folder, text, flags);
}

bool
folder_busy(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOMEM ||
	       error == EAGAIN;
}

struct h1_span
folder_parent(struct h1_span path)
{
	while (path.len > 0 && path.at[path.len - 1] != '/')
		path.len--;
	return path;
}

struct h1_span
folder_name(struct h1_span path)
{
	struct h1_span parent = folder_parent(path);

	return (struct h1_span){path.at + parent.len, path.len - parent.len};
}
