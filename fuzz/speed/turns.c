/*
 * Feeds libFuzzer with the same inputs in turn, so that entries and bare readers
 * of others run in the same engine over the same octets. In the place of a
 * mutator; what an input reaches is counted as ever. At the end it prints
 *
 *	EXECUTIONS OCTETS NANOSECONDS
 *
 * of processor time. ASSAY_TURNS names a file of inputs, each behind its length
 * in four octets, the low one first.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/plain.h"

size_t
LLVMFuzzerCustomMutator(uint8_t *at, size_t len, size_t max, unsigned seed);
size_t
LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_len, const uint8_t *b,
	size_t b_len, uint8_t *out, size_t max, unsigned seed);

static uint8_t *pack;
static size_t pack_len, place;
static unsigned long long n_executions, n_octets;
static struct timespec start;

static unsigned long long
nanoseconds(const struct timespec *time)
{
	return (unsigned long long)time->tv_sec * 1000000000 +
	       (unsigned long long)time->tv_nsec;
}

static void
tell(void)
{
	struct timespec end;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	(void)printf("%llu %llu %llu\n", n_executions, n_octets,
		nanoseconds(&end) - nanoseconds(&start));
	free(pack);
}

static void
load(void)
{
	const char *name = getenv("ASSAY_TURNS");
	FILE *file = name ? fopen(name, "rb") : NULL;

	if (!file || fseek(file, 0, SEEK_END) != 0) {
		(void)fprintf(stderr, "ASSAY_TURNS: no such file\n");
		exit(2);
	}
	pack_len = (size_t)ftell(file);
	pack = malloc(pack_len + 1);
	rewind(file);
	if (!pack || fread(pack, 1, pack_len, file) != pack_len)
		exit(2);
	(void)fclose(file);
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	(void)atexit(tell);
}

/* The length of the input at hand; `place` moves to its octets. */
PLAIN static size_t
next_len(void)
{
	size_t len;

	if (pack_len - place < 4)
		place = 0;
	len = pack[place] | (size_t)pack[place + 1] << 8 |
	      (size_t)pack[place + 2] << 16 | (size_t)pack[place + 3] << 24;
	place += 4;
	return len <= pack_len - place ? len : 0;
}

PLAIN size_t
LLVMFuzzerCustomMutator(uint8_t *at, size_t len, size_t max, unsigned seed)
{
	(void)len;
	(void)seed;
	if (!pack)
		load();
	len = next_len();
	memcpy(at, pack + place, len < max ? len : max);
	place += len;
	n_executions++;
	n_octets += len;
	return len < max ? len : max;
}

size_t
LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_len, const uint8_t *b,
	size_t b_len, uint8_t *out, size_t max, unsigned seed)
{
	(void)a;
	(void)a_len;
	(void)b;
	(void)b_len;
	(void)out;
	(void)max;
	(void)seed;
	return 0;
}
