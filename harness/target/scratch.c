#include "target/scratch.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

bool
scratch_make(char *path, size_t room, const char *name)
{
	const char *base = getenv("TMPDIR");
	int n = snprintf(path, room, "%s/%s-XXXXXX",
		base == NULL || *base == '\0' ? "/tmp" : base, name);

	if (n > 0 && (size_t)n < room && mkdtemp(path) != NULL)
		return true;
	if (n > 0 && (size_t)n >= room)
		errno = ENAMETOOLONG;
	path[0] = '\0';
	return false;
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
	(void)st;
	(void)flag;
	(void)walk;
	return remove(path);
}

void
scratch_remove(const char *path)
{
	if (path[0] != '\0')
		nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
