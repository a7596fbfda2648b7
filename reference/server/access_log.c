#include "server/access_log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#define ROOM ((size_t)262144)	     /* octets of lines that wait */
#define ENOUGH (ROOM / 4)	     /* are written at once */
#define WAIT_NS UINT64_C(1000000000) /* or after that time */
#define WAIT_MS 1000
#define REQUEST_LINE_MAX 8192 /* octets of it that are told */
#define ESCAPED_LEN 4	      /* octets of \xHH */
#define REST_MAX 256	      /* octets of a line without request-line */
#define LINE_MAX_LEN (REQUEST_LINE_MAX + REST_MAX)
#define TIME_MAX 32
#define NUMBER_MAX 24

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
	int64_t time; /* that `time_text` tells */
	char time_text[TIME_MAX];

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

/* Most lines are of the same second as the one before. */
static const char *
time_text(struct access_log *log, int64_t now)
{
	time_t seconds = (time_t)now;
	struct tm tm;

	if (now == log->time && log->time_text[0] != '\0')
		return log->time_text;
	log->time = now;
	if (!gmtime_r(&seconds, &tm) ||
		strftime(log->time_text, TIME_MAX, "%d/%b/%Y:%H:%M:%S +0000",
			&tm) == 0)
		memcpy(log->time_text, "-", sizeof("-"));
	return log->time_text;
}

static char *
escape(char *out, uint8_t octet)
{
	static const char digits[] = "0123456789ABCDEF";

	if (octet > 0x1f && octet < 0x7f && octet != '"' && octet != '\\') {
		*out++ = (char)octet;
		return out;
	}
	*out++ = '\\';
	*out++ = 'x';
	*out++ = digits[octet >> 4];
	*out++ = digits[octet & 0xf];
	return out;
}

/* As much as fits; what is cut off shows as "...". */
static char *
put_request_line(char *out, struct h1_span line)
{
	const char *end = out + REQUEST_LINE_MAX - ESCAPED_LEN;
	size_t i;

	if (line.len == 0)
		*out++ = '-';
	for (i = 0; i < line.len && out < end; i++)
		out = escape(out, line.at[i]);
	if (i == line.len)
		return out;
	memcpy(out, "...", 3);
	return out + 3;
}

/* Decimal; "-" for 0. */
static void
write_number(char out[NUMBER_MAX], uint64_t number)
{
	if (number > 0)
		snprintf(out, NUMBER_MAX, "%llu", (unsigned long long)number);
	else
		memcpy(out, "-", sizeof("-"));
}

static void
format(struct access_log *log, const struct access_log_line *line)
{
	char *start = log->lines + log->len;
	char *out = start;
	char status[NUMBER_MAX], octets[NUMBER_MAX];

	write_number(status, line->status);
	write_number(octets, line->n_octets);
	out += snprintf(out, REST_MAX / 2, "%.64s - - [%s] \"", line->client,
		time_text(log, line->time));
	out = put_request_line(out, line->request_line);
	out += snprintf(out, REST_MAX / 2, "\" %s %s\n", status, octets);
	log->len += (size_t)(out - start);
}

void
access_log_put(struct access_log *log, const struct access_log_line *line)
{
	uv_mutex_lock(&log->lock);
	if (ROOM - log->len < LINE_MAX_LEN) {
		log->n_lost++;
	} else {
		if (log->len == 0)
			uv_cond_signal(&log->wake);
		format(log, line);
		if (log->len >= ENOUGH)
			uv_cond_signal(&log->wake);
	}
	uv_mutex_unlock(&log->lock);
}
