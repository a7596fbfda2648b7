/*
 * What the parts of a play share: play.c opens the connection and reads,
 * play_steps.c takes the steps, play_segments.c sends, play_expect.c waits,
 * play_question.c asks the canary.
 */
#ifndef ASSAY_PLAY_PLAY_STATE_H
#define ASSAY_PLAY_PLAY_STATE_H

#include "play/connection.h"
#include "play/play.h"
#include "play/wants.h"

/* How long until it is looked again whether the peer has read what was sent. */
#define LOOK_MS 1

enum play_phase {
	PHASE_CONNECT,
	PHASE_STEPS, /* sending and pausing */
	PHASE_WRITE, /* a write is under way */
	PHASE_EXPECT,
	PHASE_CANARY,
	PHASE_ALIVE, /* after a reset: a second connection */
	PHASE_OVER,
};

struct play {
	const struct play_context *context;
	struct play_spec spec;
	struct wire_values values;
	char fresh[sizeof(PLAY_FRESH_LIKE)]; /* this play's alone */
	play_done *done;
	void *data;
	struct play_result result;
	struct trace *trace;
	enum play_phase phase;
	size_t step;
	size_t n_expects; /* begun */
	struct wants wants;
	uint64_t expect_ends;  /* at the latest, in loop time */
	uint64_t connect_ends; /* the same */
	uint64_t start_us;
	bool writing; /* `sending` is in use, and no more can be written */
	struct connection connection;
	uv_timer_t timer;
	struct octets sending;
	size_t sent_before;  /* octets of the sends before `sending` */
	size_t written;	     /* octets of `sending` */
	size_t next_cut;     /* index into the cuts of the play */
	uint64_t pause_ends; /* between two segments, at the latest */
	bool paused;	     /* long enough, for all that is known */
	bool unread;	     /* the peer once let such a pause go by */
	unsigned n_open;     /* connection and timer, while they are */
};

/* Since the connection was made. */
uint64_t play_elapsed_us(const struct play *p);

/* The waits of the context, as many times as long as the play is patient. */
unsigned play_answer_ms(const struct play *p);
unsigned play_quiet_ms(const struct play *p);

/* ---- play.c ---- */

/* Calls `go` when a connection may be made: now, or from the loop. No wait that
 * is bounded has begun before. */
void play_take_turn(struct play *p, uv_timer_cb go);

/* Gives the connection up; `done` comes from the loop. */
void play_finish(struct play *p, enum play_failure failure);

/* The same, with how the trace ended. */
void play_end_with(struct play *p, enum trace_end end);

/* One of the connection and the timer is gone; the play goes with the other. */
void play_is_closed(struct play *p);

/* ---- play_steps.c ---- */

void play_next_step(struct play *p);

/* No other send stands before the next expect. */
bool play_is_last_send(const struct play *p);

/* The steps up to the next expect will not be played. */
void play_pass_over_steps(struct play *p);

/* ---- play_segments.c ---- */

/* Sends `sending`, and goes on with the next step. */
void play_begin_send(struct play *p);

/* ---- play_expect.c ---- */

void play_begin_expect(struct play *p, const struct step *step);

/* Something came: waits for what may follow. */
void play_wait_more(struct play *p);

/* ---- play_question.c ---- */

/* A canary makes sense behind answers and messages that are whole, on a
 * connection that we can still send on. */
bool play_can_send_canary(const struct play *p);
void play_send_canary(struct play *p);

/* Something came behind the canary. */
void play_look_at_canary(struct play *p);

/* Resets the connection, and makes a new one. */
void play_check_alive(struct play *p);

#endif
