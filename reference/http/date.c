#include "http/date.h"

#include <string.h>

#include "fault/fault.h"
#include "h1/cursor.h"
#include "h1/octet.h"

#define DAY_SECONDS 86400
#define FIRST_SECOND (-62167219200) /* 0000-01-01 00:00:00 */
#define LAST_SECOND 253402300799    /* 9999-12-31 23:59:59 */

struct date {
	int64_t year;
	unsigned month; /* 0 to 11 */
	unsigned day;	/* 1 to 31 */
	unsigned hour, minute, second;
};

static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char days[7][4] = {
	"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const struct h1_span long_days[7] = {
	{(const uint8_t *)"Sunday", 6},
	{(const uint8_t *)"Monday", 6},
	{(const uint8_t *)"Tuesday", 7},
	{(const uint8_t *)"Wednesday", 9},
	{(const uint8_t *)"Thursday", 8},
	{(const uint8_t *)"Friday", 6},
	{(const uint8_t *)"Saturday", 8},
};

/* Days from the first of March of the year 0 to the first day of a month,
 * years beginning in March so that the leap day comes last. */
static int64_t
days_before(int64_t year, unsigned month)
{
	unsigned from_march = (month + 10) % 12;
	int64_t y = month < 2 ? year - 1 : year;
	int64_t leap = (y >= 0 ? y / 4 - y / 100 + y / 400 : -1);

	return y * 365 + leap + (from_march * 153 + 2) / 5;
}

/* 1970-01-01, counted by days_before(). */
static int64_t
epoch_days(void)
{
	return days_before(1970, 0);
}

static unsigned
month_days(int64_t year, unsigned month)
{
	int64_t next = month == 11 ? days_before(year + 1, 0)
				   : days_before(year, month + 1);

	return (unsigned)(next - days_before(year, month));
}

static int64_t
date_seconds(const struct date *date)
{
	int64_t day = days_before(date->year, date->month) - epoch_days();
	int64_t hours = (day + date->day - 1) * 24 + date->hour;

	return (hours * 60 + date->minute) * 60 + date->second;
}

/* The year and month that hold the given day, found by estimate and step. */
static void
date_of_day(struct date *date, int64_t day)
{
	int64_t since = day + epoch_days();
	int64_t year = since / 366;
	unsigned month = 0;

	while (days_before(year + 1, 0) <= since)
		year++;
	while (month < 11 && days_before(year, month + 1) <= since)
		month++;
	date->year = year;
	date->month = month;
	date->day = (unsigned)(since - days_before(year, month)) + 1;
}

static void
put_digits(uint8_t *out, unsigned n_digits, int64_t value)
{
	while (n_digits-- > 0) {
		out[n_digits] = (uint8_t)('0' + value % 10);
		value /= 10;
	}
}

/* `seconds` of years 0000 to 9999; counted from the first one, since a division
 * of what is negative goes the wrong way. */
static void
date_of_seconds(struct date *date, int64_t seconds)
{
	int64_t from_first = seconds - FIRST_SECOND;
	unsigned rest = (unsigned)(from_first % DAY_SECONDS);

	date_of_day(date,
		from_first / DAY_SECONDS + FIRST_SECOND / DAY_SECONDS);
	date->hour = rest / 3600;
	date->minute = rest / 60 % 60;
	date->second = rest % 60;
}

bool
http_date_write(uint8_t *out, int64_t seconds)
{
	struct date date;
	int64_t day;

	if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
		return false;
	day = (seconds - FIRST_SECOND) / DAY_SECONDS;
	date_of_seconds(&date, seconds);

	memcpy(out, "Day, 00 Mon 0000 00:00:00 GMT", HTTP_DATE_LEN);
	/* 0000-01-01 was a Saturday. */
	memcpy(out, days[(day + 6) % 7], 3);
	put_digits(out + 5, 2, date.day);
	memcpy(out + 8, months[date.month], 3);
	put_digits(out + 12, 4, date.year);
	put_digits(out + 17, 2, date.hour);
	put_digits(out + 20, 2, date.minute);
	put_digits(out + 23, 2, date.second);
	return true;
}

static bool
read_digits(struct h1_cur *cur, unsigned n_digits, unsigned *value)
{
	unsigned n = 0;

	if (h1_cur_left(cur) < n_digits)
		return false;
	for (; n_digits > 0; n_digits--, cur->at++) {
		if (!h1_octet_is(*cur->at, H1_DIGIT))
			return false;
		n = n * 10 + (unsigned)(*cur->at - '0');
	}
	*value = n;
	return true;
}

/* Three letters out of a table of names. */
static bool
read_name(struct h1_cur *cur, const char (*names)[4], unsigned n_names,
	unsigned *value)
{
	unsigned i;

	for (i = 0; i < n_names; i++) {
		struct h1_span name = {(const uint8_t *)names[i], 3};

		if (h1_cur_literal(cur, name)) {
			*value = i;
			return true;
		}
	}
	return false;
}

