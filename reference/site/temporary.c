#include "site/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".incomplete-"
#define RANDOM_LEN ((size_t)8)
#define TRIES_MAX 4

static bool
make_name(char name[TEMPORARY_NAME_MAX])
{
	uint8_t octets[RANDOM_LEN];
	char *out = name + sizeof(PREFIX) - 1;
	size_t i;

	if (getrandom(octets, sizeof(octets), 0) != (ssize_t)sizeof(octets))
		return false;
	memcpy(name, PREFIX, sizeof(PREFIX) - 1);
	for (i = 0; i < RANDOM_LEN; i++) {
		*out++ = "0123456789abcdef"[octets[i] >> 4];
		*out++ = "0123456789abcdef"[octets[i] & 15];
	}
	*out = '\0';
	return true;
}

void
temporary_init(struct temporary *temporary, int folder)
{
	temporary->folder = folder;
	temporary->descriptor = -1;
	temporary->name[0] = '\0';
}

bool
temporary_open(struct temporary *temporary, mode_t mode)
{
	unsigned i;

	for (i = 0; i < TRIES_MAX && make_name(temporary->name); i++) {
		temporary->descriptor = openat(temporary->folder,
			temporary->name,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			mode);
		if (temporary->descriptor >= 0)
			return true;
		temporary->name[0] = '\0';
		if (errno != EEXIST)
			break;
	}
	return false;
}

bool
temporary_write(struct temporary *temporary, struct h1_span octets)
{
	while (octets.len > 0) {
		ssize_t n = write(temporary->descriptor, octets.at, octets.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		octets.at += n;
		octets.len -= (size_t)n;
	}
	return true;
}

bool
temporary_finish(struct temporary *temporary, struct stamps *stamps)
{
	int descriptor = temporary->descriptor;

	stamps_give(stamps, descriptor);
	temporary->descriptor = -1;
	return close(descriptor) == 0;
}

bool
temporary_publish(struct temporary *temporary, const char *name, bool replace)
{
	int folder = temporary->folder;

	if (replace) {
		if (renameat(folder, temporary->name, folder, name) != 0)
			return false;
	} else {
		if (linkat(folder, temporary->name, folder, name, 0) != 0)
			return false;
		unlinkat(folder, temporary->name, 0);
	}
	temporary->name[0] = '\0';
	return true;
}

void
temporary_close(struct temporary *temporary)
{
	if (temporary->descriptor >= 0)
		close(temporary->descriptor);
	if (temporary->name[0] != '\0')
		unlinkat(temporary->folder, temporary->name, 0);
	temporary_init(temporary, temporary->folder);
}

unsigned
temporary_status(int error, const char **text)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		*text = "there is no room for it";
		return 507;
	case EACCES:
	case EPERM:
	case EROFS:
		*text = "the folder cannot be written to";
		return 403;
	case EEXIST:
	case EISDIR:
	case ENOTEMPTY:
		*text = "something else has that name";
		return 409;
	case ENOENT:
	case ENOTDIR:
		*text = "the folder is gone";
		return 409;
	case EMFILE:
	case ENFILE:
	case ENOMEM:
		*text = "too many files are open";
		return 503;
	default:
		*text = "it could not be stored";
		return 500;
	}
}
