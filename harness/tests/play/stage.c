#include "tests/play/stage.h"

#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "play/batch.h"

static void
set_values(struct stage *s)
{
	const struct wire_values values = {
		.host = s->host,
		.host_lines = s->host_lines,
		.port = s->port,
		.scheme = "http",
		.routes =
			{
				[ROUTE_OK] = "/",
				[ROUTE_MISSING] = "/missing",
				[ROUTE_BODY] = "/echo",
				[ROUTE_ECHO] = "/echo",
				[ROUTE_FIELDS] = "/fields",
				[ROUTE_STATIC] = "/static/sample.txt",
				[ROUTE_STORE] = "/store/",
			},
	};

	(void)snprintf(s->port, sizeof(s->port), "%u", s->peer.port & 0xFFFF);
	(void)snprintf(s->host, sizeof(s->host), "127.0.0.1:%s", s->port);
	(void)snprintf(s->host_lines, sizeof(s->host_lines), "Host: %s\r\n",
		s->host);
	s->context.values = values;
}

static void
set_address(struct stage *s)
{
	const struct sockaddr_in a = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)s->peer.port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	memcpy(&s->context.endpoint.address, &a, sizeof(a));
}

void
stage_open(struct stage *s, const struct peer_manner *manner, void *data)
{
	*s = (struct stage){.canary = {.status = 404}};
	assert_int_equal(uv_loop_init(&s->loop), 0);
	peer_open(&s->peer, &s->loop, manner, data);
	s->context.loop = &s->loop;
	set_values(s);
	set_address(s);
	s->context.capabilities = (1u << N_CAPABILITIES) - 1;
	s->context.timing = (struct play_timing){
		.connect_ms = STAGE_CONNECT_MS,
		.answer_ms = STAGE_ANSWER_MS,
		.quiet_ms = STAGE_QUIET_MS,
		.most_ms = STAGE_MOST_MS,
	};
	assert_true(octets_format(&s->canary.request,
		"GET /missing HTTP/1.1\r\nHost: %s\r\n\r\n", s->host));
	s->context.canary = &s->canary;
}

/* Whatever a play left behind in the loop would make its end fail. */
void
stage_close(struct stage *s)
{
	peer_close(&s->peer);
	canary_free(&s->canary);
	assert_int_equal(uv_loop_close(&s->loop), 0);
}

static bool
keep_result(size_t i, struct play_result *result, void *data)
{
	struct play_result *out = data;

	(void)i;
	*out = *result;
	return true;
}

struct play_result
stage_play(struct stage *s, const struct play_spec *spec)
{
	struct play_result result = {.failure = PLAY_STOPPED};

	assert_int_equal(batch_run(&s->context, spec, 1, 1, NULL, keep_result,
				 &result),
		1);
	return result;
}

struct trace *
stage_trace(struct stage *s, const struct test_case *c)
{
	const struct play_spec spec = {.test_case = c, .patience = 1};
	struct play_result result = stage_play(s, &spec);

	assert_int_equal(result.failure, PLAY_DONE);
	assert_non_null(result.trace);
	return result.trace;
}
