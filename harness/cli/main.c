#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"

static int
unknown_command(const char *name)
{
	(void)fprintf(stderr,
		"assay: \"%s\" is not a command; `assay help` lists them\n",
		name);
	return STATUS_USAGE;
}

/* A report that was lost on its way to a full disk is no report. */
static int
flush(int status)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return status;
	perror("assay: standard output");
	return STATUS_HARNESS;
}

static int
dispatch(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		command_print_all(stderr);
		return STATUS_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		(void)printf("assay %s\n", ASSAY_VERSION);
		return STATUS_OK;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		command_print_all(stdout);
		return STATUS_OK;
	}
	command = command_find(argv[1]);
	if (command == NULL)
		return unknown_command(argv[1]);
	return command->function(argc - 1, argv + 1);
}

/*
 * A standard stream that is closed would lend its number to the first socket;
 * libuv aborts on that.
 */
static bool
open_streams(void)
{
	int fd = open("/dev/null", O_RDWR);

	while (fd >= 0 && fd <= STDERR_FILENO)
		fd = open("/dev/null", O_RDWR);
	if (fd < 0)
		return false;
	close(fd);
	return true;
}

int
main(int argc, char **argv)
{
	if (!open_streams())
		return STATUS_HARNESS;
	return flush(dispatch(argc, argv));
}
