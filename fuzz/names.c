/*
 * A text is the name of at most one flag, refusal, framing or kernel of the
 * library, and a flag is found by its own name alone; each refusal tells its
 * clause, its status and its text, and the requirement that it obeys if there is
 * one.
 */

#include "engine/entry.h"
#include "h1/error.h"
#include "h1/framing.h"
#include "h1/lenient.h"
#include "h1/octet.h"
#include "h1/scan.h"

#include <string.h>

enum {
	FLAG,
	REFUSAL,
	FRAMING,
	KERNEL,
	NOTHING,
	OBEYS
};

static struct mark marks[] = {
	[FLAG] = {"the name of a flag", 0},
	[REFUSAL] = {"the name of a refusal", 0},
	[FRAMING] = {"the name of a framing", 0},
	[KERNEL] = {"the name of a kernel", 0},
	[NOTHING] = {"the name of nothing", 0},
	[OBEYS] = {"a refusal that obeys a requirement", 0},
};

static struct h1_span
span(const char *text)
{
	CHECK(text != NULL && *text != '\0');
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

static bool
is(struct h1_span input, const char *name)
{
	return h1_span_equal(input, span(name));
}

/* How many flags it names; they are found by it, and no other is. */
static unsigned
flags(struct h1_span input)
{
	unsigned found = 0, bit;

	for (bit = 0; bit < H1_LENIENT_COUNT; bit++) {
		CHECK(span(h1_lenient_text(bit)).len > 0);
		if (is(input, h1_lenient_name(bit)))
			found |= 1u << bit;
	}
	CHECK(!h1_lenient_name(bit) && !h1_lenient_text(bit));
	CHECK(h1_lenient_find(input) == found && (found & (found - 1)) == 0);
	return found != 0;
}

/* What stands behind the number of an RFC and a hyphen, "2.2" of "9112-2.2". */
static struct h1_span
section(struct h1_span id)
{
	const uint8_t *end = id.at + id.len;
	const uint8_t *at = h1_scan_while(id.at, end, H1_DIGIT);

	CHECK(at - id.at == 4 && at != end && *at == '-');
	return h1_span_between(at + 1, end);
}

/* Numbers and dots, which begin with a number. */
static bool
is_section(struct h1_span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '.' && !h1_octet_is(text.at[i], H1_DIGIT))
			return false;
	return text.len > 0 && text.at[0] != '.';
}

static void
check_refusal(enum h1_code code)
{
	const char *requirement = h1_code_requirement(code);
	struct h1_span clause = section(span(h1_code_clause(code)));
	struct h1_span text = span(h1_code_text(code));
	unsigned status = h1_code_status(code);

	CHECK(status >= 400 && status <= 599);
	CHECK(is_section(clause));
	/* "9112-2.2-4": of whatever section has the rule */
	if (*requirement) {
		CHECK(section(span(requirement)).len > 0);
		REACH(OBEYS);
	}
	/* as part of a sentence */
	CHECK(text.at[text.len - 1] != '.');
}

static unsigned
refusals(struct h1_span input)
{
	unsigned n = 0, code;

	CHECK(h1_code_status(H1_E_NONE) == 0);
	for (code = H1_E_NONE + 1; code < H1_E_COUNT; code++) {
		check_refusal((enum h1_code)code);
		n += is(input, h1_code_name((enum h1_code)code));
	}
	return n;
}

static unsigned
framings(struct h1_span input)
{
	unsigned n = 0, kind;

	for (kind = H1_FRAMING_NONE; kind <= H1_FRAMING_TUNNEL; kind++)
		n += is(input, h1_framing_name((enum h1_framing_kind)kind));
	return n;
}

static unsigned
kernels(struct h1_span input)
{
	unsigned n = 0, kernel;

	for (kernel = H1_SCAN_PLAIN; kernel < H1_SCAN_COUNT; kernel++)
		n += is(input, h1_scan_name((enum h1_scan_kernel)kernel));
	return n;
}

static void
run(struct h1_span input, struct seen *seen)
{
	const unsigned found[] = {
		[FLAG] = flags(input),
		[REFUSAL] = refusals(input),
		[FRAMING] = framings(input),
		[KERNEL] = kernels(input),
	};
	unsigned all = 0;

	for (unsigned kind = 0; kind < N(found); kind++) {
		all += found[kind];
		marks[kind].n += found[kind];
		seen_number(seen, found[kind]);
	}
	CHECK(all <= 1);
	if (all == 0)
		REACH(NOTHING);
}

const struct entry entry = {run, marks, N(marks)};
