#ifndef FUZZ_VALUE_CALENDAR_H
#define FUZZ_VALUE_CALENDAR_H

#include "h1/base.h"

/* Dates as a slow reader sees them: counted by the rules of the calendar. */
struct calendar {
	int year;  /* of an rfc850-date the last two digits */
	int month; /* 0 to 11 */
	int day, hour, minute, second;
};

enum calendar_form {
	CALENDAR_NONE,
	CALENDAR_IMF,
	CALENDAR_RFC850,
	CALENDAR_ASCTIME
};

#define CALENDAR_TEXT_MAX 64

/* The form that `in` as a whole has; the day need not exist. */
enum calendar_form calendar_read(struct calendar *date, struct h1_span in);

/* In that form, with the right day of the week. */
struct h1_span calendar_write(char *text, const struct calendar *date,
	enum calendar_form form);

/* Whether there is that day, and that time; a leap second is one. */
bool calendar_exists(const struct calendar *date);

/* Since 1970-01-01 00:00:00. */
int64_t calendar_seconds(const struct calendar *date);

bool calendar_later(const struct calendar *a, const struct calendar *b);

#endif
