#include "server/http_server.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "server/transport.h"

/* Descriptors for a connection (its socket, and a file), for a thread, and for
 * the rest. */
#define PER_CONNECTION 2
#define PER_THREAD 8
#define FOR_THE_REST 32

const struct http_server_options http_server_defaults = {
	.program = "http_server",
	.address = "127.0.0.1",
	.port = 8080,
	.settings =
		{
#define SETTING(name, option, standard, least, most, text) .name = (standard),
#include "server/settings.def"
#undef SETTING
		},
};

__attribute__((format(printf, 3, 4))) static void
blame(struct http_server_error *error, bool bad_options, const char *format,
	...)
{
	va_list arguments;

	error->bad_options = bad_options;
	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
}

static unsigned
count_threads(const struct http_server_options *options)
{
	unsigned n = options->threads ? options->threads
				      : uv_available_parallelism();

	return n < HTTP_SERVER_THREADS_MAX ? n : HTTP_SERVER_THREADS_MAX;
}

/* As many descriptors as we may have; not more connections than they serve. */
static void
fit_descriptors(struct http_server *server)
{
	struct settings *settings = &server->options.settings;
	unsigned n_threads = count_threads(&server->options);
	uint64_t rest = FOR_THE_REST + (uint64_t)PER_THREAD * n_threads;
	struct rlimit limit;
	uint64_t most;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 ||
		getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	most = (uint64_t)limit.rlim_cur;
	most = most > rest + PER_CONNECTION ? (most - rest) / PER_CONNECTION
					    : 1;
	if (settings->max_connections > most)
		settings->max_connections = most;
}

static bool
open_certificate(struct http_server *server, struct http_server_error *error)
{
	const struct http_server_options *options = &server->options;
	struct tls_error cause;

	if (!options->tls_certificate && !options->tls_self_signed)
		return true;
	if (!certificate_open(&server->certificate, options->tls_certificate,
		    options->tls_key, &cause)) {
		blame(error, true, "%s", cause.text);
		return false;
	}
	server->secure = true;
	if (!options->tls_certificate_out ||
		certificate_write(&server->certificate,
			options->tls_certificate_out))
		return true;
	blame(error, true, "%s: %s", options->tls_certificate_out,
		strerror(errno));
	return false;
}

static bool
open_log(struct http_server *server, struct http_server_error *error)
{
	const struct http_server_options *options = &server->options;

	if (!options->log)
		return true;
	server->log = access_log_open(options->log, options->program);
	if (!server->log)
		blame(error, true, "%s: %s", options->log, strerror(errno));
	return server->log != NULL;
}

static bool
open_listener(struct http_server *server, struct http_server_error *error)
{
	const struct http_server_options *options = &server->options;
	int status = listener_open(&server->listener, server);

	if (status == UV_EINVAL)
		blame(error, true, "'%s': not an IP address", options->address);
	else if (status != 0)
		blame(error, false, "%s port %u: %s", options->address,
			options->port, uv_strerror(status));
	return status == 0;
}

static void on_signal(uv_signal_t *handle, int number);

static void
close_signals(struct http_server *server)
{
	size_t i;

	for (i = 0; server->has_signals && i < HTTP_SERVER_SIGNALS; i++)
		uv_close((uv_handle_t *)&server->signals[i], NULL);
	server->has_signals = false;
}

static bool
start_signals(struct http_server *server, struct http_server_error *error)
{
	static const int numbers[HTTP_SERVER_SIGNALS] = {
		SIGTERM, SIGINT, SIGHUP};
	int status = 0;
	size_t i;

	server->has_signals = true;
	for (i = 0; i < HTTP_SERVER_SIGNALS; i++) {
		uv_signal_t *handle = &server->signals[i];

		uv_signal_init(&server->workers[0].loop, handle);
		handle->data = server;
		if (status == 0)
			status = uv_signal_start(handle, on_signal, numbers[i]);
	}
	if (status != 0)
		blame(error, false, "signals: %s", uv_strerror(status));
	return status == 0;
}

