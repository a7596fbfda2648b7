#include "engine/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef ASSAY_FAULTS
#include "fault/fault_table.h"
#endif

/*
 * AddressSanitizer keeps what was freed from being used again. 16 MiB is twice
 * what one input of the corpus was seen to free; the 256 that it would keep are
 * in no cache, which costs more than they find.
 */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "quarantine_size_mb=16:thread_local_quarantine_size_kb=256";
}

/* What may stand behind the end in a buffer that is used again: each would be
 * a plausible continuation of something. */
#define TAIL(text)                     \
	{                              \
		text, sizeof(text) - 1 \
	}

static const struct tail {
	const char *at;
	size_t len;
} tails[] = {
	TAIL("\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n"),
	TAIL("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"),
	TAIL("\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r\r"),
	TAIL("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
	TAIL("\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f"),
	TAIL(": x\r\nContent-Length: 5\r\n\r\nhello"),
	TAIL(" HTTP/1.1\r\nHost: b\r\n\r\n"),
	TAIL("0\r\n\r\n0\r\n\r\n0\r\n\r\n0\r\n\r\n0\r\n\r\n"),
	TAIL("99999999999999999999999999999999"),
	TAIL("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
	TAIL(", chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
	TAIL("\"\r\n\",\"\r\n\",\"\r\n\",\"\r\n\",\"\r\n\",\"\r\n"),
	TAIL(" \t \t \t \t \t \t \t \t \t \t \t \t \t \t"),
	TAIL("\xFF\xFE\x80\x85\xA0\xFF\xFE\x80\x85\xA0\xFF\xFE\x80"),
};

/* As far as the widest vector could read, and a line more. */
#define TAIL_LEN 128

void
entry_broken(const char *file, int line, const char *property)
{
	(void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line,
		property);
	abort();
}

unsigned
entry_parameter(struct h1_span *input, unsigned limit)
{
	if (input->len == 0)
		return 0;
	input->len--;
	return input->at[input->len] % limit;
}

static uint8_t *
room(size_t len)
{
	uint8_t *at = malloc(len ? len : 1);

	if (!at)
		abort();
	return at;
}

static void
run_exact(struct h1_span input, struct seen *seen)
{
	uint8_t *at = room(input.len);

	if (input.len)
		memcpy(at, input.at, input.len);
	entry.run((struct h1_span){at, input.len}, seen);
	free(at);
}

static void
run_before(struct h1_span input, const struct tail *tail, struct seen *seen)
{
	uint8_t *at = room(input.len + TAIL_LEN);
	size_t i, n;

	if (input.len)
		memcpy(at, input.at, input.len);
	for (i = 0; i < TAIL_LEN; i += n) {
		n = tail->len < TAIL_LEN - i ? tail->len : TAIL_LEN - i;
		memcpy(at + input.len + i, tail->at, n);
	}
	entry.run((struct h1_span){at, input.len}, seen);
	free(at);
}

/* Which tail depends on the input alone, so that a find can be replayed. */
int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct h1_span input = {at, len};
	struct seen exact, hostile, which;

	seen_init(&which);
	seen_octets(&which, input);
	seen_init(&exact);
	run_exact(input, &exact);
	seen_init(&hostile);
	run_before(input, &tails[seen_hash(&which) % N(tails)], &hostile);
	/* else octets behind the end were read */
	CHECK(seen_equal(&exact, &hostile));
	return 0;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
#ifdef ASSAY_FAULTS
	const char *name = getenv("ASSAY_FAULT");

	if (name && !fault_switch_on(name)) {
		(void)fprintf(stderr, "ASSAY_FAULT: no such fault: %s\n", name);
		exit(2);
	}
#endif
	return 0;
}
