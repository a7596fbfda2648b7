#include "client/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/runtime.h"

/* Octets that are made harmless at once. */
#define PIECE 4096

/* Devices and pipes are written to as they are. */
static bool
is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

bool
output_init(struct output *output, const char *path)
{
	*output = (struct output){.path = path, .fd = STDOUT_FILENO};
	if (!path) {
		output->terminal = isatty(STDOUT_FILENO) == 1;
		return true;
	}
	if (is_special(path))
		return true;
	return snprintf(output->part, sizeof(output->part), "%s.part", path) <
	       (int)sizeof(output->part);
}

/* Whether nobody else writes it; whoever did may have given it its name while
 * we opened it. */
static bool
lock_part(const struct output *output, int fd)
{
	struct stat ours, there;

	if ((flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) &&
		fstat(fd, &ours) == 0 && lstat(output->part, &there) == 0 &&
		ours.st_ino == there.st_ino && ours.st_dev == there.st_dev)
		return true;
	errno = EBUSY;
	return false;
}

/* Who may read and write the file that is replaced is not asked again. */
static void
keep_mode(const struct output *output, int fd)
{
	struct stat st;

	if (lstat(output->path, &st) == 0 && S_ISREG(st.st_mode))
		fchmod(fd, (st.st_mode & 0777) | S_IWUSR);
}

static bool
prepare_part(const struct output *output, int fd, uint64_t from)
{
	struct stat st;

	if (!lock_part(output, fd))
		return false;
	errno = EINVAL;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
		(uint64_t)st.st_size < from)
		return false;
	keep_mode(output, fd);
	return ftruncate(fd, (off_t)from) == 0 &&
	       lseek(fd, (off_t)from, SEEK_SET) == (off_t)from;
}

/* Never through a symbolic link that somebody put there, nor into a pipe that
 * nobody reads. */
static int
open_part(const struct output *output, uint64_t from)
{
	int flags = O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	int fd = open(output->part, from > 0 ? flags : flags | O_CREAT, 0666);
	int error;

	if (fd < 0 || prepare_part(output, fd, from))
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

bool
output_begin(struct output *output, uint64_t from)
{
	if (!output->path) {
		output->open = true;
		return true;
	}
	output->fd = output->part[0] ? open_part(output, from)
				     : open(output->path, O_WRONLY | O_CLOEXEC);
	output->open = output->fd >= 0;
	output->len = from;
	return output->open;
}

/* After a write() that failed: whether it may be tried again. Others may have
 * made standard output one that does not wait. */
static bool
may_try_again(int fd)
{
	struct pollfd ready = {.fd = fd, .events = POLLOUT};

	if (errno == EAGAIN)
		return poll(&ready, 1, -1) > 0 || errno == EINTR;
	return errno == EINTR;
}

static bool
write_all(int fd, struct h1_span octets)
{
	while (octets.len > 0) {
		ssize_t n = write(fd, octets.at, octets.len);

		if (n < 0 && !may_try_again(fd))
			return false;
		if (n > 0) {
			octets.at += n;
			octets.len -= (size_t)n;
		}
		if (octets.len > 0 && runtime_interrupted()) {
			errno = EINTR;
			return false;
		}
	}
	return true;
}

static bool
write_harmless(struct output *output, struct h1_span octets)
{
	uint8_t out[PIECE * CLIENT_HARMLESS_GROWTH + CLIENT_HARMLESS_PENDING];

	while (octets.len > 0) {
		size_t n = octets.len < PIECE ? octets.len : PIECE;
		size_t len = client_harmless(&output->harmless, out,
			(struct h1_span){octets.at, n});

		if (!write_all(output->fd, (struct h1_span){out, len}))
			return false;
		octets.at += n;
		octets.len -= n;
	}
	return true;
}

bool
output_write(struct output *output, struct h1_span octets)
{
	if (output->terminal)
		return write_harmless(output, octets);
	if (!write_all(output->fd, octets))
		return false;
	output->len += octets.len;
	return true;
}

/* The part stays locked until it has its name. */
static bool
name_part(const struct output *output)
{
	int lock = dup(output->fd);
	bool good = close(output->fd) == 0 &&
		    rename(output->part, output->path) == 0;
	int error = errno;

	if (lock >= 0)
		close(lock);
	errno = error;
	return good;
}

bool
output_end(struct output *output)
{
	uint8_t rest[CLIENT_HARMLESS_PENDING];
	size_t len = client_harmless_end(&output->harmless, rest);

	output->open = false;
	if (!output->path)
		return write_all(output->fd, (struct h1_span){rest, len});
	return output->part[0] ? name_part(output) : close(output->fd) == 0;
}

void
output_drop(struct output *output)
{
	if (!output->open)
		return;
	output->open = false;
	if (!output->path)
		return;
	if (output->part[0] && output->len == 0)
		unlink(output->part);
	close(output->fd);
}
