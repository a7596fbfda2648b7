#include "cli/message_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *
read_all(FILE *file, struct octets *out)
{
	char part[65536];
	size_t n;

	while ((n = fread(part, 1, sizeof(part), file)) > 0) {
		if (out->len + n > MESSAGE_FILE_MAX)
			return "more than 16 MiB";
		if (!octets_append(out, part, n))
			return "out of memory";
	}
	return ferror(file) ? strerror(errno) : NULL;
}

bool
message_file_read(struct octets *out, const char *command, const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *file = standard ? stdin : fopen(path, "rb");
	const char *problem =
		file != NULL ? read_all(file, out) : strerror(errno);

	if (file != NULL && !standard)
		(void)fclose(file);
	if (problem == NULL)
		return true;
	(void)fprintf(stderr, "assay %s: %s: %s\n", command,
		standard ? "standard input" : path, problem);
	return false;
}
