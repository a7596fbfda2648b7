/* HTTP-date is written as IMF-fixdate and read in all three forms. */

#include "http/date.h"

#include "unit.h"

/* 2026-01-01 00:00:00 UTC; two-digit years are read from there. */
#define NOW 1767225600

static const struct {
	int64_t seconds;
	const char *text;
} written[] = {
	{784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},
	{0, "Thu, 01 Jan 1970 00:00:00 GMT"},
	{-1, "Wed, 31 Dec 1969 23:59:59 GMT"},
	{951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
	{951868799, "Tue, 29 Feb 2000 23:59:59 GMT"},
	{951868800, "Wed, 01 Mar 2000 00:00:00 GMT"},
	{4107542400, "Mon, 01 Mar 2100 00:00:00 GMT"},
	{4107542399, "Sun, 28 Feb 2100 23:59:59 GMT"},
	{2147483648, "Tue, 19 Jan 2038 03:14:08 GMT"},
	{NOW, "Thu, 01 Jan 2026 00:00:00 GMT"},
	{-62167219200, "Sat, 01 Jan 0000 00:00:00 GMT"},
	{-62162121600, "Tue, 29 Feb 0000 00:00:00 GMT"},
	{253402300799, "Fri, 31 Dec 9999 23:59:59 GMT"},
};

static void
writes_and_reads_back(void **state)
{
	uint8_t out[HTTP_DATE_LEN];
	int64_t seconds;
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(written); i++) {
		assert_true(http_date_write(out, written[i].seconds));
		assert_memory_equal(out, written[i].text, HTTP_DATE_LEN);
		assert_true(http_date_read(&seconds, text_span(written[i].text),
			NOW));
		assert_int_equal(seconds, written[i].seconds);
	}
}

/* Every day of 400 years, the period of the calendar. */
static void
days_follow_each_other(void **state)
{
	uint8_t out[HTTP_DATE_LEN];
	int64_t day, back;

	(void)state;
	for (day = -146097 / 2; day < 146097 / 2; day++) {
		struct h1_span text = {out, HTTP_DATE_LEN};

		assert_true(http_date_write(out, day * 86400 + 43200));
		assert_true(http_date_read(&back, text, NOW));
		assert_int_equal(back, day * 86400 + 43200);
	}
}

static void
refuses_years_of_five_digits(void **state)
{
	uint8_t out[HTTP_DATE_LEN];

	(void)state;
	assert_false(http_date_write(out, 253402300800));
	assert_false(http_date_write(out, -62167219201));
	assert_false(http_date_write(out, INT64_MAX));
	assert_false(http_date_write(out, INT64_MIN));
}

static const struct {
	const char *text;
	int64_t seconds;
} read[] = {
	{"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
	{"Sun Nov  6 08:49:37 1994", 784111777},
	{"Sun Nov 16 08:49:37 1994", 784975777},
	/* a leap second */
	{"Sat, 31 Dec 2016 23:59:60 GMT", 1483228800},
	/* two-digit years: 50 years ahead is the future, more the past */
	{"Wednesday, 01-Jan-76 00:00:00 GMT", 3345062400},
	{"Thursday, 01-Jan-76 00:00:01 GMT", 189302401},
	{"Friday, 01-Jan-77 00:00:00 GMT", 220924800},
	{"Wednesday, 31-Dec-75 23:59:59 GMT", 3345062399},
	{"Saturday, 01-Jan-00 00:00:00 GMT", 946684800},
};

static void
reads_obsolete_forms(void **state)
{
	int64_t seconds;
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(read); i++) {
		assert_true(http_date_read(&seconds, text_span(read[i].text),
			NOW));
		assert_int_equal(seconds, read[i].seconds);
	}
}

