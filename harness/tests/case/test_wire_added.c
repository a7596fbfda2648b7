/*
 * Where the fields that a user adds stand in what cases send.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "case/case.h"

#define PARTS_MAX 8

#define LINE "GET / HTTP/1.1\r\n"

#define TWO_REQUESTS                         \
	"Host: h:1\r\nA: 1\r\nBb: 2\r\n\r\n" \
	"GET / HTTP/1.1\r\nHost: h:1\r\nA: 1\r\nBb: 2\r\n\r\n"

static const char *const added[] = {"A: 1", "Bb: 2"};

/* "@" is {{host}}, which is h:1; all else are octets. */
static const struct {
	const char *parts[PARTS_MAX];
	const char *rendered;
} rows[] = {
	{{LINE, "Host: ", "@", "\r\n", "\r\n"},
		LINE "Host: h:1\r\nA: 1\r\nBb: 2\r\n\r\n"},
	{{LINE "Host: ", "@", "\r\n\r\n"},
		LINE "Host: h:1\r\nA: 1\r\nBb: 2\r\n\r\n"},
	{{"Host: ", "@", "\r\nC: 3\r\n"},
		"Host: h:1\r\nA: 1\r\nBb: 2\r\nC: 3\r\n"},
	/* another line, or another end of it */
	{{LINE, "X-Host: ", "@", "\r\n\r\n"}, LINE "X-Host: h:1\r\n\r\n"},
	{{LINE "X-Host: ", "@", "\r\n\r\n"}, LINE "X-Host: h:1\r\n\r\n"},
	{{LINE "X: ", "Host: ", "@", "\r\n"}, LINE "X: Host: h:1\r\n"},
	{{LINE, "host: ", "@", "\r\n"}, LINE "host: h:1\r\n"},
	{{LINE, "Host:", "@", "\r\n"}, LINE "Host:h:1\r\n"},
	{{LINE, "Host: ", "@", " \r\n"}, LINE "Host: h:1 \r\n"},
	{{LINE, "Host: ", "@", "\n"}, LINE "Host: h:1\n"},
	{{LINE, "Host: ", "@"}, LINE "Host: h:1"},
	{{LINE "Host: ", "h:1", "\r\n"}, LINE "Host: h:1\r\n"},
	/* once in each request */
	{{LINE, "Host: ", "@", "\r\nHost: ", "@", "\r\n\r\n"},
		LINE "Host: h:1\r\nA: 1\r\nBb: 2\r\nHost: h:1\r\n\r\n"},
	{{"Host: ", "@", "\r\n\r\n", LINE, "Host: ", "@", "\r\n\r\n"},
		TWO_REQUESTS},
	/* what has its own line of that name */
	{{LINE, "Host: ", "@", "\r\n", "bB: x\r\n"},
		LINE "Host: h:1\r\nA: 1\r\nbB: x\r\n"},
	{{LINE "a:\r\nHost: ", "@", "\r\n"},
		LINE "a:\r\nHost: h:1\r\nBb: 2\r\n"},
	{{LINE, "Host: ", "@", "\r\n", "C: A: \r\nAa: x\r\n"},
		LINE "Host: h:1\r\nA: 1\r\nBb: 2\r\nC: A: \r\nAa: x\r\n"},
};

static void
set_part(struct wire_part *part, const char *text)
{
	if (strcmp(text, "@") == 0)
		*part = (struct wire_part){.kind = WIRE_HOST};
	else
		*part = (struct wire_part){
			.kind = WIRE_OCTETS,
			.octets = {.at = (uint8_t *)(uintptr_t)text,
				.len = strlen(text)},
			.times = 1,
		};
}

static void
assert_renders(const struct wire *w, size_t n_added, const char *expected)
{
	const struct wire_values values = {
		.host = "h:1",
		.added = added,
		.n_added = n_added,
	};
	struct octets out = {0};
	size_t len;

	assert_true(wire_render(w, &values, &out));
	assert_int_equal(out.len, strlen(expected));
	assert_memory_equal(out.at, expected, out.len);
	assert_true(wire_length(w, &values, &len));
	assert_int_equal(len, out.len);
	octets_free(&out);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wire_part parts[PARTS_MAX];
		struct wire w = {.parts = parts};

		while (w.n_parts < PARTS_MAX &&
			rows[i].parts[w.n_parts] != NULL) {
			set_part(&parts[w.n_parts], rows[i].parts[w.n_parts]);
			w.n_parts++;
		}
		assert_renders(&w, 2, rows[i].rendered);
	}
}

/* Nothing is added, or there is only one place: not in what has a length. */
static void
test_labels(void **state)
{
	struct wire_part inner[3];
	struct wire_part parts[3];
	const struct wire w = {.parts = parts, .n_parts = 3};

	(void)state;
	set_part(&inner[0], "Host: ");
	set_part(&inner[1], "@");
	set_part(&inner[2], "\r\n");
	parts[0] = (struct wire_part){.kind = WIRE_LEN, .label = "x"};
	set_part(&parts[1], " ");
	parts[2] = (struct wire_part){
		.kind = WIRE_LABEL,
		.label = "x",
		.of = {.parts = inner, .n_parts = 3},
	};
	assert_renders(&w, 2, "11 Host: h:1\r\n");
	assert_renders(&w, 0, "11 Host: h:1\r\n");
	assert_renders(&parts[2].of, 0, "Host: h:1\r\n");
	assert_renders(&parts[2].of, 1, "Host: h:1\r\nA: 1\r\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_labels),
	};

	return cmocka_run_group_tests_name("wire_added", tests, NULL, NULL);
}
