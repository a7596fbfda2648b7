#include "target/process.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "target/address.h"
#include "target/places.h"
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

/* ---- ports and folders ---- */

static struct sockaddr_in
loopback(unsigned port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static bool
choose_port(struct target_process *p)
{
	struct sockaddr_in a = loopback(0);
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool found;

	if (fd < 0)
		return fail(p, "no socket", strerror(errno));
	found = bind(fd, (struct sockaddr *)&a, sizeof(a)) == 0 &&
		getsockname(fd, (struct sockaddr *)&a, &len) == 0;
	close(fd);
	if (!found)
		return fail(p, "no free port", strerror(errno));
	snprintf(p->port, sizeof(p->port), "%u", ntohs(a.sin_port));
	return true;
}

static bool
make_folder(struct target_process *p)
{
	return scratch_make(p->run, sizeof(p->run), "assay-target") ||
	       fail(p, "no scratch folder", strerror(errno));
}

/* ---- placeholders ---- */

static bool
placeholder(const struct target_process *p, const char *at, size_t len,
	char out[TARGET_PLACE_MAX])
{
	const struct {
		const char *name;
		const char *value;
		void (*find)(char *out, size_t room); /* unless NULL */
	} known[] = {
		{"port", p->port, NULL},
		{"run", p->run, NULL},
		{"dir", p->file->directory, NULL},
		{"h1d", NULL, target_place_h1d},
		{"npm", NULL, target_place_npm},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strlen(known[i].name) != len ||
			memcmp(known[i].name, at, len) != 0)
			continue;
		if (known[i].find != NULL)
			known[i].find(out, TARGET_PLACE_MAX);
		else if (known[i].value != NULL)
			snprintf(out, TARGET_PLACE_MAX, "%s", known[i].value);
		return known[i].find != NULL || known[i].value != NULL;
	}
	return false;
}

char *
target_process_expand(const struct target_process *p, const char *text)
{
	struct octets out = {0};
	char value[TARGET_PLACE_MAX];
	const char *open;

	while ((open = strstr(text, "{{")) != NULL) {
		const char *close = strstr(open, "}}");

		if (close == NULL ||
			!placeholder(p, open + 2, (size_t)(close - open - 2),
				value) ||
			!octets_append(&out, text, (size_t)(open - text)) ||
			!octets_text(&out, value)) {
			octets_free(&out);
			return NULL;
		}
		text = close + 2;
	}
	if (!octets_append(&out, text, strlen(text) + 1)) {
		octets_free(&out);
		return NULL;
	}
	return (char *)out.at;
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
connects(const struct sockaddr_storage *address, size_t len)
{
	int fd = socket(address->ss_family, SOCK_STREAM, 0);
	bool connected;

	if (fd < 0)
		return false;
	connected = connect(fd, (const struct sockaddr *)address,
			    (socklen_t)len) == 0;
	close(fd);
	return connected;
}

static bool
accepts_unix(const struct target_process *p)
{
	char *path = target_process_expand(p, p->file->unix_socket);
	struct target_addresses found;
	bool connected = path != NULL && target_address_unix(path, &found) &&
			 connects(&found.at[0], sizeof(struct sockaddr_un));

	free(path);
	return connected;
}

/* Where the URL says, but for its host: "localhost" can be either. */
static bool
accepts(const struct target_process *p)
{
	unsigned port = (unsigned)strtoul(p->port, NULL, 10);
	const struct sockaddr_in in = loopback(port);
	const struct sockaddr_in6 in6 = {
		.sin6_family = AF_INET6,
		.sin6_port = in.sin_port,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT,
	};
	struct sockaddr_storage address = {0};

	if (p->file->unix_socket != NULL)
		return accepts_unix(p);
	memcpy(&address, &in, sizeof(in));
	if (connects(&address, sizeof(in)))
		return true;
	memcpy(&address, &in6, sizeof(in6));
	return connects(&address, sizeof(in6));
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

/* Whether somebody else has the port, now that the target is gone. */
static bool
port_is_taken(const struct target_process *p)
{
	const struct sockaddr_in a =
		loopback((unsigned)strtoul(p->port, NULL, 10));
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool taken;

	if (fd < 0)
		return false;
	taken = bind(fd, (const struct sockaddr *)&a, sizeof(a)) != 0 &&
		errno == EADDRINUSE;
	close(fd);
	return taken;
}

/* Between our choice of a port and the target's use of it, another program, such
 * as another audit, may have got it. */
static bool
start_somewhere(struct target_process *p)
{
	for (int i = 1; !start(p) || !wait_until_ready(p); i++) {
		end_process(p);
		if (i == PORT_TRIES || !port_is_taken(p) || !choose_port(p))
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