/* 50 years ahead, to the second, of any day. */
static const struct {
	int64_t now;
	const char *text;
	int64_t seconds;
} centuries[] = {
	/* 2026-03-01 00:00:00: the leap day is not yet 50 years ahead */
	{1772323200, "Saturday, 29-Feb-76 12:00:00 GMT", 3350203200},
	/* 1969-12-31 00:00:01 */
	{-86399, "Tuesday, 31-Dec-19 00:00:01 GMT", 1577750401},
	{-86399, "Wednesday, 31-Dec-19 00:00:02 GMT", -1578009598},
};

static void
finds_the_century(void **state)
{
	int64_t seconds;
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(centuries); i++) {
		assert_true(http_date_read(&seconds,
			text_span(centuries[i].text), centuries[i].now));
		assert_int_equal(seconds, centuries[i].seconds);
	}
}

/* Neither before 0000 nor behind 9999: they could not be written. */
static void
refuses_centuries_of_no_year(void **state)
{
	int64_t seconds;

	(void)state;
	assert_false(http_date_read(&seconds,
		text_span("Sunday, 06-Nov-99 08:49:37 GMT"), -61851600000));
	assert_false(http_date_read(&seconds,
		text_span("Sunday, 06-Nov-40 08:49:37 GMT"), 253339228800));
}

static const char *const refused[] = {
	"",
	"0",
	"Sun, 06 Nov 1994 08:49:37",
	"Sun, 06 Nov 1994 08:49:37 GM",
	"Sun, 06 Nov 1994 08:49:37 GMT ",
	" Sun, 06 Nov 1994 08:49:37 GMT",
	"Sun, 06 Nov 1994 08:49:37 UTC",
	"Sun, 06 Nov 1994 08:49:37 gmt",
	"sun, 06 Nov 1994 08:49:37 GMT",
	"Sun, 06 nov 1994 08:49:37 GMT",
	"Sun, 6 Nov 1994 08:49:37 GMT",
	"Sun,  6 Nov 1994 08:49:37 GMT",
	"Sun, 06  Nov 1994 08:49:37 GMT",
	"Sun, 06 Nov 94 08:49:37 GMT",
	"Sun, 06-Nov-1994 08:49:37 GMT",
	"Sun, 06 Nov 1994 8:49:37 GMT",
	"Sun, 06 Nov 1994 24:00:00 GMT",
	"Sun, 06 Nov 1994 08:60:37 GMT",
	"Sun, 06 Nov 1994 08:49:61 GMT",
	"Sun, 00 Nov 1994 08:49:37 GMT",
	"Sun, 31 Nov 1994 08:49:37 GMT",
	"Tue, 29 Feb 2100 00:00:00 GMT",
	"Tue, 30 Feb 2000 00:00:00 GMT",
	"Sun, +6 Nov 1994 08:49:37 GMT",
	"Sun, 06 Nov 1994 08:49:37 +0000",
	"Sun, 06-Nov-94 08:49:37 GMT",
	"Sunday, 06-Nov-1994 08:49:37 GMT",
	"Sun Nov 6 08:49:37 1994",
	"Sun Nov  6 08:49:37 1994 GMT",
	"Sun Nov  6 08:49:37 94",
};

static void
refuses_what_is_no_date(void **state)
{
	int64_t seconds = 42;
	size_t i;

	(void)state;
	for (i = 0; i < N_ROWS(refused); i++) {
		if (http_date_read(&seconds, text_span(refused[i]), NOW))
			fail_msg("accepted: %s", refused[i]);
		assert_int_equal(seconds, 42);
	}
}

/* No prefix of a date is a date. */
static void
refuses_prefixes(void **state)
{
	struct h1_span span = text_span(written[0].text);
	int64_t seconds;

	(void)state;
	while (span.len-- > 0)
		assert_false(http_date_read(&seconds, span, NOW));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_and_reads_back),
		cmocka_unit_test(days_follow_each_other),
		cmocka_unit_test(refuses_years_of_five_digits),
		cmocka_unit_test(reads_obsolete_forms),
		cmocka_unit_test(finds_the_century),
		cmocka_unit_test(refuses_centuries_of_no_year),
		cmocka_unit_test(refuses_what_is_no_date),
		cmocka_unit_test(refuses_prefixes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
