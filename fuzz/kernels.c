/*
 * Each vector kernel that this machine has gives what the plain one gives, be it
 * accepted or refused, at whatever address the octets lie; and so do the scans
 * for classes of octets, which give what their rules say.
 */

#include "engine/entry.h"
#include "h1/octet.h"
#include "h1/scan.h"
#include "reader/parameters.h"

#include <stdlib.h>
#include <string.h>

enum {
	VECTORS,
	REQUEST,
	RESPONSE,
	LONG_VALUE,
	MORE,
	REFUSED,
	TOLERATED,
	SCAN_STOPS,
	SCAN_ENDS
};

static struct mark marks[] = {
	[VECTORS] = {"a kernel with vectors is there", 0},
	[REQUEST] = {"a request is read", 0},
	[RESPONSE] = {"a response is read", 0},
	[LONG_VALUE] = {"a value is longer than a vector", 0},
	[MORE] = {"more is asked for", 0},
	[REFUSED] = {"a message is refused", 0},
	[TOLERATED] = {"something is tolerated", 0},
	[SCAN_STOPS] = {"a scan stops at an octet", 0},
	[SCAN_ENDS] = {"a scan stops at the end", 0},
};

/* Of the widest vector. */
#define ALIGNMENT 64

/* More would cost the square of the octets. */
#define SCANS_MAX 32

/* A copy of the octets at `alignment` behind such an address, with nothing of
 * ours behind its end. */
static uint8_t *
place(struct h1_span *octets, size_t alignment)
{
	size_t len = alignment + octets->len;
	void *at;

	if (posix_memalign(&at, ALIGNMENT, len ? len : 1) != 0)
		abort();
	if (octets->len)
		memcpy((uint8_t *)at + alignment, octets->at, octets->len);
	octets->at = (uint8_t *)at + alignment;
	return at;
}

static void
on_head(void *context, const struct h1_head *head)
{
	size_t i;

	(void)context;
	REACH(head->kind == H1_REQUEST ? REQUEST : RESPONSE);
	for (i = 0; i < head->fields.n; i++)
		if (head->fields.at[i].value_len > ALIGNMENT)
			REACH(LONG_VALUE);
}

/* The rule itself. */
static const uint8_t *
first(struct h1_span octets, uint32_t classes, bool wanted)
{
	size_t i;

	for (i = 0; i < octets.len; i++)
		if (h1_octet_is(octets.at[i], classes) == wanted)
			break;
	return octets.at + i;
}

/* From the beginning, and on from where text has stopped. */
static void
check_scans(struct h1_span octets, uint32_t classes)
{
	const uint8_t *end = octets.at + octets.len, *text;
	struct h1_span rest = octets;
	unsigned i;

	for (i = 0; i < SCANS_MAX; i++) {
		text = h1_scan_text(rest.at, end);
		CHECK(text == first(rest, H1_FIELD_TEXT, false));
		CHECK(h1_scan_while(rest.at, end, classes) ==
			first(rest, classes, false));
		CHECK(h1_scan_until(rest.at, end, classes) ==
			first(rest, classes, true));
		if (text == end) {
			REACH(SCAN_ENDS);
			break;
		}
		REACH(SCAN_STOPS);
		rest = h1_span_between(text + 1, end);
	}
}

/* All that one kernel makes of it. */
static struct seen
read_by(enum h1_scan_kernel kernel, const struct walk_options *options,
	struct h1_span octets, uint32_t classes)
{
	struct walk walk;

	CHECK(h1_scan_kernel() == kernel);
	walk_whole(&walk, options, octets, false);
	check_scans(octets, classes);
	if (kernel == H1_SCAN_PLAIN)
		REACH(walk.status == H1_MORE ? MORE : REFUSED);
	if (walk.tolerated)
		REACH(TOLERATED);
	return walk_seen(&walk);
}

static void
check_kernels(const struct walk_options *options, struct h1_span octets,
	uint32_t classes, struct seen *seen)
{
	unsigned kernel;
	struct seen other;

	CHECK(h1_scan_use(H1_SCAN_PLAIN));
	*seen = read_by(H1_SCAN_PLAIN, options, octets, classes);
	for (kernel = H1_SCAN_PLAIN + 1; kernel < H1_SCAN_COUNT; kernel++) {
		if (!h1_scan_use((enum h1_scan_kernel)kernel))
			continue;
		other = read_by((enum h1_scan_kernel)kernel, options, octets,
			classes);
		CHECK(seen_equal(seen, &other));
		REACH(VECTORS);
	}
}

/* Parameters: limits and fields; kind; what is tolerated, all or nothing; the
 * address; a class of octets. */
static void
run(struct h1_span input, struct seen *seen)
{
	const enum h1_scan_kernel best = h1_scan_kernel();
	struct walk_options options = {.on_head = on_head};
	struct parameters parameters = parameters_of(&input);
	uint8_t *copy = NULL;
	size_t alignment;
	uint32_t classes;

	parameter_reader(&parameters, &options);
	parameter_kind(&parameters, &options);
	if (parameter_next(&parameters, 2))
		options.lenient = H1_LENIENT_ALL;
	alignment = parameter_next(&parameters, ALIGNMENT);
	classes = (uint32_t)1 << parameter_next(&parameters, 23);
	/* else where it is, with what may stand behind its end */
	if (alignment > 0)
		copy = place(&input, alignment);
	check_kernels(&options, input, classes, seen);
	free(copy);
	CHECK(h1_scan_use(best));
}

const struct entry entry = {run, marks, N(marks)};
