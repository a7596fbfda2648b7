#include "server/worker.h"

#include <stdlib.h>
#include <time.h>

#include "server/peer.h"
#include "server/transport.h"

static bool
is_first(const struct worker *worker)
{
	return worker == worker->server->workers;
}

struct instant
worker_now(struct worker *worker)
{
	struct timespec now = {0};
	uint64_t ms = uv_now(&worker->loop);

	if (ms != worker->now.ms) {
		clock_gettime(CLOCK_REALTIME, &now);
		worker->now = (struct instant){ms, now.tv_sec};
	}
	return worker->now;
}

/* The first one ends last, since it has the signals. */
static void
end_if_done(struct worker *worker)
{
	struct http_server *server = worker->server;

	if (!worker->stopping || worker->ended ||
		atomic_load(&worker->n_peers) > 0)
		return;
	if (is_first(worker) && atomic_load(&server->n_running) > 1)
		return;
	uv_mutex_lock(&worker->lock);
	worker->ended = true;
	uv_mutex_unlock(&worker->lock);
	uv_close((uv_handle_t *)&worker->wake, NULL);
	uv_close((uv_handle_t *)&worker->timer, NULL);
	uv_close((uv_handle_t *)&worker->grace, NULL);
	if (is_first(worker))
		http_server_ended(server);
}

void
worker_peer_gone(struct worker *worker)
{
	struct http_server *server = worker->server;

	atomic_fetch_sub(&worker->n_peers, 1);
	atomic_fetch_sub(&server->n_connections, 1);
	listener_room(&server->listener);
	end_if_done(worker);
}

static void on_timer(uv_timer_t *timer);

static void
arm_timer(struct worker *worker)
{
	uint64_t at = timer_queue_next(&worker->timers);
	uint64_t now = uv_now(&worker->loop);

	if (at >= worker->timer_at)
		return;
	worker->timer_at = at;
	uv_timer_start(&worker->timer, on_timer, at > now ? at - now : 0, 0);
}

static void
on_timer(uv_timer_t *handle)
{
	struct worker *worker = handle->data;
	uint64_t now = uv_now(&worker->loop);
	struct timer *timer;

	worker->timer_at = TIMER_NEVER;
	while ((timer = timer_queue_expired(&worker->timers, now)))
		peer_expired(timer);
	arm_timer(worker);
}

void
worker_set_timer(struct worker *worker, struct timer *timer, uint64_t due)
{
	uint64_t now = uv_now(&worker->loop);

	/* Never in this turn of the loop, which could then last for ever. */
	timer_queue_set(&worker->timers, timer, due > now ? due : now + 1);
	if (timer->at < worker->timer_at)
		arm_timer(worker);
}

static void
abort_all(struct worker *worker)
{
	while (worker->peers)
		peer_abort(worker->peers);
}

static void
on_grace_over(uv_timer_t *timer)
{
	abort_all(timer->data);
}

static void
stop_all(struct worker *worker)
{
	struct peer *peer, *next;

	worker->stopping = true;
	for (peer = worker->peers; peer; peer = next) {
		next = peer->next;
		peer_stop(peer);
	}
	uv_timer_start(&worker->grace, on_grace_over,
		worker->server->options.settings.grace_ms, 0);
	atomic_fetch_add(&worker->server->n_stopping, 1);
	worker_wake(worker->server->workers);
}

static struct peer *
take_inbox(struct worker *worker)
{
	struct peer *peers;

	uv_mutex_lock(&worker->lock);
	peers = worker->inbox;
	worker->inbox = NULL;
	uv_mutex_unlock(&worker->lock);
	return peers;
}

/* Connections are refused when all workers know that the server stops: who is
 * refused can rely on it that answers from then on are the last. */
static void
check_listener(struct http_server *server)
{
	if (atomic_load(&server->n_stopping) == server->n_workers)
		listener_close(&server->listener);
	else
		listener_check(&server->listener);
}

