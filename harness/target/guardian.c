#include "target/guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "target/scratch.h"

/* More than we ever have open. */
#define FILES_MAX 4096

#define STOP_TRIES 50
#define TRY_MS 20

static void
pause_ms(long ms)
{
	const struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

/* Whoever waits for the end of our output does not wait for the guardian, and
 * connections end when we close them. */
static void
keep_only(int pipe)
{
	if (pipe != 0)
		dup2(pipe, 0);
	for (int fd = 1; fd < FILES_MAX; fd++)
		close(fd);
}

/* False: the program is gone. */
static bool
wait_for_dismissal(void)
{
	char octet;
	ssize_t n;

	do
		n = read(0, &octet, 1);
	while (n < 0 && errno == EINTR);
	return n != 0;
}

static void
stop(pid_t group)
{
	kill(-group, SIGTERM);
	for (int i = 0; i < STOP_TRIES && kill(-group, 0) == 0; i++)
		pause_ms(TRY_MS);
	kill(-group, SIGKILL);
}

static void
stand_guard(int pipe, pid_t group, const char *folder)
{
	setsid();
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	keep_only(pipe);
	if (!wait_for_dismissal()) {
		stop(group);
		scratch_remove(folder);
	}
	_exit(0);
}

void
guardian_post(struct guardian *g, pid_t group, const char *folder)
{
	int ends[2];

	*g = (struct guardian){.pid = 0};
	if (pipe(ends) != 0)
		return;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	g->pid = fork();
	if (g->pid == 0)
		stand_guard(ends[0], group, folder);
	close(ends[0]);
	g->pipe = ends[1];
	if (g->pid > 0)
		return;
	close(ends[1]);
	g->pid = 0;
}

void
guardian_dismiss(struct guardian *g)
{
	if (g->pid == 0)
		return;
	while (write(g->pipe, "", 1) < 0 && errno == EINTR)
		;
	close(g->pipe);
	while (waitpid(g->pid, NULL, 0) < 0 && errno == EINTR)
		;
	*g = (struct guardian){.pid = 0};
}
