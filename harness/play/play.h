/*
 * Plays one case over one connection and gives the trace. Runs on libuv;
 * everything happens in callbacks of the context's loop.
 */
#ifndef ASSAY_PLAY_PLAY_H
#define ASSAY_PLAY_PLAY_H

#include <uv.h>

#include "case/case.h"
#include "play/canary.h"
#include "play/connection.h"
#include "play/pace.h"
#include "play/trace.h"

/* {{target:store}} ends in a name like this one in each play, with digits that no
 * other play has. */
#define PLAY_FRESH_LIKE "assay-00000000-0000000000000000"

/* How long to wait. Calibration derives all but `connect` from the target. */
struct play_timing {
	unsigned connect_ms; /* for a connection, and its handshake */
	unsigned answer_ms;  /* for an answer that is due, and its parts */
	unsigned quiet_ms;   /* for something that may never come */
	unsigned most_ms;    /* for one expect step, whatever drips in */
	unsigned segment_ms; /* for a segment to be read, where it cannot be
				seen whether it was */
};

/* What all plays against one target share. Borrows everything. */
struct play_context {
	uv_loop_t *loop;
	struct endpoint endpoint;
	struct wire_values values;
	unsigned capabilities;
	const char *tls_version; /* as calibration saw it; NULL, "": none */
	struct play_timing timing;
	const struct canary *canary; /* NULL: none is distinguishable */
	const struct unread *unread; /* NULL: cannot be seen */
	struct pace *pace;	     /* of all connections; NULL: none */
	unsigned max_connections;    /* at once; 0: as many as plays */
};

enum play_failure {
	PLAY_DONE,	    /* the trace tells what happened */
	PLAY_NO_CONNECTION, /* refused, not accepted or no TLS in time */
	PLAY_NO_ROUTE,	    /* the case needs a route the target lacks */
	PLAY_NO_MEMORY,
	PLAY_STOPPED, /* by play_stop() */
};

/* One play to do. Borrows everything. */
struct play_spec {
	const struct test_case *test_case;
	const struct variant *variant; /* NULL: none */
	unsigned patience;  /* waits are this many times as long; >= 1 */
	size_t apart;	    /* so many octets go out one by one, each when
				   those before it have been read */
	const size_t *cuts; /* a new segment begins at each; ascending offsets
			       into all that is sent */
	size_t n_cuts;
};

struct play_result {
	enum play_failure failure;
	int error;		    /* libuv's code with PLAY_NO_CONNECTION */
	char problem[TLS_TEXT_MAX]; /* what TLS says then; or "" */
	char tls_version[16];	    /* "TLSv1.3"; "" without TLS */
	struct trace *trace;	    /* given; NULL unless PLAY_DONE */
};

struct play;

/* Called once, when the play is over and its connection given up. The play is
 * gone after it returns. */
typedef void play_done(struct play_result *result, void *data);

/*
 * Starts a play. NULL: out of memory; `done` is not called then. Otherwise
 * `done` is called from the loop, never from within this call.
 */
struct play *play_start(const struct play_context *context,
	const struct play_spec *spec, play_done *done, void *data);

/* Gives the play up: `done` comes with PLAY_STOPPED. */
void play_stop(struct play *p);

#endif
