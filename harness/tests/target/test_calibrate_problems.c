/*
 * Why a target cannot be judged, in one sentence.
 */
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "target/calibrate.h"
#include "tests/play/script.h"
#include "tests/play/stage.h"

#define GET "\r\n\r\n"

/* clang-format off */
static const struct {
	struct script script;
	const char *problem; /* begins so */
} rows[] = {
	{{{{GET, NULL, SCRIPT_FIN}}},
		"the target closes the connection without answering a plain "
		"GET"},
	{{{{GET, NULL, SCRIPT_RESET}}},
		"the target resets the connection without answering a plain "
		"GET"},
	{{{{GET, "SSH-2.0-x\r\n", 0}}},
		"the target answers a plain GET with something that is not an "
		"HTTP/1.x response (not HTTP/DIGIT.DIGIT, octet 0)"},
	{{{{GET, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe",
		SCRIPT_FIN}}},
		"the target begins an answer to a plain GET and does not "
		"finish it"},
	{{{{GET, "HTTP/1.1 100 Continue\r\n\r\n", SCRIPT_FIN}}},
		"the target begins an answer to a plain GET and does not "
		"finish it"},
	{{{{GET, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
		SCRIPT_FIN}}},
		"GET / is answered with 404; name a path that gives 2xx"},
	{{{{GET, "HTTP/1.1 301 No\r\nContent-Length: 0\r\n\r\n",
		SCRIPT_FIN}}},
		"GET / is answered with 301; name a path that gives 2xx"},
};
/* clang-format on */
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static void
check(struct stage *s, const struct calibration_options *options,
	const char *problem)
{
	struct calibration found;

	assert_false(calibrate(&s->context, options, &found));
	assert_string_equal(found.problem, problem);
	assert_false(found.has_canary);
	calibration_free(&found);
}

static void
test_answers(void **state)
{
	const struct calibration_options options = {.path = "/", .jobs = 1};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct script script = rows[i].script;
		struct stage s;

		stage_open(&s, &script_manner, &script);
		check(&s, &options, rows[i].problem);
		stage_close(&s);
	}
}

static void
test_no_answer(void **state)
{
	const struct calibration_options options = {.path = "/", .jobs = 1};
	static const struct peer_manner mute = {.deaf = true};
	struct octets problem = {0};
	struct stage s;

	(void)state;
	stage_open(&s, &mute, NULL);
	s.context.timing.connect_ms = 250;
	check(&s, &options,
		"the target accepts connections and does not answer a plain "
		"GET within 250 ms");
	peer_die(&s.peer);
	uv_run(&s.loop, UV_RUN_DEFAULT);
	assert_true(octets_format(&problem,
		"nothing accepts connections at %s: connection refused",
		s.host));
	assert_true(octets_append(&problem, "", 1));
	check(&s, &options, (const char *)problem.at);
	octets_free(&problem);
	stage_close(&s);
}

/* Those that refuse are passed over; of several the last one is told. */
static void
test_addresses(void **state)
{
	struct sockaddr_storage addresses[3];
	const struct calibration_options options = {
		.path = "/",
		.jobs = 1,
		.addresses = addresses,
		.n_addresses = 3,
	};
	struct script script = rows[N_ROWS - 1].script;
	struct sockaddr_in nobody = {.sin_family = AF_INET};
	struct stage s;

	(void)state;
	stage_open(&s, &script_manner, &script);
	nobody.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	nobody.sin_port = htons(9);
	for (size_t live = 0; live < 3; live++) {
		for (size_t i = 0; i < 3; i++)
			memcpy(&addresses[i], &nobody, sizeof(nobody));
		addresses[live] = s.context.endpoint.address;
		check(&s, &options, rows[N_ROWS - 1].problem);
		assert_memory_equal(&s.context.endpoint.address,
			&addresses[live], sizeof(struct sockaddr_in));
		s.context.endpoint.address = addresses[live];
	}
	stage_close(&s);
}

/* It would answer for as long as one listens. */
static void
test_flood(void **state)
{
	const struct calibration_options options = {.path = "/", .jobs = 1};
	struct octets say = {0};
	struct script script = {{{GET, "", 0}}};
	struct stage s;

	(void)state;
	assert_true(octets_text(&say, "HTTP/1.1 200 OK\r\n\r\n"));
	assert_true(octets_repeat(&say, "x", 1, TRACE_IN_MAX));
	assert_true(octets_append(&say, "", 1));
	script.lines[0].say = (const char *)say.at;
	stage_open(&s, &script_manner, &script);
	check(&s, &options, "the target answers a plain GET without end");
	stage_close(&s);
	octets_free(&say);
}

static void
test_too_many(void **state)
{
	static const char ok[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
	const struct calibration_options options = {.path = "/", .jobs = 1};
	struct octets say = {0};
	struct script script = {{{GET, "", SCRIPT_FIN}}};
	struct stage s;

	(void)state;
	assert_true(octets_repeat(&say, ok, sizeof(ok) - 1, 3));
	assert_true(octets_append(&say, "", 1));
	script.lines[0].say = (const char *)say.at;
	stage_open(&s, &script_manner, &script);
	check(&s, &options,
		"the target sends more responses than it was asked for");
	stage_close(&s);
	octets_free(&say);
}

static void
test_interrupted(void **state)
{
	const volatile bool stop = true;
	const struct calibration_options options = {
		.path = "/", .jobs = 1, .stop = &stop};
	struct script script = {{{GET, "", 0}}};
	struct stage s;

	(void)state;
	stage_open(&s, &script_manner, &script);
	check(&s, &options, "interrupted");
	assert_int_equal(s.peer.n_connections, 0);
	stage_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_no_answer),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_interrupted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
