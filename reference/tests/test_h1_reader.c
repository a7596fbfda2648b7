/*
 * The message reader gives the expected answer to each row of the vectors, and
 * the same answer however the octets arrive.
 */

#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sys/mman.h>
#include <unistd.h>

/* Failures are counted, so that all rows are tried before the test ends. */
static size_t n_failures;

static void
check(const struct vectors *group, size_t row, const char *how,
	const struct run *run, const char *expected)
{
	if (strcmp(run->trace.text, expected) == 0)
		return;
	n_failures++;
	print_error("%s[%zu], %s:\n%s\n--- instead of\n%s\n--- on\n%s\n",
		group->name, row, how, run->trace.text, expected,
		group->rows[row].in);
}

/* Runs `f` on each row with its input and the trace of an undivided run. */
struct context {
	const struct vectors *group;
	size_t row;
	const struct vector *v;
	struct input input;
	struct run whole;
};

static void
each_row(void (*f)(struct context *c))
{
	static struct context c;

	n_failures = 0;
	for (size_t g = 0; vectors_all[g]; g++)
		for (size_t i = 0; i < vectors_all[g]->n; i++) {
			c.group = vectors_all[g];
			c.row = i;
			c.v = &c.group->rows[i];
			vector_input(&c.input, c.v);
			run_init(&c.whole, c.v);
			run_feed(&c.whole, c.input.at, c.input.len);
			if (c.v->eof)
				run_eof(&c.whole);
			f(&c);
			run_free(&c.whole);
		}
	assert_int_equal(n_failures, 0);
}

static void
answer(struct context *c)
{
	const struct run *run = &c->whole;

	if (c->v->code == H1_E_NONE) {
		check(c->group, c->row, "whole", run, c->v->trace);
		if (run->trace.tolerated == c->v->tolerated)
			return;
		n_failures++;
		print_error("%s[%zu]: tolerated %#x\n", c->group->name, c->row,
			run->trace.tolerated);
		return;
	}
	if (run->status == H1_ERROR && run->err.code == c->v->code &&
		run->err.off == c->input.caret - c->v->from)
		return;
	n_failures++;
	print_error("%s[%zu]: not %s %zu but\n%s\n--- on\n%s\n", c->group->name,
		c->row, h1_code_name(c->v->code), c->input.caret - c->v->from,
		run->trace.text, c->v->in);
}

static void
test_answers(void **state)
{
	(void)state;
	each_row(answer);
}

/*
 * A prefix gives a prefix of the trace: it wants more, or it is refused for
 * the same reason as the whole. The octets behind the prefix lie in memory.
 */
static void
prefixes(struct context *c)
{
	static struct run run;

	for (size_t n = 0; n < c->input.len; n++) {
		run_init(&run, c->v);
		run_in_place(&run, c->input.at, n);
		if (run.status == H1_ERROR)
			check(c->group, c->row, "prefix", &run,
				c->whole.trace.text);
		else if (strncmp(run.trace.text, c->whole.trace.text,
				 run.trace.len) != 0)
			check(c->group, c->row, "prefix", &run, "a prefix");
		run_free(&run);
	}
}

static void
test_prefixes(void **state)
{
	(void)state;
	each_row(prefixes);
}

static void
splits(struct context *c)
{
	static struct run run;

	for (size_t n = 1; n < c->input.len; n++) {
		run_init(&run, c->v);
		run_feed(&run, c->input.at, n);
		run_feed(&run, c->input.at + n, c->input.len - n);
		if (c->v->eof)
			run_eof(&run);
		check(c->group, c->row, "in two parts", &run,
			c->whole.trace.text);
		run_free(&run);
	}
}

static void
test_splits(void **state)
{
	(void)state;
	each_row(splits);
}

static void
octets(struct context *c)
{
	static struct run run;

	run_init(&run, c->v);
	for (size_t n = 0; n < c->input.len; n++)
		run_feed(&run, c->input.at + n, 1);
	if (c->v->eof)
		run_eof(&run);
	check(c->group, c->row, "octet by octet", &run, c->whole.trace.text);
	run_free(&run);
}

static void
test_octets(void **state)
{
	(void)state;
	each_row(octets);
}

/* No octet at or behind the end is read: it would not be there. */
static void
guarded(struct context *c)
{
	static struct run run;
	static uint8_t *page;
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *at;

	if (!page) {
		page = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_ptr_not_equal(page, MAP_FAILED);
		assert_int_equal(mprotect(page + size, size, PROT_NONE), 0);
	}
	for (size_t n = 0; n <= c->input.len; n++) {
		at = page + size - n;
		memcpy(at, c->input.at, n);
		run_init(&run, c->v);
		run_in_place(&run, at, n);
		if (n == c->input.len && c->v->eof)
			run_eof(&run);
		if (n == c->input.len)
			check(c->group, c->row, "guarded", &run,
				c->whole.trace.text);
		run_free(&run);
	}
}

