/* Bound from below: the message is copied and nothing else is done. */

#include "bench.h"

#include <string.h>

static uint8_t copy[1 << 20];

static void
start(const struct bench_workload *workload)
{
	(void)workload;
}

static bool
read_message(struct bench_answer *answer, const struct bench_input *input,
	const struct bench_workload *workload)
{
	if (workload->piece < input->len || input->len > sizeof(copy))
		return false;
	memcpy(copy, input->octets, input->len);
	/* the copy counts as read */
	__asm__ volatile("" : : "r"(copy) : "memory");
	answer->consumed = input->len;
	return true;
}

const struct bench_peer limit_copy = {
	.id = "copy",
	.name = "memcpy (limit)",
	.role = BENCH_LIMIT,
	.start = start,
	.read = read_message,
};
