#include "fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct row {
	enum verdict verdicts[4]; /* of four results */
	bool interrupted;
	const char *wanted;
	const char *colour;
};

#define RED "#b3261e"
#define AMBER "#8a5700"
#define GREEN "#1f7a34"
#define GREY "#5c5c5c"
#define P VERDICT_PASS
#define F VERDICT_FAIL
#define W VERDICT_WARN
#define S VERDICT_SKIP
#define N VERDICT_NOTE
#define E VERDICT_ERROR

static const struct row rows[] = {
	{{P, P, P, P}, false, "conforms", GREEN},
	{{P, N, S, S}, false, "conforms", GREEN},
	{{P, F, F, W}, false, "2 must fail, 1 should warn", RED},
	{{P, W, W, W}, false, "3 should warn", AMBER},
	{{P, P, E, P}, false, "1 not played", RED},
	{{S, S, S, S}, false, "nothing played", GREY},
	{{P, P, P, P}, true, "incomplete", GREY},
	{{P, P, E, E}, true, "incomplete", GREY},
	{{P, P, P, W}, true, "incomplete, 1 should warn", GREY},
	{{P, P, P, F}, true, "incomplete, 1 must fail", RED},
};

static char *
write_badge(struct run *r, const struct row *row)
{
	for (size_t i = 0; i < 4; i++)
		r->results[i].judgement.verdict = row->verdicts[i];
	r->n_results = 4;
	r->interrupted = row->interrupted;
	return fixture_text(r, REPORT_report_badge);
}

static void
check_has(const char *text, const char *before, const char *wanted,
	const char *behind)
{
	struct octets all = {0};

	octets_format(&all, "%s%s%s%c", before, wanted, behind, '\0');
	if (strstr(text, (char *)all.at) == NULL)
		fail_msg("no \"%s\" in\n%s", (char *)all.at, text);
	octets_free(&all);
}

static void
test_rows(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *text = write_badge(&f->run, &rows[i]);

		check_has(text, "<title>HTTP/1.1: ", rows[i].wanted,
			"</title>");
		check_has(text, "aria-label=\"HTTP/1.1: ", rows[i].wanted,
			"\"");
		check_has(text, "\">", rows[i].wanted, "</text>");
		check_has(text, "height=\"20\" fill=\"", rows[i].colour,
			"\"/>\n</g>");
		free(text);
	}
}

/* ---- contrast, as WCAG 2.1 defines it ---- */

static double
channel(unsigned value)
{
	double c = value / 255.0;

	return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
contrast_with_white(const char *colour)
{
	unsigned long rgb = strtoul(colour + 1, NULL, 16);
	double light = 0.2126 * channel(rgb >> 16 & 255) +
		       0.7152 * channel(rgb >> 8 & 255) +
		       0.0722 * channel(rgb & 255);

	return 1.05 / (light + 0.05);
}

static void
test_contrast(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *text = write_badge(&f->run, &rows[i]);
		size_t n = 0;

		for (const char *at = text;
			(at = strstr(at, "fill=\"#")) != NULL; at++)
			if (strncmp(at, "fill=\"#fff\"", 11) != 0) {
				assert_true(contrast_with_white(at + 6) >= 4.5);
				n++;
			}
		assert_int_equal(n, 2);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_rows),
		FIXTURE_TEST(test_contrast),
	};

	return cmocka_run_group_tests_name("badge", tests, NULL, NULL);
}
