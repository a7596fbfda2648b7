/*
 * A stage: a loop, a peer in it, and what plays against that peer share.
 */
#ifndef ASSAY_TESTS_PLAY_STAGE_H
#define ASSAY_TESTS_PLAY_STAGE_H

#include "play/play.h"
#include "tests/play/peer.h"

/*
 * Waits of the plays. An answer that is due comes at once, so `answer_ms` is
 * only waited for where a test shortens it because none will come.
 */
#define STAGE_CONNECT_MS 5000
#define STAGE_ANSWER_MS 5000
#define STAGE_QUIET_MS 40
#define STAGE_MOST_MS 10000

struct stage {
	uv_loop_t loop;
	struct peer peer;
	struct play_context context;
	struct canary canary;
	char host[24];
	char host_lines[64];
	char port[6];
};

/* The routes are those of cases/TARGETS.md; there is a canary, a GET of the
 * missing route, answered with 404. */
void stage_open(struct stage *s, const struct peer_manner *manner, void *data);
void stage_close(struct stage *s);

/* Plays once; the trace of the result is to be freed. */
struct play_result stage_play(struct stage *s, const struct play_spec *spec);

/* Plays a case without variants; fails the test unless there is a trace. */
struct trace *stage_trace(struct stage *s, const struct test_case *c);

#define STAGE_CANARY_ANSWER \
	"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

#endif
