#include "cli/run_files.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case/octets.h"

static bool
is_writable_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct octets folder = {0};
	bool writable;

	if (slash == NULL)
		return access(".", W_OK | X_OK) == 0;
	writable = octets_append(&folder, path, (size_t)(slash - path + 1)) &&
		   octets_append(&folder, "", 1) &&
		   access((const char *)folder.at, W_OK | X_OK) == 0;
	octets_free(&folder);
	return writable;
}

/* What is not a regular file is written to, all else is replaced. */
static bool
check_file(const char *option, const char *path)
{
	struct stat st;
	bool writable = lstat(path, &st) != 0 || S_ISREG(st.st_mode)
				? is_writable_folder_of(path)
				: stat(path, &st) != 0 || !S_ISDIR(st.st_mode);

	return writable ||
	       run_options_refuse(option, "a file that can be written", path);
}

/* It is made if it is missing. */
static bool
check_reproducers(const char *path)
{
	struct stat st;

	if (path == NULL)
		return true;
	(void)mkdir(path, 0777);
	return (stat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
		       access(path, W_OK | X_OK) == 0) ||
	       run_options_refuse("--reproducers",
		       "a folder that can be written", path);
}

bool
run_files_check(const struct run_options *o)
{
	char option[32];

	for (int f = 0; f < N_REPORT_FORMATS; f++) {
		snprintf(option, sizeof(option), "--%s",
			report_format_name((enum report_format)f));
		if (o->reports[f] != NULL && !check_file(option, o->reports[f]))
			return false;
	}
	return (o->log == NULL || check_file("--log", o->log)) &&
	       check_reproducers(o->reproducers);
}
