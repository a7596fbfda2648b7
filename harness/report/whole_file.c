#include "report/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case/octets.h"

static bool
is_replaceable(const char *path)
{
	struct stat st;

	return lstat(path, &st) != 0 || S_ISREG(st.st_mode);
}

/* "path.PID.tmp", with the permissions that the user's umask gives. */
static FILE *
open_temporary(struct whole_file *f)
{
	struct octets name = {0};
	FILE *out = NULL;
	int fd;

	if (!octets_format(&name, "%s.%ld.tmp%c", f->path, (long)getpid(),
		    '\0')) {
		octets_free(&name);
		errno = ENOMEM;
		return NULL;
	}
	f->temporary = (char *)name.at;
	fd = open(f->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd >= 0)
		out = fdopen(fd, "w");
	if (fd >= 0 && out == NULL)
		(void)close(fd);
	return out;
}

static void
forget(struct whole_file *f)
{
	free(f->path);
	free(f->temporary);
	*f = (struct whole_file){0};
}

bool
whole_file_open(struct whole_file *f, const char *path)
{
	int error;

	*f = (struct whole_file){.path = strdup(path)};
	if (f->path == NULL)
		return false;
	f->out = is_replaceable(path) ? open_temporary(f) : fopen(path, "w");
	if (f->out != NULL)
		return true;
	error = errno;
	forget(f);
	errno = error;
	return false;
}

static bool
commit(struct whole_file *f, bool keep)
{
	bool failed = ferror(f->out) != 0;

	if (fclose(f->out) != 0 || failed)
		return false;
	return f->temporary == NULL || !keep ||
	       rename(f->temporary, f->path) == 0;
}

bool
whole_file_close(struct whole_file *f, bool keep)
{
	bool ok;
	int error;

	errno = EIO; /* what ferror() saw has no other name any more */
	ok = commit(f, keep);
	error = errno;
	if (f->temporary != NULL && (!ok || !keep))
		(void)unlink(f->temporary);
	forget(f);
	errno = error;
	return ok;
}

/* errno of the first write that failed is the one to be told. */
bool
whole_file_write(const char *path, void (*put)(FILE *out, const void *data),
	const void *data)
{
	struct whole_file f;
	int error = 0;

	if (!whole_file_open(&f, path))
		return false;
	errno = 0;
	put(f.out, data);
	if (ferror(f.out) != 0)
		error = errno != 0 ? errno : EIO;
	if (!whole_file_close(&f, error == 0) && error == 0)
		return false;
	errno = error;
	return error == 0;
}
