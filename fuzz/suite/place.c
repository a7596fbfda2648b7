#include "suite/place.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Writes the folder that the program is in, or nothing. */
static void
own_folder(char *to, size_t room)
{
	ssize_t len = readlink("/proc/self/exe", to, room - 1);
	char *slash;

	to[len > 0 ? len : 0] = '\0';
	slash = strrchr(to, '/');
	*(slash ? slash : to) = '\0';
}

const char *
suite_place(char place[SUITE_PLACE_MAX], const char *name, const char *source)
{
	char folder[SUITE_PLACE_MAX / 2];
	struct stat there;

	own_folder(folder, sizeof(folder));
	(void)snprintf(place, SUITE_PLACE_MAX, "%s/suite/%s", folder, name);
	return stat(place, &there) == 0 ? place : source;
}