static bool
open_workers(struct http_server *server, struct http_server_error *error)
{
	unsigned wanted = count_threads(&server->options);
	unsigned i;

	server->workers = calloc(wanted, sizeof(*server->workers));
	server->n_workers = wanted;
	for (i = 0; server->workers && i < wanted; i++)
		if (!worker_open(&server->workers[i], server))
			break;
	server->n_workers = i;
	if (i == wanted && server->workers)
		return true;
	blame(error, false, "threads: no memory or descriptors");
	return false;
}

struct http_server *
http_server_open(const struct http_server_options *options,
	const struct http_handler *handler, struct http_server_error *error)
{
	struct http_server *server = calloc(1, sizeof(*server));

	if (!server) {
		blame(error, false, "no memory");
		return NULL;
	}
	signal(SIGPIPE, SIG_IGN);
	server->options = *options;
	server->handler = *handler;
	server->listener.descriptor = -1;
	fit_descriptors(server);
	if (!open_certificate(server, error) || !open_listener(server, error) ||
		!open_log(server, error) || !open_workers(server, error) ||
		!start_signals(server, error)) {
		http_server_close(server);
		return NULL;
	}
	return server;
}

const char *
http_server_url(const struct http_server *server)
{
	return server->listener.url;
}

static void
stop(struct http_server *server)
{
	unsigned i;

	listener_stop(&server->listener);
	for (i = 0; i < server->n_workers; i++)
		worker_stop(&server->workers[i]);
}

static void
reload(struct http_server *server)
{
	struct tls_error error;

	if (server->secure && !certificate_reload(&server->certificate, &error))
		fprintf(stderr, "%s: %s; the old certificate stays\n",
			server->options.program, error.text);
	if (server->log)
		access_log_reopen(server->log);
}

/* The second one does not wait for the grace time. */
static void
on_signal(uv_signal_t *handle, int number)
{
	struct http_server *server = handle->data;
	unsigned i;

	if (number == SIGHUP)
		reload(server);
	else if (!server->listener.stopped)
		stop(server);
	else
		for (i = 0; i < server->n_workers; i++)
			worker_abort(&server->workers[i]);
}

void
http_server_ended(struct http_server *server)
{
	close_signals(server);
}

static void
run_worker(void *worker)
{
	worker_run(worker);
}

static unsigned
start_threads(struct http_server *server)
{
	unsigned i;

	atomic_store(&server->n_running, 1);
	for (i = 1; i < server->n_workers; i++) {
		struct worker *worker = &server->workers[i];

		atomic_fetch_add(&server->n_running, 1);
		if (uv_thread_create(&worker->thread, run_worker, worker) != 0)
			break;
	}
	return i;
}

bool
http_server_serve(struct http_server *server, struct http_server_error *error)
{
	unsigned n_started = start_threads(server), i;
	bool started = n_started == server->n_workers;
	int status = listener_start(&server->listener);

	if (!started)
		atomic_fetch_sub(&server->n_running, 1);
	if (status != 0 || !started) {
		blame(error, false, "%s",
			status != 0 ? uv_strerror(status) : "no threads");
		stop(server);
	}
	worker_run(&server->workers[0]);
	for (i = 1; i < n_started; i++)
		uv_thread_join(&server->workers[i].thread);
	return status == 0 && started;
}

void
http_server_close(struct http_server *server)
{
	unsigned i;

	if (!server)
		return;
	listener_close(&server->listener);
	close_signals(server);
	for (i = 0; i < server->n_workers; i++)
		worker_close(&server->workers[i]);
	free(server->workers);
	if (server->log)
		access_log_close(server->log);
	if (server->secure)
		certificate_close(&server->certificate);
	free(server);
}

static bool
announce(const struct http_server *server, struct http_server_error *error)
{
	printf("listening %s\n", http_server_url(server));
	if (fflush(stdout) == 0)
		return true;
	blame(error, false, "standard output: %s", strerror(errno));
	return false;
}

int
http_server_run(const struct http_server_options *options,
	const struct http_handler *handler)
{
	struct http_server_error error;
	struct http_server *server = http_server_open(options, handler, &error);
	bool served = server && announce(server, &error) &&
		      http_server_serve(server, &error);

	http_server_close(server);
	if (served)
		return 0;
	fprintf(stderr, "%s: %s\n", options->program, error.text);
	return error.bad_options ? 2 : 1;
}
