#include "target/process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

/* A command that prints no line within this time has no version. */
#define LINE_MS 10000

static int64_t
now_ms(void)
{
	return (int64_t)(uv_hrtime() / 1000000);
}

static void
run_child(const int ends[2], const char *command)
{
	setsid();
	if (dup2(ends[1], STDOUT_FILENO) >= 0) {
		close(ends[0]);
		close(ends[1]);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	}
	_exit(127);
}

/* Gives the command's process, whose output *fd reads; -1: none. */
static pid_t
run(const char *command, int *fd)
{
	int ends[2];
	pid_t pid;

	if (pipe(ends) != 0)
		return -1;
	pid = fork();
	if (pid == 0)
		run_child(ends, command);
	close(ends[1]);
	if (pid < 0)
		close(ends[0]);
	*fd = ends[0];
	return pid;
}

/* One octet; false: the end, or it takes too long. */
static bool
next(int fd, int64_t deadline, char *c)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	for (;;) {
		int64_t left = deadline - now_ms();
		int ready = left > 0 ? poll(&p, 1, (int)left) : 0;

		if (ready > 0)
			return read(fd, c, 1) == 1;
		if (ready == 0 || errno != EINTR)
			return false;
	}
}

void
target_process_version(const struct target_process *p, char *out, size_t room)
{
	int64_t deadline = now_ms() + LINE_MS;
	char *command = NULL;
	size_t n = 0;
	int fd;
	char c;
	pid_t pid;

	out[0] = '\0';
	if (p->file->version != NULL)
		command = target_process_expand(p, p->file->version);
	pid = command == NULL ? -1 : run(command, &fd);
	free(command);
	if (pid < 0)
		return;
	while (n + 1 < room && next(fd, deadline, &c) && c != '\n')
		if (c >= ' ' && c <= '~')
			out[n++] = c;
	out[n] = '\0';
	close(fd);
	kill(-pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}