static void
on_wake(uv_async_t *wake)
{
	struct worker *worker = wake->data;
	struct peer *peer = take_inbox(worker);

	while (peer) {
		struct peer *next = peer->next;

		peer_begin(peer, worker);
		peer = next;
	}
	if (atomic_load(&worker->stop_asked) && !worker->stopping)
		stop_all(worker);
	if (atomic_load(&worker->abort_asked))
		abort_all(worker);
	if (is_first(worker))
		check_listener(worker->server);
	end_if_done(worker);
}

void
worker_wake(struct worker *worker)
{
	uv_mutex_lock(&worker->lock);
	if (!worker->ended)
		uv_async_send(&worker->wake);
	uv_mutex_unlock(&worker->lock);
}

void
worker_take(struct worker *worker, struct peer *peer)
{
	atomic_fetch_add(&worker->n_peers, 1);
	if (is_first(worker)) {
		peer_begin(peer, worker);
		return;
	}
	uv_mutex_lock(&worker->lock);
	peer->next = worker->inbox;
	worker->inbox = peer;
	uv_async_send(&worker->wake);
	uv_mutex_unlock(&worker->lock);
}

void
worker_stop(struct worker *worker)
{
	atomic_store(&worker->stop_asked, true);
	worker_wake(worker);
}

void
worker_abort(struct worker *worker)
{
	atomic_store(&worker->abort_asked, true);
	worker_wake(worker);
}

static void
on_answered(void *context, const struct connection_record *record)
{
	struct access_log *log = context;
	const struct access_log_line line = {record->client, record->time,
		record->request_line, record->status, record->n_content};

	access_log_put(log, &line);
}

static void
refuse_head(void *context, struct http_exchange *exchange)
{
	(void)context;
	http_respond(exchange, 400);
	http_respond_close(exchange);
	http_explain(exchange, 400, "this port speaks HTTP over TLS: https");
}

static const struct http_handler refusing = {.head = refuse_head};

static void
init_environments(struct worker *worker)
{
	struct http_server *server = worker->server;
	const struct settings *settings = &server->options.settings;

	workspace_init(&worker->workspace,
		settings->max_memory / server->n_workers);
	worker->serving = (struct connection_environment){
		.settings = settings,
		.handler = &server->handler,
		.workspace = &worker->workspace,
		.answered = server->log ? on_answered : NULL,
		.context = server->log,
	};
	worker->refusing = worker->serving;
	worker->refusing.handler = &refusing;
}

bool
worker_open(struct worker *worker, struct http_server *server)
{
	worker->server = server;
	worker->timer_at = TIMER_NEVER;
	worker->now.ms = UINT64_MAX;
	worker->scratch = malloc(WORKER_SCRATCH_LEN);
	if (!worker->scratch || uv_loop_init(&worker->loop) != 0)
		goto free_scratch;
	if (uv_async_init(&worker->loop, &worker->wake, on_wake) != 0)
		goto close_loop;
	uv_timer_init(&worker->loop, &worker->timer);
	uv_timer_init(&worker->loop, &worker->grace);
	uv_mutex_init(&worker->lock);
	init_environments(worker);
	worker->wake.data = worker;
	worker->timer.data = worker;
	worker->grace.data = worker;
	return true;

close_loop:
	uv_loop_close(&worker->loop);
free_scratch:
	free(worker->scratch);
	return false;
}

void
worker_run(struct worker *worker)
{
	struct http_server *server = worker->server;

	uv_run(&worker->loop, UV_RUN_DEFAULT);
	atomic_fetch_sub(&server->n_running, 1);
	if (!is_first(worker))
		worker_wake(&server->workers[0]);
}

void
worker_close(struct worker *worker)
{
	if (!worker->ended) {
		uv_close((uv_handle_t *)&worker->wake, NULL);
		uv_close((uv_handle_t *)&worker->timer, NULL);
		uv_close((uv_handle_t *)&worker->grace, NULL);
		uv_run(&worker->loop, UV_RUN_DEFAULT);
	}
	uv_loop_close(&worker->loop);
	uv_mutex_destroy(&worker->lock);
	timer_queue_free(&worker->timers);
	workspace_free(&worker->workspace);
	free(worker->scratch);
}
