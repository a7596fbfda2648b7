/*
 * How often connections are made: a bucket that holds one token, so that they
 * come one by one at that rate, however many plays wait for theirs.
 */
#ifndef ASSAY_PLAY_PACE_H
#define ASSAY_PLAY_PACE_H

#include <stdint.h>

/* `next_ns` begins as 0. */
struct pace {
	uint64_t interval_ns; /* between two connections; 0: no limit */
	uint64_t next_ns;     /* when the next may be made */
};

/*
 * Takes the next turn: gives after how many milliseconds from `now_ns` the
 * connection may be made. Times are those of uv_hrtime(). NULL is no limit.
 */
uint64_t pace_turn_ms(struct pace *pace, uint64_t now_ns);

#endif
