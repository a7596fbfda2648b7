#include "man/template.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define LINE_ROOM 512

static int
fail(const char *path, const char *text)
{
	(void)fprintf(stderr, "template: %s: %s\n", path, text);
	return 1;
}

static void
put_line(FILE *out, const char *line, const char *version)
{
	static const char mark[] = "@VERSION@";
	const char *at = strstr(line, mark);

	if (at == NULL)
		(void)fputs(line, out);
	else
		(void)fprintf(out, "%.*s%s%s", (int)(at - line), line, version,
			at + strlen(mark));
}

/* NULL: it is a line like others. */
static const struct template_part *
find_part(const char *line, const struct template_part *parts, size_t n_parts)
{
	size_t len = strcspn(line, "\n");

	for (size_t i = 0; i < n_parts; i++)
		if (strlen(parts[i].line) == len &&
			memcmp(parts[i].line, line, len) == 0)
			return &parts[i];
	return NULL;
}

/* Gives how many parts have found their place. */
static size_t
fill(FILE *out, FILE *in, const char *version,
	const struct template_part *parts, size_t n_parts)
{
	char line[LINE_ROOM];
	size_t n = 0;

	while (fgets(line, sizeof(line), in) != NULL) {
		const struct template_part *part =
			find_part(line, parts, n_parts);

		if (part != NULL)
			part->write(out);
		else
			put_line(out, line, version);
		n += part != NULL;
	}
	return n;
}

int
template_main(int argc, char **argv, const struct template_part *parts,
	size_t n_parts)
{
	FILE *in;
	FILE *out;
	bool whole;

	if (argc != 4)
		return fail("usage", "TEMPLATE OUTPUT VERSION");
	in = fopen(argv[1], "r");
	if (in == NULL)
		return fail(argv[1], strerror(errno));
	out = fopen(argv[2], "w");
	if (out == NULL) {
		(void)fclose(in);
		return fail(argv[2], strerror(errno));
	}
	whole = fill(out, in, argv[3], parts, n_parts) == n_parts;
	(void)fclose(in);
	if (fclose(out) != 0)
		return fail(argv[2], strerror(errno));
	return whole ? 0 : fail(argv[1], "a part has no place in it");
}
