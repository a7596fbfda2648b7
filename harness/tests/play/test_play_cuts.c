/*
 * Segments arrive in reads of their own, and are the octets of the case.
 */
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/play/case_text.h"
#include "tests/play/stage.h"
#include "tests/play/trace_items.h"

#define CUTS_MAX 6

static const struct {
	const char *steps; /* all end in ".": the peer then ends it */
	size_t cuts[CUTS_MAX];
	size_t n_cuts;
	size_t reads[CUTS_MAX + 1];
	size_t n_reads;
} rows[] = {
	{"{send: [\"GET /.\"]}", {0}, 0, {6}, 1},
	{"{send: [\"GET /.\"]}", {3}, 1, {3, 3}, 2},
	{"{send: [\"GET /.\"]}", {1, 2, 5}, 3, {1, 1, 3, 1}, 4},
	/* offsets are into all that is sent; an end of a send is one already */
	{"{send: [\"GET\"]}, {pause: 5ms}, {send: [\" /.\"]}", {1, 3, 5}, 3,
		{1, 2, 2, 1}, 4},
	{"{send: [\"GET\"]}, {pause: 5ms}, {send: [\" /.\"]}", {4}, 1,
		{3, 1, 2}, 3},
	/* beyond the end */
	{"{send: [\"GET.\"]}", {2, 4, 9}, 3, {2, 2}, 2},
};

/* How long each read was. */
struct arrivals {
	size_t len[16];
	size_t n;
	size_t seen;
};

static void
came(struct peer_connection *c)
{
	struct arrivals *r = c->peer->data;

	if (c->in.len > r->seen && r->n < 16)
		r->len[r->n++] = c->in.len - r->seen;
	r->seen = c->in.len;
	if (c->in.len > 0 && c->in.at[c->in.len - 1] == '.')
		peer_fin(c);
}

static const struct peer_manner manner = {.came = came};

static struct trace *
play(size_t row, struct unread *unread, struct arrivals *reads)
{
	struct octets steps = {0};
	struct stage s;
	struct test_case *c;
	struct play_spec spec = {
		.patience = 1,
		.cuts = rows[row].cuts,
		.n_cuts = rows[row].n_cuts,
	};
	struct play_result result;

	assert_true(octets_format(&steps, "%s, {expect: [{pass: [close]}]}",
		rows[row].steps));
	assert_true(octets_append(&steps, "", 1));
	c = case_text_steps((const char *)steps.at);
	stage_open(&s, &manner, reads);
	s.context.unread = unread;
	s.context.timing.segment_ms = 20;
	spec.test_case = c;
	result = stage_play(&s, &spec);
	assert_int_equal(result.failure, PLAY_DONE);
	assert_true(octets_equal(&peer_nth(&s.peer, 0)->in,
		&result.trace->out));
	stage_close(&s);
	case_free(c);
	octets_free(&steps);
	return result.trace;
}

static void
check_reads(size_t row, struct unread *unread)
{
	struct arrivals reads = {.n = 0};
	struct trace *t = play(row, unread, &reads);

	assert_int_equal(t->end, TRACE_FIN);
	assert_int_equal(reads.n, rows[row].n_reads);
	assert_int_equal(t->n_segments, rows[row].n_reads);
	for (size_t i = 0; i < reads.n; i++) {
		assert_int_equal(reads.len[i], rows[row].reads[i]);
		assert_int_equal(t->segments[i].len, rows[row].reads[i]);
	}
	trace_free(t);
}

/* Where the peer's socket can be looked at, and where it cannot. */
static void
test_reads(void **state)
{
	struct unread *unread = unread_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_reads(i, unread);
		check_reads(i, NULL);
	}
	unread_free(unread);
}

/* ---- octets that nobody reads ---- */

static void
on_connected(uv_connect_t *connect, int status)
{
	assert_int_equal(status, 0);
	uv_stop(connect->handle->loop);
}

/* The peer is a plain socket, which is read when the test says so. */
static void
test_unread(void **state)
{
	struct unread *unread = unread_new();
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	int peer;
	char octets[4];
	uv_buf_t buf = uv_buf_init(octets, 3);
	uv_loop_t loop;
	uv_tcp_t tcp;
	uv_connect_t connect;

	(void)state;
	if (unread == NULL)
		skip();
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, len), 0);
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&address,
				 &len),
		0);
	assert_int_equal(uv_loop_init(&loop), 0);
	assert_int_equal(uv_tcp_init(&loop, &tcp), 0);
	assert_int_equal(uv_tcp_connect(&connect, &tcp,
				 (struct sockaddr *)&address, on_connected),
		0);
	uv_run(&loop, UV_RUN_DEFAULT);
	peer = accept(listener, NULL, NULL);
	assert_int_equal(unread_look(unread, (uv_stream_t *)&tcp), UNREAD_NONE);
	memcpy(octets, "abc", 4);
	assert_int_equal(uv_try_write((uv_stream_t *)&tcp, &buf, 1), 3);
	assert_int_equal(unread_look(unread, (uv_stream_t *)&tcp), UNREAD_SOME);
	assert_int_equal(recv(peer, octets, 2, 0), 2);
	assert_int_equal(unread_look(unread, (uv_stream_t *)&tcp), UNREAD_SOME);
	assert_int_equal(recv(peer, octets, 2, 0), 1);
	assert_int_equal(unread_look(unread, (uv_stream_t *)&tcp), UNREAD_NONE);
	close(peer);
	close(listener);
	uv_close((uv_handle_t *)&tcp, NULL);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
	unread_free(unread);
}

/* The same of a Unix socket, whose kernel needs nobody to be asked. */
static void
test_unread_unix(void **state)
{
	char octets[4] = "abc";
	uv_buf_t buf = uv_buf_init(octets, 3);
	int fds[2];
	uv_loop_t loop;
	uv_pipe_t pipe;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	assert_int_equal(uv_loop_init(&loop), 0);
	assert_int_equal(uv_pipe_init(&loop, &pipe, 0), 0);
	assert_int_equal(uv_pipe_open(&pipe, fds[0]), 0);
	if (unread_look(NULL, (uv_stream_t *)&pipe) == UNREAD_UNKNOWN)
		skip(); /* not on Linux */
	assert_int_equal(unread_look(NULL, (uv_stream_t *)&pipe), UNREAD_NONE);
	assert_int_equal(uv_try_write((uv_stream_t *)&pipe, &buf, 1), 3);
	assert_int_equal(unread_look(NULL, (uv_stream_t *)&pipe), UNREAD_SOME);
	assert_int_equal(recv(fds[1], octets, 2, 0), 2);
	assert_int_equal(unread_look(NULL, (uv_stream_t *)&pipe), UNREAD_SOME);
	assert_int_equal(recv(fds[1], octets, 2, 0), 1);
	assert_int_equal(unread_look(NULL, (uv_stream_t *)&pipe), UNREAD_NONE);
	close(fds[1]);
	uv_close((uv_handle_t *)&pipe, NULL);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_unread),
		cmocka_unit_test(test_unread_unix),
	};

	return cmocka_run_group_tests_name("play_cuts", tests, case_text_set_up,
		case_text_tear_down);
}
