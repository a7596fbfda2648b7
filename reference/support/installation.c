#include "support/installation.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uv.h>

/* The path of the running program. False: errno says why. */
static bool
find_program(char path[PATH_MAX])
{
	size_t len = PATH_MAX;
	int error = uv_exepath(path, &len);

	errno = error != 0 ? -error : 0;
	return error == 0;
}

char *
installation_folder(const char *name)
{
	char program[PATH_MAX];
	char folder[PATH_MAX];
	const char *slash;
	int len;

	if (!find_program(program))
		return NULL;
	slash = strrchr(program, '/');
	len = snprintf(folder, sizeof(folder), "%.*s/../share/assay/%s",
		slash != NULL ? (int)(slash - program) : 0, program, name);
	if (len < 0 || (size_t)len >= sizeof(folder)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	return realpath(folder, NULL);
}
