#include "judge/calendar.h"

#include <string.h>

#define NAME_LEN 3

/* At the first month or day when each begins to count: a year begins in March,
 * so that the leap day is its last; the first day of the year 0 so counted was
 * a Wednesday. */
static const char months[] = "MarAprMayJunJulAugSepOctNovDecJanFeb";
static const char days[] = "WedThuFriSatSunMonTue";

static unsigned
number(const uint8_t *at, unsigned n_digits)
{
	unsigned n = 0;

	for (unsigned i = 0; i < n_digits; i++)
		n = n * 10 + (unsigned)(at[i] - '0');
	return n;
}

/* Which of the names it is; the form says that it is one. */
static unsigned
which(const uint8_t *at, const char *names)
{
	unsigned i = 0;

	while (memcmp(at, names + i, NAME_LEN) != 0)
		i += NAME_LEN;
	return i / NAME_LEN;
}

static bool
is_leap(unsigned year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned
days_of(unsigned month, unsigned year)
{
	static const unsigned lengths[] = {
		31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28};

	return lengths[month] + (month == 11 && is_leap(year));
}

bool
calendar_has(const uint8_t *at)
{
	unsigned day = number(at + 5, 2);
	unsigned month = which(at + 8, months);
	unsigned year = number(at + 12, 4);
	unsigned begun = year + 400 - (month >= 10); /* never negative */
	unsigned since = begun * 365 + begun / 4 - begun / 100 + begun / 400;

	for (unsigned m = 0; m < month; m++)
		since += days_of(m, year);
	return day <= days_of(month, year) &&
	       (since + day - 1) % 7 == which(at, days);
}
