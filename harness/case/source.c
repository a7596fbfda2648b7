#include "case/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_acceptable(int fd, const char *path, size_t max, struct diagnostics *d)
{
	struct stat st;

	if (fstat(fd, &st) != 0) {
		diagnostics_add(d, path, 0, 0, "%s", strerror(errno));
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		diagnostics_add(d, path, 0, 0,
			"expected a regular file, found something else");
		return false;
	}
	if (st.st_size > (off_t)max) {
		diagnostics_add(d, path, 1, 1,
			"expected at most %zu octets, found %jd", max,
			(intmax_t)st.st_size);
		return false;
	}
	return true;
}

/* A file that grows while it is read is cut by `max` all the same. */
static bool
read_all(int fd, const char *path, size_t max, struct octets *out,
	struct diagnostics *d)
{
	uint8_t piece[8192];
	size_t before = out->len;
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			diagnostics_add(d, path, 0, 0, "%s", strerror(errno));
			return false;
		}
		if (out->len - before + (size_t)n > max ||
			!octets_append(out, piece, (size_t)n)) {
			diagnostics_add(d, path, 1, 1,
				"expected at most %zu octets, found more", max);
			return false;
		}
	}
	return true;
}

bool
source_read(const char *path, size_t max, struct octets *out,
	struct diagnostics *d)
{
	/* Without O_NONBLOCK a FIFO would hold us here for ever. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	bool ok;

	if (fd < 0) {
		diagnostics_add(d, path, 0, 0, "%s", strerror(errno));
		return false;
	}
	ok = is_acceptable(fd, path, max, d) && read_all(fd, path, max, out, d);
	(void)close(fd);
	return ok;
}
