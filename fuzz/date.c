/*
 * An HTTP-date is read exactly if a slow reader finds that it is one and that
 * the day exists; the seconds are those of a count day by day, all three forms
 * of a date agree, and what is written of it is read as the same again.
 */

#include "http/date.h"
#include "engine/entry.h"
#include "value/calendar.h"
#include "value/lines.h"

#include <string.h>

enum {
	IMF,
	RFC850,
	ASCTIME,
	LEAP_DAY,
	LEAP_SECOND,
	PAST_CENTURY,
	FUTURE,
	NO_DAY,
	NO_DATE
};

static struct mark marks[] = {
	[IMF] = {"an IMF-fixdate is read", 0},
	[RFC850] = {"an rfc850-date is read", 0},
	[ASCTIME] = {"an asctime-date is read", 0},
	[LEAP_DAY] = {"the 29th of February is read", 0},
	[LEAP_SECOND] = {"a leap second is read", 0},
	[PAST_CENTURY] = {"a two-digit year is of the century before", 0},
	[FUTURE] = {"a two-digit year is ahead", 0},
	[NO_DAY] = {"a day that does not exist is refused", 0},
	[NO_DATE] = {"what is no date is refused", 0},
};

/* Without a second line there is no sound time: no two-digit years. */
#define NO_NOW INT64_MAX

static bool
read_now(int64_t *now, struct calendar *today, struct h1_span line)
{
	*now = NO_NOW;
	if (calendar_read(today, line) != CALENDAR_IMF ||
		!calendar_exists(today) || today->second > 59)
		return false;
	*now = calendar_seconds(today);
	return true;
}

/* The last year that ends so and is not more than 50 years ahead. */
static bool
find_century(struct calendar *date, const struct calendar *today)
{
	struct calendar limit = *today;

	limit.year += 50;
	date->year += limit.year - limit.year % 100;
	if (calendar_later(date, &limit))
		date->year -= 100;
	if (date->year < today->year - today->year % 100)
		REACH(PAST_CENTURY);
	else if (date->year > today->year)
		REACH(FUTURE);
	return date->year >= 0 && date->year <= 9999;
}

static bool
slow_read(struct calendar *date, enum calendar_form *form, struct h1_span in,
	struct h1_span now_line)
{
	struct calendar today;
	int64_t now;
	bool sound = read_now(&now, &today, now_line);

	*form = calendar_read(date, in);
	if (*form == CALENDAR_NONE)
		REACH(NO_DATE);
	if (*form == CALENDAR_NONE || (*form == CALENDAR_RFC850 && !sound))
		return false;
	if (*form == CALENDAR_RFC850 && !find_century(date, &today))
		return false;
	if (!calendar_exists(date))
		REACH(NO_DAY);
	return calendar_exists(date);
}

/* The other forms of the date say the same, and so does what is written. */
static void
check_forms(const struct calendar *date, int64_t seconds, int64_t now)
{
	char text[CALENDAR_TEXT_MAX];
	uint8_t written[HTTP_DATE_LEN];
	int64_t again;

	CHECK(http_date_read(&again, calendar_write(text, date, CALENDAR_IMF),
		NO_NOW));
	CHECK(again == seconds);
	if (seconds < INT64_C(253402300800)) {
		CHECK(http_date_write(written, seconds));
		CHECK(date->second == 60 ||
			memcmp(written, text, HTTP_DATE_LEN) == 0);
		CHECK(http_date_read(&again,
			(struct h1_span){written, HTTP_DATE_LEN}, now));
		CHECK(again == seconds);
	}
	CHECK(http_date_read(&again,
		calendar_write(text, date, CALENDAR_ASCTIME), NO_NOW));
	CHECK(again == seconds);
}

static void
reach(const struct calendar *date, enum calendar_form form)
{
	REACH(form == CALENDAR_IMF	  ? IMF
		: form == CALENDAR_RFC850 ? RFC850
					  : ASCTIME);
	if (date->month == 1 && date->day == 29)
		REACH(LEAP_DAY);
	if (date->second == 60)
		REACH(LEAP_SECOND);
}

static void
run(struct h1_span input, struct seen *seen)
{
	struct h1_span in = line_take(&input);
	struct calendar date, today;
	enum calendar_form form;
	int64_t seconds = 1, now;

	read_now(&now, &today, input);
	if (!http_date_read(&seconds, in, now)) {
		CHECK(seconds == 1 && !slow_read(&date, &form, in, input));
		return;
	}
	CHECK(slow_read(&date, &form, in, input));
	CHECK(seconds == calendar_seconds(&date));
	reach(&date, form);
	check_forms(&date, seconds, now);
	seen_number(seen, (uint64_t)seconds);
}

const struct entry entry = {run, marks, N(marks)};
