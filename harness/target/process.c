#include "target/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "target/address.h"
#include "target/port.h"
#include "target/scratch.h"

#define READY_TRIES 750 /* of 20 ms: a JVM takes seconds */
#define BUILD_TRIES 6000
#define STOP_TRIES 150
#define PORT_TRIES 3
#define TRY_MS 20
#define LOG_SHOWN 2000

static const volatile bool *interrupted;
static const char *kept_log; /* NULL: none */

static void
pause_ms(long ms)
{
	const struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

static bool
fail(struct target_process *p, const char *what, const char *why)
{
	snprintf(p->problem, sizeof(p->problem), "%.60s: %.40s%s%.120s",
		p->file->name, what, why == NULL ? "" : ": ",
		why == NULL ? "" : why);
	return false;
}

static bool
choose_port(struct target_process *p)
{
	const char *problem = port_choose(p->port);

	return problem == NULL || fail(p, problem, strerror(errno));
}

static bool
make_folder(struct target_process *p)
{
	return scratch_make(p->run, sizeof(p->run), "assay-target") ||
	       fail(p, "no scratch folder", strerror(errno));
}

/* ---- the process ---- */

static void
run_child(const struct target_process *p, const char *folder,
	const char *command)
{
	char path[300];
	int log;
	int null = open("/dev/null", O_RDONLY);

	snprintf(path, sizeof(path), "%s/log", p->run);
	log = open(kept_log != NULL ? kept_log : path,
		O_WRONLY | O_CREAT | O_APPEND, 0666);
	setsid();
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	if (log >= 0 && null >= 0 && dup2(null, 0) >= 0 && dup2(log, 1) >= 0 &&
		dup2(log, 2) >= 0 && (folder == NULL || chdir(folder) == 0))
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* Runs the text called `what` of the target file in `folder`; NULL: here. */
static bool
spawn(struct target_process *p, const char *what, const char *text,
	const char *folder)
{
	char *command = target_process_expand(p, text);

	if (command == NULL)
		return fail(p, "unknown placeholder", what);
	p->pid = fork();
	if (p->pid == 0)
		run_child(p, folder, command);
	free(command);
	if (p->pid > 0) {
		guardian_post(&p->guardian, p->pid, p->run);
		return true;
	}
	p->pid = 0;
	return fail(p, "cannot fork", strerror(errno));
}

static bool
start(struct target_process *p)
{
	return spawn(p, "start", p->file->start, NULL);
}

static bool
accepts_unix(const struct target_process *p)
{
	char *path = target_process_expand(p, p->file->unix_socket);
	struct target_addresses found;
	bool connected =
		path != NULL && target_address_unix(path, &found) &&
		port_connects(&found.at[0], sizeof(struct sockaddr_un));

	free(path);
	return connected;
}

static bool
accepts(const struct target_process *p)
{
	return p->file->unix_socket != NULL ? accepts_unix(p)
					    : port_accepts(p->port);
}

/* Some servers fork away from the process that was started; so only a failure
 * to accept connections counts. */
static bool
wait_until_ready(struct target_process *p)
{
	int status;
	bool gone = false;

	for (int i = 0; i < READY_TRIES; i++) {
		if (accepts(p))
			return true;
		if (!gone && waitpid(p->pid, &status, WNOHANG) == p->pid)
			gone = WIFSIGNALED(status) || WEXITSTATUS(status) != 0;
		if (gone)
			return fail(p, "the start command failed", NULL);
		if (interrupted != NULL && *interrupted)
			return fail(p, "interrupted while it started", NULL);
		pause_ms(TRY_MS);
	}
	return fail(p, "accepts no connections", NULL);
}

/* Builds what is to be started, if anything is, and waits for it. */
static bool
build(struct target_process *p)
{
	int status;

	if (p->file->build == NULL)
		return true;
	if (!spawn(p, "build", p->file->build, p->run))
		return false;
	for (int i = 0; i < BUILD_TRIES; i++) {
		if (waitpid(p->pid, &status, WNOHANG) == p->pid) {
			p->pid = 0;
			guardian_dismiss(&p->guardian);
			return status == 0 ||
			       fail(p, "the build command failed", NULL);
		}
		if (interrupted != NULL && *interrupted)
			return fail(p, "interrupted while it was built", NULL);
		pause_ms(TRY_MS);
	}
	return fail(p, "the build command does not end", NULL);
}

static void
show_log(const struct target_process *p)
{
	char path[300];
	char text[LOG_SHOWN];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), "%s/log", p->run);
	f = kept_log == NULL ? fopen(path, "r") : NULL;
	if (f == NULL)
		return;
	n = fread(text, 1, sizeof(text), f);
	fclose(f);
	fwrite(text, 1, n, stderr);
}

static void
end_process(struct target_process *p)
{
	if (p->pid == 0)
		return;
	kill(-p->pid, SIGTERM);
	for (int i = 0; i < STOP_TRIES; i++) {
		waitpid(p->pid, NULL, WNOHANG);
		if (kill(-p->pid, 0) != 0)
			break;
		pause_ms(TRY_MS);
	}
	kill(-p->pid, SIGKILL);
	waitpid(p->pid, NULL, 0);
	p->pid = 0;
	guardian_dismiss(&p->guardian);
}

/* Between our choice of a port and the target's use of it, another program, such
 * as another audit, may have got it. */
static bool
start_somewhere(struct target_process *p)
{
	for (int i = 1; !start(p) || !wait_until_ready(p); i++) {
		end_process(p);
		if (i == PORT_TRIES || !port_is_taken(p->port) ||
			!choose_port(p))
			return false;
	}
	return true;
}

void
target_process_heed(const volatile bool *stop)
{
	interrupted = stop;
}

void
target_process_keep_log(const char *path)
{
	kept_log = path;
}

bool
target_process_start(struct target_process *p, const struct target_file *file)
{
	*p = (struct target_process){.file = file};
	if (!choose_port(p) || !make_folder(p))
		return false;
	if (build(p) && start_somewhere(p))
		return true;
	show_log(p);
	target_process_stop(p);
	return false;
}

bool
target_process_restart(struct target_process *p)
{
	end_process(p);
	return start(p) && wait_until_ready(p);
}

void
target_process_stop(struct target_process *p)
{
	end_process(p);
	scratch_remove(p->run);
	p->run[0] = '\0';
}
