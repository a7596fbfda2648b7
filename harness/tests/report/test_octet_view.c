#include "fixture.h"

#include "report/octet_view.h"
#include "report/prose.h"

static void
check(size_t offset, size_t max, const char *octets, size_t len,
	const char *wanted)
{
	struct octets got = {0};

	octet_view(&got, offset, max, octets, len);
	fixture_same_text(&got, wanted);
	octets_free(&got);
}

static void
test_lines(void **state)
{
	static const char every[] = "GET / HTTP/1.1\r\n\0\x1f ~\x7f\xe9";

	(void)state;
	check(0, 10, "", 0, "");
	check(0, 10, every, sizeof(every) - 1,
		"  00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a"
		"  |GET / HTTP/1.1..|\n"
		"  00000010  00 1f 20 7e 7f e9                               "
		"  |.. ~..|\n");
	check(0x1234, 10, "abcdefghi", 9,
		"  00001234  61 62 63 64 65 66 67 68  69                     "
		"  |abcdefghi|\n");
}

/* What repeats is shown once, and the last line always. */
static void
test_repetition(void **state)
{
	char octets[81];

	(void)state;
	memset(octets, 'a', sizeof(octets));
#define A \
	"61 61 61 61 61 61 61 61  61 61 61 61 61 61 61 61  |aaaaaaaaaaaaaaaa|\n"
	check(0, 10, octets, 80,
		"  00000000  " A "  *\n"
		"  00000040  " A);
	check(0, 10, octets, 81,
		"  00000000  " A "  *\n"
		"  00000050  61                                              "
		"  |a|\n");
	check(0, 10, octets, 32, "  00000000  " A "  00000010  " A);
	check(0, 1, octets, 81, "  00000000  " A "  {65 more octets}\n");
}

/* A line of the console has room for it. */
static void
test_width(void **state)
{
	struct octets got = {0};

	(void)state;
	octet_view(&got, 0, 1, "0123456789abcdef", 16);
	assert_int_equal(got.len, PROSE_WIDTH + 1);
	octets_free(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_repetition),
		cmocka_unit_test(test_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
