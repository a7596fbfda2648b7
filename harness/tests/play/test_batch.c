/*
 * Many plays side by side: each is over once, not more than wanted run at once,
 * and a stop stops them all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "play/batch.h"
#include "tests/play/case_text.h"
#include "tests/play/stage.h"

#define N_PLAYS 20
#define ANSWER                                                          \
	"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n" \
	"\r\n"

static struct test_case *test_case;

static int
set_up(void **state)
{
	if (case_text_set_up(state) != 0)
		return -1;
	test_case = case_text_steps(
		"{send: [\"GET / HTTP/1.1\\r\\nHost: {{host}}\\r\\n\\r\\n\"]},"
		"{expect: [{pass: [2xx, close]}]}");
	return 0;
}

static int
tear_down(void **state)
{
	case_free(test_case);
	return case_text_tear_down(state);
}

/* A server that answers, and counts the connections that are open at once. */
struct counting {
	struct stage stage;
	unsigned open;
	unsigned most_open;
	unsigned dies_at; /* of so many connections; 0: never */
	/* what the batch tells */
	unsigned done[N_PLAYS];
	unsigned failures[PLAY_STOPPED + 1];
	unsigned n_done;
	unsigned stop_after; /* 0: never */
	volatile bool stop;
	bool by_flag; /* stop by the flag, else by the result of `done` */
	struct pace pace;
	unsigned max_connections;
	unsigned connect_ms; /* 0: the stage's */
};

static void
opened(struct peer_connection *c)
{
	struct counting *n = c->peer->data;

	n->open++;
	if (n->open > n->most_open)
		n->most_open = n->open;
}

static void
came(struct peer_connection *c)
{
	struct counting *n = c->peer->data;

	if (c->fin || c->reset)
		return;
	n->open--;
	if (c->peer->n_connections == n->dies_at) {
		peer_die(c->peer);
		return;
	}
	peer_text(c, ANSWER);
	peer_fin(c);
}

static const struct peer_manner manner = {.opened = opened, .came = came};

static bool
on_done(size_t i, struct play_result *result, void *data)
{
	struct counting *n = data;

	assert_true(i < N_PLAYS);
	n->done[i]++;
	n->failures[result->failure]++;
	n->n_done++;
	assert_int_equal(result->trace != NULL, result->failure == PLAY_DONE);
	trace_free(result->trace);
	if (n->stop_after == 0 || n->n_done < n->stop_after)
		return true;
	n->stop = n->by_flag;
	return n->by_flag;
}

/* Each of the first `started` plays is over once, and no other. */
static size_t
run(struct counting *n, size_t n_plays, unsigned jobs)
{
	struct play_spec specs[N_PLAYS];
	size_t started;

	stage_open(&n->stage, &manner, n);
	n->stage.context.pace = &n->pace;
	n->stage.context.max_connections = n->max_connections;
	if (n->connect_ms > 0)
		n->stage.context.timing.connect_ms = n->connect_ms;
	for (size_t i = 0; i < N_PLAYS; i++)
		specs[i] = (struct play_spec){
			.test_case = test_case, .patience = 1};
	started = batch_run(&n->stage.context, specs, n_plays, jobs, &n->stop,
		on_done, n);
	for (size_t i = 0; i < N_PLAYS; i++)
		assert_int_equal(n->done[i], i < started);
	assert_int_equal(n->n_done, started);
	stage_close(&n->stage);
	return started;
}

static void
test_all(void **state)
{
	static const unsigned jobs[] = {1, 3, N_PLAYS, 2 * N_PLAYS};

	(void)state;
	for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++) {
		struct counting n = {.open = 0};

		assert_int_equal(run(&n, N_PLAYS, jobs[i]), N_PLAYS);
		assert_int_equal(n.failures[PLAY_DONE], N_PLAYS);
		assert_true(n.most_open <= jobs[i]);
		assert_int_equal(n.stage.peer.n_connections, N_PLAYS);
	}
}

/* However many jobs there are. */
static void
test_max_connections(void **state)
{
	struct counting n = {.max_connections = 2};

	(void)state;
	assert_int_equal(run(&n, N_PLAYS, N_PLAYS), N_PLAYS);
	assert_int_equal(n.failures[PLAY_DONE], N_PLAYS);
	assert_int_equal(n.most_open, 2);
}

/* One by one; and waiting for its turn takes nothing from a connection's
 * time. */
static void
test_pace(void **state)
{
	struct counting n = {
		.pace = {.interval_ns = 10000000},
		.connect_ms = 90,
	};
	uint64_t start = uv_hrtime();

	(void)state;
	assert_int_equal(run(&n, N_PLAYS, N_PLAYS), N_PLAYS);
	assert_int_equal(n.failures[PLAY_DONE], N_PLAYS);
	assert_true(uv_hrtime() - start >=
		    (N_PLAYS - 1) * n.pace.interval_ns - 1000000);
}

/* Those that wait for their turn are stopped as well. */
static void
test_stop_before_turn(void **state)
{
	struct counting n = {
		.pace = {.interval_ns = UINT64_C(3600000000000)},
		.stop_after = 1,
	};

	(void)state;
	assert_int_equal(run(&n, N_PLAYS, 3), 3);
	assert_int_equal(n.failures[PLAY_DONE], 1);
	assert_int_equal(n.failures[PLAY_STOPPED], 2);
}

static void
test_none(void **state)
{
	struct counting n = {.open = 0};

	(void)state;
	assert_int_equal(run(&n, 0, 4), 0);
}

/* Those under way are stopped, no further ones begin. */
static void
test_stop(void **state)
{
	(void)state;
	for (int by_flag = 0; by_flag <= 1; by_flag++) {
		struct counting n = {.stop_after = 5, .by_flag = by_flag};
		size_t started = run(&n, N_PLAYS, 3);

		assert_true(started >= 5 && started <= 5 + 2);
		assert_true(n.failures[PLAY_DONE] >= 5);
		assert_int_equal(n.failures[PLAY_DONE] +
					 n.failures[PLAY_STOPPED],
			started);
	}
}

static void
test_stopped_before(void **state)
{
	struct counting n = {.stop = true};

	(void)state;
	assert_int_equal(run(&n, N_PLAYS, 3), 0);
	assert_int_equal(n.stage.peer.n_connections, 0);
}

/* A flag that comes while everybody waits is seen. */
static void
set_stop(struct peer_connection *c)
{
	struct counting *n = c->peer->data;

	n->stop = true;
}

static void
test_stop_while_waiting(void **state)
{
	static const struct peer_manner silent = {.came = set_stop};
	const struct play_spec spec = {.test_case = test_case, .patience = 1};
	struct counting n = {.open = 0};

	(void)state;
	stage_open(&n.stage, &silent, &n);
	assert_int_equal(batch_run(&n.stage.context, &spec, 1, 1, &n.stop,
				 on_done, &n),
		1);
	assert_int_equal(n.failures[PLAY_STOPPED], 1);
	stage_close(&n.stage);
}

/* A target that is gone refuses the others. */
static void
test_dies(void **state)
{
	struct counting n = {.dies_at = 4};

	(void)state;
	assert_int_equal(run(&n, N_PLAYS, 1), N_PLAYS);
	assert_int_equal(n.failures[PLAY_DONE], 4);
	assert_int_equal(n.failures[PLAY_NO_CONNECTION], N_PLAYS - 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_max_connections),
		cmocka_unit_test(test_pace),
		cmocka_unit_test(test_stop_before_turn),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_stopped_before),
		cmocka_unit_test(test_stop_while_waiting),
		cmocka_unit_test(test_dies),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
