#include "play/pace.h"

#include <stddef.h>

#define MS_NS 1000000

uint64_t
pace_turn_ms(struct pace *pace, uint64_t now_ns)
{
	uint64_t turn_ns = now_ns;

	if (pace == NULL || pace->interval_ns == 0)
		return 0;
	if (pace->next_ns > now_ns)
		turn_ns = pace->next_ns;
	pace->next_ns = turn_ns + pace->interval_ns;
	return (turn_ns - now_ns + MS_NS - 1) / MS_NS;
}
