/*
 * Each operator does what its row in operators.def says: among what its dice
 * make of a message is the one that is expected here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mutator/operators.h"

#define SEEDS 20000

static const struct {
	const char *name, *input;
	const char *output; /* NULL: there is nothing that it could change */
} rows[] = {
	{"method", "GET / HTTP/1.1\r\n\r\n", "PATCH / HTTP/1.1\r\n\r\n"},
	{"method", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n"},
	{"method", "5\r\nhello\r\n", NULL},
	{"target", "GET / HTTP/1.1\r\n\r\n", "GET * HTTP/1.1\r\n\r\n"},
	{"target", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 304 Not Modified\r\n"},
	{"version", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"},
	{"start_separator", "GET / HTTP/1.1\r\n", "GET\t/ HTTP/1.1\r\n"},
	{"start_separator", "GET / HTTP/1.1\r\n", "GET /HTTP/1.1\r\n"},
	{"start_separator", "GET / HTTP/1.1\r\n", " GET / HTTP/1.1\r\n"},
	{"start_separator", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r \r\n"},
	{"start_part", "GET / HTTP/1.1\r\n", "GET  HTTP/1.1\r\n"},
	{"start_part", "GET / HTTP/1.1\r\n", "GETGET / HTTP/1.1\r\n"},
	{"kind", "GET / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n"},
	{"kind", "HTTP/1.0 204 \r\n", "GET / HTTP/1.1\r\n"},

	{"field_insert", "S\r\n\r\n", "S\r\nHost: a\r\n\r\n"},
	{"field_insert", "S\r\na: b\r\n\r\n",
		"S\r\nContent-Length: 5, 6\r\na: b\r\n\r\n"},
	{"field_delete", "S\r\na: b\r\nc: d\r\n\r\n", "S\r\nc: d\r\n\r\n"},
	{"field_delete", "S\r\n\r\n", NULL},
	{"field_copy", "S\r\na: b\r\n\r\n", "S\r\na: b\r\na: b\r\n\r\n"},
	{"field_move", "S\r\na: b\r\nc: d\r\n\r\n",
		"S\r\nc: d\r\na: b\r\n\r\n"},
	{"field_move", "S\r\na: b\r\n\r\nT\r\n\r\n",
		"S\r\n\r\nT\r\na: b\r\n\r\n"},
	{"field_join", "S\r\na: b\r\na: c\r\n\r\n",
		"S\r\na: b, c\r\na: c\r\n\r\n"},
	{"field_join", "S\r\na: b\r\n\r\n", NULL},
	{"field_split", "S\r\nab: c, d\r\n\r\n",
		"S\r\nab: c\r\nab:  d\r\n\r\n"},
	{"field_rename", "S\r\nTE: b\r\n\r\n", "S\r\nhost: b\r\n\r\n"},
	{"name_case", "S\r\na-b: b\r\n\r\n", "S\r\nA-B: b\r\n\r\n"},
	{"name_case", "S\r\n1: b\r\n\r\n", NULL},

	{"value_other", "S\r\nHost: b\r\n\r\n", "S\r\nHost: u@a\r\n\r\n"},
	{"value_other", "S\r\nz: b\r\n\r\n", "S\r\nz: chunked\r\n\r\n"},
	{"value_word", "S\r\na: b\r\n\r\n", "S\r\na: bclose\r\n\r\n"},
	{"value_word", "S\r\na: bc\r\n\r\n", "S\r\na: b,c\r\n\r\n"},
	{"value_element", "S\r\na: b,c\r\n\r\n", "S\r\na: c\r\n\r\n"},
	{"value_element", "S\r\na: b,c\r\n\r\n", "S\r\na: b,c,c\r\n\r\n"},
	{"value_element", "S\r\na: b\r\n\r\n", "S\r\na: , ,b\r\n\r\n"},
	{"value_element", "S\r\na:\r\n\r\n", NULL},
	{"value_repeat", "S\r\na: b\r\n\r\n", "S\r\na: bbbbbbbbb\r\n\r\n"},
	{"hide_name", "S\r\nHost: b\r\n\r\n", "S\r\nHost : b\r\n\r\n"},
	{"hide_name", "S\r\na-b: b\r\n\r\n", "S\r\na_b: b\r\n\r\n"},
	{"hide_value", "S\r\nTE: b\r\n\r\n", "S\r\nTE: b\r\n \r\n\r\n"},
	{"hide_value", "S\r\nTE: b\r\n\r\n", "S\r\nTE: \"b\"\r\n\r\n"},
	{"fold", "S\r\na: bc\r\n\r\n", "S\r\na: b\r\n c\r\n\r\n"},

	{"octet_insert", "ab: c", "ab:: c"},
	{"octet_insert", "ab: c", "a\vb: c"},
	{"octet_insert", "", "\x7F"},
	{"octet_change", "ab", "\rb"},
	{"octet_change", "", NULL},
	{"octet_delete", "abc", "ac"},
	{"octet_delete", "abc", "a"},
	{"octet_delete", "", NULL},
	{"separator", "a, b", "a,\tb"},
	{"separator", "ab", NULL},
	{"line_end", "S\r\na: b\r\n\r\n", "S\r\na: b\n\r\n"},
	{"line_end", "S\r\na: b\r\n\r\n", "S\r\na: b\r\n\r\r\n"},
	{"line_end", "5\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n"},
	{"line_ends", "S\r\na: b\r\n\r\n", "S\na: b\n\n"},
	{"line_break", "abc", "ab\r\nc"},
	{"line_end_move", "S\r\na: b\r\n\r\n", "S\r\na:\r\n b\r\n"},
	{"octets_copy", "abc", "bcabc"},
	{"parameter", "abc", "ab\x01"},

	{"number_other", "GET /5", "GET /4294967296"},
	{"number_other", "ff\r\n", "8000000000000000\r\n"},
	{"number_other", "zz", NULL},
	{"number_step", "Sx\r\nContent-Length: 5\r\n\r\n",
		"Sx\r\nContent-Length: 6\r\n\r\n"},
	{"number_step", "10\r\n", "f\r\n"},
	{"number_step", "z0", "z1"},
	{"number_write", "5\r\n", "0x5\r\n"},
	{"number_write", "z 5", "z +5"},
	{"number_write", "z 5", "z 5, 5"},

	{"chunked", "S\r\nContent-Length: 5\r\n\r\nhello",
		"S\r\nTransfer-Encoding: chunked\r\n\r\n"
		"5\r\nhello\r\n0\r\n\r\n"},
	{"chunked", "5\r\nhello\r\n0\r\n\r\n",
		"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"},
	{"chunked", "S\r\n\r\n", NULL},
	{"unchunked",
		"S\r\nTransfer-Encoding: chunked\r\n\r\n"
		"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
		"S\r\nContent-Length: 5\r\n\r\nhello"},
	{"unchunked", "5\r\nhello\r\n0\r\n\r\n", NULL},
	{"chunk_split", "5\r\nhello\r\n0\r\n\r\n",
		"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"},
	{"chunk_split", "1\r\nh\r\n0\r\n\r\n", NULL},
	{"chunk_ext", "5\r\nhello\r\n", "5;a=b\r\nhello\r\n"},
	{"chunk_copy", "5\r\nhello\r\n", "5\r\nhello\r\nhello\r\n"},
	{"chunk_delete", "5\r\nhello\r\n", "5\r\n"},
	{"chunk_trailer", "0\r\n\r\n", "0\r\nHost: a\r\n\r\n"},
	{"chunk_trailer", "5\r\nhello", NULL},
	{"chunk_last", "5\r\nhello\r\n", "0\r\n\r\n5\r\nhello\r\n"},

	{"message_append", "S\r\n\r\n",
		"S\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"},
	{"message_append", "", "0\r\n\r\n"},
	{"message_copy", "S\r\n\r\nT\r\n\r\n", "S\r\n\r\nT\r\n\r\nT\r\n\r\n"},
	{"message_delete", "S\r\n\r\nT\r\n\r\n", "T\r\n\r\n"},
	{"message_delete", "S\r\n\r\n", NULL},
	{"message_cut", "S\r\na: b\r\n\r\n", "S\r\na"},
	{"content_insert", "S\r\nContent-Length: 5\r\n\r\nhello",
		"S\r\nContent-Length: 12\r\n\r\nhellochunked"},
	{"content_insert", "S\r\nContent-Length: 5\r\n\r\nhello",
		"S\r\nContent-Length: 6\r\n\r\nhell*o"},
	{"length_right", "S\r\nContent-Length: 9\r\n\r\nhello",
		"S\r\nContent-Length: 5\r\n\r\nhello"},
	{"length_near", "S\r\nContent-Length: 5\r\n\r\nhello",
		"S\r\nContent-Length: 4\r\n\r\nhello"},
	{"length_swallow", "S\r\nContent-Length: 5\r\n\r\nhelloT\r\n\r\n",
		"S\r\nContent-Length: 10\r\n\r\nhelloT\r\n\r\n"},
	{"length_swallow", "S\r\n\r\n", NULL},
};

#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static const struct operator* find(const char *name)
{
	struct operators all = operators_all();
	size_t i;

	for (i = 0; i < all.n; i++) {
		if (!strcmp(all.at[i].name, name))
			return &all.at[i];
	}
	fail_msg("no such operator: %s", name);
	return NULL;
}

/* Whether the dice of `seed` make of the input what the row expects. */
static bool
comes_out(size_t row, uint32_t seed)
{
	uint8_t at[512];
	const char *output = rows[row].output;
	struct draft draft = {
		at, strlen(rows[row].input), sizeof(at), dice_from(seed)};
	struct outline outline;
	bool changed;

	memcpy(at, rows[row].input, draft.len);
	outline_find(&outline, &draft);
	changed = find(rows[row].name)->apply(&draft, &outline);
	if (!output)
		return changed;
	return changed && draft.len == strlen(output) &&
	       !memcmp(at, output, draft.len);
}

static void
test_rows(void **state)
{
	uint32_t seed;
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS; i++) {
		for (seed = 0; seed < SEEDS && !comes_out(i, seed); seed++)
			;
		if ((seed < SEEDS) != (rows[i].output != NULL))
			fail_msg("%s, row %zu", rows[i].name, i);
	}
}

static void
test_all_have_rows(void **state)
{
	struct operators all = operators_all();
	size_t i, k;

	(void)state;
	for (i = 0; i < all.n; i++) {
		for (k = 0; k < N_ROWS; k++) {
			if (!strcmp(all.at[i].name, rows[k].name))
				break;
		}
		if (k == N_ROWS)
			fail_msg("%s has no row", all.at[i].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_all_have_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