static bool
read_month(struct h1_cur *cur, struct date *date)
{
	return read_name(cur, months, 12, &date->month);
}

/* time-of-day = hour ":" minute ":" second */
static bool
read_time(struct h1_cur *cur, struct date *date)
{
	return read_digits(cur, 2, &date->hour) && h1_cur_octet(cur, ':') &&
	       read_digits(cur, 2, &date->minute) && h1_cur_octet(cur, ':') &&
	       read_digits(cur, 2, &date->second);
}

/* IMF-fixdate = day-name "," SP date1 SP time-of-day SP GMT */
static bool
read_imf_fixdate(struct h1_cur cur, struct date *date)
{
	unsigned ignored, year;

	if (!(read_name(&cur, days, 7, &ignored) &&
		    h1_cur_literal(&cur, H1_SPAN(", ")) &&
		    read_digits(&cur, 2, &date->day) &&
		    h1_cur_octet(&cur, ' ') && read_month(&cur, date) &&
		    h1_cur_octet(&cur, ' ') && read_digits(&cur, 4, &year) &&
		    h1_cur_octet(&cur, ' ') && read_time(&cur, date) &&
		    h1_cur_literal(&cur, H1_SPAN(" GMT"))))
		return false;
	date->year = year;
	return h1_cur_at_end(&cur);
}

static bool
read_long_day(struct h1_cur *cur)
{
	unsigned i;

	for (i = 0; i < 7; i++) {
		if (h1_cur_literal(cur, long_days[i]))
			return true;
	}
	return false;
}

/* The time of day is compared too: all parts, the year first. */
static bool
is_later(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return a->year > b->year;
	if (a->month != b->month)
		return a->month > b->month;
	if (a->day != b->day)
		return a->day > b->day;
	if (a->hour != b->hour)
		return a->hour > b->hour;
	if (a->minute != b->minute)
		return a->minute > b->minute;
	return a->second > b->second;
}

/* The latest year with these two digits that is not over 50 years ahead; false
 * if that is not one of 0000 to 9999. */
static bool
find_century(struct date *date, int64_t now)
{
	struct date limit;

	if (now < FIRST_SECOND || now > LAST_SECOND)
		return false;
	date_of_seconds(&limit, now);
	limit.year += FAULTY(century_ahead) ? 100 : 50;
	date->year += limit.year - limit.year % 100;
	if (is_later(date, &limit))
		date->year -= 100;
	return date->year >= 0 && date->year <= 9999;
}

/* rfc850-date = day-name-l "," SP date2 SP time-of-day SP GMT */
static bool
read_rfc850_date(struct h1_cur cur, struct date *date, int64_t now)
{
	unsigned year;

	if (!(read_long_day(&cur) && h1_cur_literal(&cur, H1_SPAN(", ")) &&
		    read_digits(&cur, 2, &date->day) &&
		    h1_cur_octet(&cur, '-') && read_month(&cur, date) &&
		    h1_cur_octet(&cur, '-') && read_digits(&cur, 2, &year) &&
		    h1_cur_octet(&cur, ' ') && read_time(&cur, date) &&
		    h1_cur_literal(&cur, H1_SPAN(" GMT"))))
		return false;
	date->year = year;
	return find_century(date, now) && h1_cur_at_end(&cur);
}

/* asctime-date = day-name SP date3 SP time-of-day SP year */
static bool
read_asctime_date(struct h1_cur cur, struct date *date)
{
	unsigned ignored, year;

	if (!(read_name(&cur, days, 7, &ignored) && h1_cur_octet(&cur, ' ') &&
		    read_month(&cur, date) && h1_cur_octet(&cur, ' ')))
		return false;
	if (!(h1_cur_octet(&cur, ' ') ? read_digits(&cur, 1, &date->day)
				      : read_digits(&cur, 2, &date->day)))
		return false;
	if (!(h1_cur_octet(&cur, ' ') && read_time(&cur, date) &&
		    h1_cur_octet(&cur, ' ') && read_digits(&cur, 4, &year)))
		return false;
	date->year = year;
	return h1_cur_at_end(&cur);
}

/* A leap second is a time that exists; the 30th of February is not. */
static bool
date_exists(const struct date *date)
{
	return date->day >= 1 &&
	       date->day <= month_days(date->year, date->month) &&
	       date->hour <= 23 && date->minute <= 59 && date->second <= 60;
}

bool
http_date_read(int64_t *seconds, struct h1_span in, int64_t now)
{
	struct h1_cur cur = h1_cur_over(in);
	struct date date;

	if (!read_imf_fixdate(cur, &date) &&
		(FAULTY(rfc850_date_unread) ||
			!read_rfc850_date(cur, &date, now)) &&
		(FAULTY(asctime_date_unread) || !read_asctime_date(cur, &date)))
		return false;
	if (!date_exists(&date))
		return false;
	*seconds = date_seconds(&date);
	return true;
}
