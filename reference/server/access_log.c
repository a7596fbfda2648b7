#include "server/access_log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "server/access_log_line.h"

#define ROOM ((size_t)262144)	     /* octets of lines that wait */
#define ENOUGH (ROOM / 4)	     /* are written at once */
#define WAIT_NS UINT64_C(1000000000) /* or after that time */
#define WAIT_MS 1000

struct access_log {
	const char *file; /* NULL: standard output */
	const char *program;
	int descriptor;

	uv_thread_t thread;
	uv_mutex_t lock; /* of all below */
	uv_cond_t wake;
	char *lines; /* what waits; owned */
	size_t len;
	uint64_t n_lost;
	bool reopen;
	bool closing;
	struct access_log_clock clock;

	/* of the thread that writes */
	char *writing; /* owned */
	bool torn;     /* the last line was written in part */
	bool failing;  /* standard error has been told */
};

static bool
open_file(struct access_log *log)
{
	int descriptor = open(log->file,
		O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0640);

	if (descriptor == -1)
		return false;
	if (log->descriptor != -1)
		close(log->descriptor);
	log->descriptor = descriptor;
	return true;
}

static void
tell(struct access_log *log, const char *what)
{
	if (!log->failing)
		fprintf(stderr, "%s: log %s: %s\n", log->program,
			log->file ? log->file : "-", what);
	log->failing = true;
}

/* A pipe nobody reads must not hold us for ever, and takes so much at once. */
static ssize_t
write_some(const struct access_log *log, const char *octets, size_t len)
{
	struct pollfd ready = {.fd = log->descriptor, .events = POLLOUT};
	struct stat status;

	if (fstat(log->descriptor, &status) == 0 && !S_ISREG(status.st_mode)) {
		if (poll(&ready, 1, WAIT_MS) == 0) {
			errno = EAGAIN;
			return -1;
		}
		if (len > PIPE_BUF)
			len = PIPE_BUF;
	}
	return write(log->descriptor, octets, len);
}

static void
write_lines(struct access_log *log, const char *lines, size_t len)
{
	while (len > 0) {
		ssize_t n = write_some(log, lines, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			tell(log, strerror(errno));
			return;
		}
		lines += n;
		len -= (size_t)n;
		log->torn = lines[-1] != '\n';
		if (len == 0)
			log->failing = false;
	}
}

/* A line that could only be written in part is ended, so that it does not spoil
 * the next one. */
static void
write_all(struct access_log *log, size_t len)
{
	if (len > 0 && log->torn)
		write_lines(log, "\n", 1);
	if (!log->torn)
		write_lines(log, log->writing, len);
}

/* Waits until there is enough to be written, or there was something for long
 * enough. */
static void
wait_for_lines(struct access_log *log)
{
	while (log->len == 0 && !log->reopen && !log->closing)
		uv_cond_wait(&log->wake, &log->lock);
	while (log->len < ENOUGH && !log->reopen && !log->closing)
		if (uv_cond_timedwait(&log->wake, &log->lock, WAIT_NS) != 0)
			break;
}

static size_t
take_lines(struct access_log *log)
{
	char *lines = log->lines;
	size_t len = log->len;

	log->lines = log->writing;
	log->writing = lines;
	log->len = 0;
	return len;
}

static void
run(void *argument)
{
	struct access_log *log = argument;
	bool closing = false;

	while (!closing) {
		uint64_t n_lost;
		size_t len;
		bool reopen;

		uv_mutex_lock(&log->lock);
		wait_for_lines(log);
		len = take_lines(log);
		n_lost = log->n_lost;
		log->n_lost = 0;
		reopen = log->reopen;
		log->reopen = false;
		closing = log->closing;
		uv_mutex_unlock(&log->lock);

		if (n_lost > 0)
			tell(log, "too slow, lines are lost");
		write_all(log, len);
		if (reopen && log->file && !open_file(log))
			tell(log, strerror(errno));
	}
}

static void
free_log(struct access_log *log)
{
	if (log->file && log->descriptor != -1)
		close(log->descriptor);
	free(log->lines);
	free(log->writing);
	free(log);
}

static bool
start(struct access_log *log)
{
	log->lines = malloc(ROOM);
	log->writing = malloc(ROOM);
	if (!log->lines || !log->writing) {
		errno = ENOMEM;
		return false;
	}
	if (log->file && !open_file(log))
		return false;
	uv_mutex_init(&log->lock);
	uv_cond_init(&log->wake);
	if (uv_thread_create(&log->thread, run, log) == 0)
		return true;
	uv_cond_destroy(&log->wake);
	uv_mutex_destroy(&log->lock);
	errno = EAGAIN;
	return false;
}

struct access_log *
access_log_open(const char *file, const char *program)
{
	struct access_log *log = calloc(1, sizeof(*log));
	int error;

	if (!log)
		return NULL;
	log->program = program;
	log->descriptor = STDOUT_FILENO;
	if (strcmp(file, "-") != 0) {
		log->file = file;
		log->descriptor = -1;
	}
	if (start(log))
		return log;
	error = errno;
	free_log(log);
	errno = error;
	return NULL;
}

void
access_log_close(struct access_log *log)
{
	uv_mutex_lock(&log->lock);
	log->closing = true;
	uv_cond_signal(&log->wake);
	uv_mutex_unlock(&log->lock);
	uv_thread_join(&log->thread);
	uv_cond_destroy(&log->wake);
	uv_mutex_destroy(&log->lock);
	free_log(log);
}

void
access_log_reopen(struct access_log *log)
{
	uv_mutex_lock(&log->lock);
	log->reopen = true;
	uv_cond_signal(&log->wake);
	uv_mutex_unlock(&log->lock);
}

void
access_log_put(struct access_log *log, const struct access_log_line *line)
{
	uv_mutex_lock(&log->lock);
	if (ROOM - log->len < ACCESS_LOG_LINE_MAX) {
		log->n_lost++;
	} else {
		if (log->len == 0)
			uv_cond_signal(&log->wake);
		log->len += access_log_line_write(log->lines + log->len,
			&log->clock, line);
		if (log->len >= ENOUGH)
			uv_cond_signal(&log->wake);
	}
	uv_mutex_unlock(&log->lock);
}
