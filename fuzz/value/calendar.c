#include "value/calendar.h"

#include <stdio.h>
#include <string.h>

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char *const days[7] = {"Thursday", "Friday", "Saturday", "Sunday",
	"Monday", "Tuesday", "Wednesday"}; /* of 1970-01-01 */

static bool
is_leap(int year)
{
	if (year % 400 == 0)
		return true;
	return year % 4 == 0 && year % 100 != 0;
}

static int
month_length(int year, int month)
{
	static const int lengths[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return lengths[month] + (month == 1 && is_leap(year));
}

bool
calendar_exists(const struct calendar *date)
{
	return date->day >= 1 &&
	       date->day <= month_length(date->year, date->month) &&
	       date->hour < 24 && date->minute < 60 && date->second <= 60;
}

/* Since 1970-01-01, year by year and month by month. */
static int64_t
count_days(const struct calendar *date)
{
	int64_t n = date->day - 1;

	for (int year = 1970; year < date->year; year++)
		n += is_leap(year) ? 366 : 365;
	for (int year = date->year; year < 1970; year++)
		n -= is_leap(year) ? 366 : 365;
	for (int month = 0; month < date->month; month++)
		n += month_length(date->year, month);
	return n;
}

int64_t
calendar_seconds(const struct calendar *date)
{
	return count_days(date) * 86400 + (int64_t)date->hour * 3600 +
	       (int64_t)date->minute * 60 + date->second;
}

static int
compare(const struct calendar *a, const struct calendar *b)
{
	const int from[] = {
		a->year, a->month, a->day, a->hour, a->minute, a->second};
	const int to[] = {
		b->year, b->month, b->day, b->hour, b->minute, b->second};

	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++)
		if (from[i] != to[i])
			return from[i] < to[i] ? -1 : 1;
	return 0;
}

bool
calendar_later(const struct calendar *a, const struct calendar *b)
{
	return compare(a, b) > 0;
}

static int
write_form(char *text, const struct calendar *d, enum calendar_form form,
	const char *day)
{
	const char *month = months + (ptrdiff_t)3 * d->month;

	if (form == CALENDAR_IMF)
		return snprintf(text, CALENDAR_TEXT_MAX,
			"%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", day, d->day,
			month, d->year, d->hour, d->minute, d->second);
	if (form == CALENDAR_RFC850)
		return snprintf(text, CALENDAR_TEXT_MAX,
			"%s, %02d-%.3s-%02d %02d:%02d:%02d GMT", day, d->day,
			month, d->year % 100, d->hour, d->minute, d->second);
	return snprintf(text, CALENDAR_TEXT_MAX,
		"%.3s %.3s %2d %02d:%02d:%02d %04d", day, month, d->day,
		d->hour, d->minute, d->second, d->year);
}

struct h1_span
calendar_write(char *text, const struct calendar *date, enum calendar_form form)
{
	/* so many weeks that the remainder is not negative */
	int64_t day = (count_days(date) + (int64_t)7 * 200000) % 7;
	int len = write_form(text, date, form, days[day]);

	return (struct h1_span){(uint8_t *)text, (size_t)len};
}

/* Digits at a place, where they are expected; -1 if there are none. A space
 * may stand for the first. */
static int
digits_at(const char *text, size_t at, size_t n)
{
	int value = 0;

	for (size_t i = at; i < at + n; i++) {
		bool space = i == at && n == 2 && text[i] == ' ';

		if (!space && (text[i] < '0' || text[i] > '9'))
			return -1;
		value = 10 * value + (space ? 0 : text[i] - '0');
	}
	return value;
}

static int
month_at(const char *text, size_t at)
{
	for (int i = 0; i < 12; i++)
		if (memcmp(text + at, months + (ptrdiff_t)3 * i, 3) == 0)
			return i;
	return -1;
}

/* Where the parts stand in each form, behind the name of the day. */
static const struct places {
	size_t day, month, year, year_len, time, len;
} places[] = {
	[CALENDAR_IMF] = {2, 5, 9, 4, 14, 26},
	[CALENDAR_RFC850] = {2, 5, 9, 2, 12, 24},
	[CALENDAR_ASCTIME] = {5, 1, 17, 4, 8, 21},
};

static bool
take_parts(struct calendar *d, const char *text, const struct places *p)
{
	*d = (struct calendar){
		.year = digits_at(text, p->year, p->year_len),
		.month = month_at(text, p->month),
		.day = digits_at(text, p->day, 2),
		.hour = digits_at(text, p->time, 2),
		.minute = digits_at(text, p->time + 3, 2),
		.second = digits_at(text, p->time + 6, 2),
	};
	return d->year >= 0 && d->month >= 0 && d->day >= 0 && d->hour >= 0 &&
	       d->minute >= 0 && d->second >= 0;
}

/* Takes the parts from where they should be; it is of that form if writing
 * them gives the same octets. */
static bool
has_form(struct calendar *date, struct h1_span in, enum calendar_form form,
	const char *day)
{
	const struct places *p = &places[form];
	size_t name = form == CALENDAR_RFC850 ? strlen(day) : 3;
	char text[CALENDAR_TEXT_MAX];
	int len;

	if (in.len != name + p->len || memcmp(in.at, day, name) != 0 ||
		!take_parts(date, (const char *)in.at + name, p))
		return false;
	len = write_form(text, date, form, day);
	/* asctime-date: a zero may stand where a space is written */
	if (form == CALENDAR_ASCTIME && in.at[name + p->day] == '0')
		text[name + p->day] = '0';
	return in.len == (size_t)len && memcmp(in.at, text, in.len) == 0;
}

enum calendar_form
calendar_read(struct calendar *date, struct h1_span in)
{
	for (int form = CALENDAR_IMF; form <= CALENDAR_ASCTIME; form++)
		for (size_t i = 0; i < 7; i++)
			if (has_form(date, in, (enum calendar_form)form,
				    days[i]))
				return (enum calendar_form)form;
	return CALENDAR_NONE;
}
