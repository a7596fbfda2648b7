#include "audit/folder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What is looked at, at the end of the file. */
#define END_MAX 4096

char *
folder_file(struct arena *arena, const char *folder, const char *name,
	const char *suffix)
{
	struct octets path = {0};
	char *copy = NULL;

	if (octets_format(&path, "%s/%s.%s", folder, name, suffix))
		copy = arena_copy(arena, path.at, path.len);
	octets_free(&path);
	return copy;
}

static bool
make_one(const char *path)
{
	struct stat st;

	if (mkdir(path, 0777) == 0)
		return true;
	if (errno != EEXIST || stat(path, &st) != 0)
		return false;
	errno = ENOTDIR;
	return S_ISDIR(st.st_mode);
}

bool
folder_make(const char *path)
{
	struct octets part = {0};
	bool made = true;

	for (size_t i = 1; made && i <= strlen(path); i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		octets_clear(&part);
		made = octets_append(&part, path, i) &&
		       octets_append(&part, "", 1) &&
		       make_one((const char *)part.at);
	}
	octets_free(&part);
	return made;
}

void
folder_append(const char *from, const char *to)
{
	FILE *in = fopen(from, "r");
	FILE *out = in == NULL ? NULL : fopen(to, "a");
	char part[4096];
	size_t n;

	while (out != NULL && (n = fread(part, 1, sizeof(part), in)) > 0)
		(void)fwrite(part, 1, n, out);
	if (out != NULL)
		(void)fclose(out);
	if (in != NULL)
		(void)fclose(in);
}

static size_t
read_end(const char *path, char *out, size_t room)
{
	FILE *f = fopen(path, "r");
	size_t n = 0;

	if (f == NULL)
		return 0;
	if (fseek(f, -(long)room, SEEK_END) != 0)
		rewind(f);
	n = fread(out, 1, room, f);
	fclose(f);
	return n;
}

void
folder_last_line(const char *path, char *out, size_t room)
{
	char text[END_MAX + 1];
	size_t end = read_end(path, text, END_MAX);
	size_t begin;

	while (end > 0 && text[end - 1] == '\n')
		end--;
	text[end] = '\0';
	for (begin = end; begin > 0 && text[begin - 1] != '\n';)
		begin--;
	for (size_t i = begin; i < end; i++)
		if (text[i] < ' ' || text[i] > '~')
			text[i] = '?';
	snprintf(out, room, "%s", text + begin);
}