static void
test_guarded(void **state)
{
	(void)state;
	each_row(guarded);
}

/* Asked again, be it with less than it had seen, the reader repeats it. */
static void
refused_again(struct run *run, const uint8_t *octets, size_t len)
{
	struct h1_cur in = {octets, octets + len};
	struct h1_error err = {H1_E_NONE, 0};
	enum h1_status st =
		run->in_body
			? h1_read_piece(&run->reader, &in, &run->piece, &err)
			: h1_read_head(&run->reader, &in, &run->head, &err);

	assert_int_equal(st, H1_ERROR);
	assert_int_equal(err.code, run->err.code);
	assert_int_equal(err.off, run->err.off);
	assert_ptr_equal(in.at, octets);
}

/* A refusal is final: the next call repeats it, whatever it is shown. */
static void
final(struct context *c)
{
	static const uint8_t good[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	struct h1_error err;
	uint8_t letters[256];

	if (c->v->code == H1_E_NONE)
		return;
	refused_again(&c->whole, good, sizeof(good) - 1);
	memset(letters, 'a', sizeof(letters));
	for (size_t len = 0; len <= sizeof(letters); len++)
		refused_again(&c->whole, letters, len);
	assert_int_equal(h1_read_eof(&c->whole.reader, &err), H1_ERROR);
	assert_int_equal(err.code, c->whole.err.code);
}

static void
test_final(void **state)
{
	(void)state;
	each_row(final);
}

/*
 * What strict accepts, any leniency accepts and understands alike: nothing is
 * tolerated that was not needed.
 */
static void
no_harm(struct context *c)
{
	static struct run run;
	struct vector v = *c->v;

	if (v.code != H1_E_NONE || v.lenient != H1_STRICT)
		return;
	for (unsigned bit = 0; bit <= H1_LENIENT_COUNT; bit++) {
		v.lenient = bit < H1_LENIENT_COUNT ? 1u << bit : H1_LENIENT_ALL;
		run_init(&run, &v);
		run_feed(&run, c->input.at, c->input.len);
		if (v.eof)
			run_eof(&run);
		check(c->group, c->row, "lenient", &run, v.trace);
		assert_int_equal(run.trace.tolerated, 0);
		run_free(&run);
	}
}

static void
test_lenient_accepts_what_strict_does(void **state)
{
	(void)state;
	each_row(no_harm);
}

/* Each entry of errors.def is the answer to at least one row. */
static void
test_every_code_is_hit(void **state)
{
	bool hit[H1_E_COUNT] = {true};

	(void)state;
	for (size_t g = 0; vectors_all[g]; g++)
		for (size_t i = 0; i < vectors_all[g]->n; i++)
			hit[vectors_all[g]->rows[i].code] = true;
	for (unsigned code = 0; code < H1_E_COUNT; code++)
		if (!hit[code])
			fail_msg("no row is refused as %s",
				h1_code_name((enum h1_code)code));
}

/* Each flag is needed by at least one row. */
static void
test_every_flag_is_needed(void **state)
{
	unsigned needed = 0;

	(void)state;
	for (size_t g = 0; vectors_all[g]; g++)
		for (size_t i = 0; i < vectors_all[g]->n; i++)
			needed |= vectors_all[g]->rows[i].tolerated;
	assert_int_equal(needed, H1_LENIENT_ALL);
}

/* Refused without the flags that a lenient row needs. */
static void
strict(struct context *c)
{
	static struct run run;
	struct vector v = *c->v;

	if (v.code != H1_E_NONE || v.tolerated == H1_STRICT)
		return;
	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++) {
		if (!(v.tolerated & 1u << bit))
			continue;
		v.lenient = c->v->lenient & ~(1u << bit);
		run_init(&run, &v);
		run_feed(&run, c->input.at, c->input.len);
		if (run.status != H1_ERROR) {
			n_failures++;
			print_error("%s[%zu]: accepted without %s\n",
				c->group->name, c->row, h1_lenient_name(bit));
		}
		run_free(&run);
	}
}

static void
test_flags_are_off_unless_asked_for(void **state)
{
	(void)state;
	each_row(strict);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_splits),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_guarded),
		cmocka_unit_test(test_final),
		cmocka_unit_test(test_lenient_accepts_what_strict_does),
		cmocka_unit_test(test_every_code_is_hit),
		cmocka_unit_test(test_every_flag_is_needed),
		cmocka_unit_test(test_flags_are_off_unless_asked_for),
	};

	return cmocka_run_group_tests_name("h1 reader", tests, NULL, NULL);
}
