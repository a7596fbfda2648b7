/*
 * pack ROOT LIST OUTPUT: writes the C file OUTPUT with the content of the files
 * that LIST names, one a line and sorted, as paths below the folder ROOT. Part
 * of the build; not installed.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_ROOM 4096

static bool
fail(const char *subject)
{
	(void)fprintf(stderr, "pack: %s: %s\n", subject, strerror(errno));
	return false;
}

/* One octet of a string literal. Not \x, which takes all digits that follow;
 * and two question marks may be the beginning of a trigraph. */
static void
write_octet(FILE *out, int c)
{
	if (c == '\n')
		(void)fputs("\\n\"\n\t\"", out);
	else if (c == '"' || c == '\\' || c == '?')
		(void)fprintf(out, "\\%c", c);
	else if (c >= ' ' && c <= '~')
		(void)putc(c, out);
	else
		(void)fprintf(out, "\\%03o", (unsigned)c);
}

/* The content of one file as the array text_N. */
static bool
write_file(FILE *out, size_t n, const char *root, const char *name)
{
	char path[PATH_ROOM];
	FILE *in;
	bool ok;
	int c;

	(void)snprintf(path, sizeof(path), "%s/%s", root, name);
	in = fopen(path, "rb");
	if (in == NULL)
		return fail(path);
	(void)fprintf(out, "static const char text_%zu[] =\n\t\"", n);
	while ((c = getc(in)) != EOF)
		write_octet(out, c);
	(void)fputs("\";\n", out);
	ok = ferror(in) == 0 || fail(path);
	(void)fclose(in);
	return ok;
}

static bool
is_sorted(const char *last, const char *name)
{
	if (strcmp(last, name) < 0)
		return true;
	(void)fprintf(stderr, "pack: %s: expected it before %s\n", name, last);
	return false;
}

/* Reads the next name. False: there is none left. */
static bool
read_name(FILE *list, char name[PATH_ROOM])
{
	if (fgets(name, PATH_ROOM, list) == NULL)
		return false;
	name[strcspn(name, "\n")] = '\0';
	return true;
}

static bool
write_texts(FILE *out, const char *root, FILE *list)
{
	char last[PATH_ROOM] = "";
	char name[PATH_ROOM];

	for (size_t n = 0; read_name(list, name); n++) {
		if (!is_sorted(last, name) || !write_file(out, n, root, name))
			return false;
		memcpy(last, name, sizeof(last));
	}
	return true;
}

static void
write_table(FILE *out, FILE *list)
{
	char name[PATH_ROOM];

	(void)fputs("\nconst struct built_in bundle_cases[] = {\n", out);
	for (size_t n = 0; read_name(list, name); n++)
		(void)fprintf(out,
			"\t{\"%s\", text_%zu, sizeof(text_%zu) - 1},\n", name,
			n, n);
	(void)fputs("};\n"
		    "const size_t bundle_n_cases =\n"
		    "\tsizeof(bundle_cases) / sizeof(bundle_cases[0]);\n",
		out);
}

static bool
pack(FILE *out, const char *root, FILE *list)
{
	(void)fputs("#include \"bundle/bundle.h\"\n\n", out);
	if (!write_texts(out, root, list))
		return false;
	rewind(list);
	write_table(out, list);
	return true;
}

int
main(int argc, char **argv)
{
	FILE *list;
	FILE *out;
	bool ok;

	if (argc != 4) {
		(void)fputs("usage: pack ROOT LIST OUTPUT\n", stderr);
		return 2;
	}
	list = fopen(argv[2], "r");
	if (list == NULL)
		return !fail(argv[2]);
	out = fopen(argv[3], "wb");
	if (out == NULL)
		return !fail(argv[3]);
	ok = pack(out, argv[1], list);
	ok = (fclose(out) == 0 || fail(argv[3])) && ok;
	(void)fclose(list);
	if (!ok)
		(void)remove(argv[3]);
	return !ok;
}
