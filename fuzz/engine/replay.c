/*
 * An entry without an engine: runs files, so that a corpus is a test under any
 * compiler.
 */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/entry.h"

static const char usage[] =
	"usage: replay_ENTRY [--marks] [--each] [--verbose] FILE|FOLDER...\n"
	"\n"
	"Runs every file, and every file in a folder, through the entry. Names in\n"
	"a folder that begin with a dot or end in .txt are left out.\n"
	"\n"
	"--marks    tell how often each mark was reached; fail if one was not\n"
	"--each     run each file in a process of its own, and print the names of\n"
	"           those for which the property does not hold, or is not known\n"
	"           after ten seconds\n"
	"--verbose  tell the name of each file before it is run\n"
	"\n"
	"Exit status: 0 the property holds for all of them; 1 a mark was not\n"
	"reached, or with --each, a file was named; 2 usage, or a file cannot be\n"
	"read. Without --each the process aborts where the property does not\n"
	"hold, and says where.\n";

/* For one file, with --each. */
#define SECONDS 10

static bool marks_wanted, each, verbose;
static unsigned long n_files, n_broken;
static unsigned long long n_octets;

/* All of `file`; NULL if it cannot be read. */
static uint8_t *
slurp(FILE *file, size_t *len)
{
	size_t size = 65536, n;
	uint8_t *at = malloc(size), *more;

	*len = 0;
	while (at && (n = fread(at + *len, 1, size - *len, file)) > 0) {
		*len += n;
		if (*len < size)
			continue;
		more = realloc(at, size *= 2);
		if (!more)
			free(at);
		at = more;
	}
	if (at && ferror(file)) {
		free(at);
		at = NULL;
	}
	return at;
}

/* In a process of its own, which may die silently. */
static bool
run_apart(const char *path, const uint8_t *at, size_t len)
{
	int status;
	pid_t child;

	(void)fflush(stdout);
	child = fork();
	if (child < 0)
		return false;
	if (child == 0) {
		(void)alarm(SECONDS);
		if (!verbose)
			(void)close(STDERR_FILENO);
		(void)LLVMFuzzerTestOneInput(at, len);
		_exit(0);
	}
	if (waitpid(child, &status, 0) < 0)
		return false;
	if (status != 0) {
		n_broken++;
		(void)puts(path);
	}
	return true;
}

static bool
run_octets(const char *path, const uint8_t *at, size_t len)
{
	if (verbose)
		(void)fprintf(stderr, "%s\n", path);
	n_files++;
	n_octets += len;
	if (each)
		return run_apart(path, at, len);
	(void)LLVMFuzzerTestOneInput(at, len);
	return true;
}

static bool
run_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *at;
	size_t len;
	bool ok;

	if (!file)
		return false;
	at = slurp(file, &len);
	(void)fclose(file);
	if (!at)
		return false;
	ok = run_octets(path, at, len);
	free(at);
	return ok;
}

static bool
is_input(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' &&
	       (len < 4 || strcmp(name + len - 4, ".txt") != 0);
}

static bool
run_folder(const char *path, DIR *folder)
{
	char name[4096];
	const struct dirent *found;
	bool ok = true;
	int n;

	while (ok && (found = readdir(folder))) {
		if (!is_input(found->d_name))
			continue;
		n = snprintf(name, sizeof(name), "%s/%s", path, found->d_name);
		ok = n > 0 && (size_t)n < sizeof(name) && run_file(name);
	}
	return ok;
}

static bool
run_path(const char *path)
{
	DIR *folder = opendir(path);
	bool ok;

	if (!folder) {
		ok = run_file(path);
	} else {
		ok = run_folder(path, folder);
		(void)closedir(folder);
	}
	if (!ok)
		perror(path);
	return ok;
}

static int
tell_marks(void)
{
	size_t i;
	int status = 0;

	for (i = 0; i < entry.n_marks; i++) {
		const struct mark *mark = &entry.marks[i];

		if (!mark->name)
			continue;
		(void)printf("%10lu  %s%s\n", mark->n, mark->name,
			mark->n ? "" : "  <- NOT REACHED");
		if (mark->n == 0)
			status = 1;
	}
	return status;
}

static bool
option(const char *text)
{
	if (strcmp(text, "--marks") == 0)
		return marks_wanted = true;
	if (strcmp(text, "--each") == 0)
		return each = true;
	if (strcmp(text, "--verbose") == 0)
		return verbose = true;
	return false;
}

int
main(int argc, char **argv)
{
	int i = 1;

	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		(void)fputs(usage, stdout);
		return 0;
	}
	while (i < argc && option(argv[i]))
		i++;
	if (i == argc || strncmp(argv[i], "--", 2) == 0) {
		(void)fputs(usage, stderr);
		return 2;
	}
	(void)LLVMFuzzerInitialize(&argc, &argv);
	for (; i < argc; i++)
		if (!run_path(argv[i]))
			return 2;
	if (each)
		return n_broken ? 1 : 0;
	(void)printf("%lu files, %llu octets\n", n_files, n_octets);
	return marks_wanted ? tell_marks() : 0;
}
