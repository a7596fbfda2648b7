#ifndef HTTP_DATE_H
#define HTTP_DATE_H

/*
 * HTTP-date (RFC 9110, section 5.6.7). Times are seconds since 1970-01-01
 * 00:00:00 UTC without leap seconds; there is no clock in here.
 */

#include "h1/base.h"

/* Octets of an IMF-fixdate. */
#define HTTP_DATE_LEN 29

/*
 * Writes `seconds` as IMF-fixdate, HTTP_DATE_LEN octets without NUL. False,
 * and nothing is written, if the year is not one of 0000 to 9999.
 */
bool http_date_write(uint8_t *out, int64_t seconds);

/*
 * Reads the whole of `in` as HTTP-date in any of its three forms. `now`
 * decides the century of a two-digit year: a time that would be more than 50
 * years ahead belongs to the past. Without a sound `now`, of years 0000 to
 * 9999, and where the year would be none of these, there are no two-digit years.
 * The day of the week is not compared with the date, since the date says all.
 *
 * False, and *seconds is unchanged, if `in` is no HTTP-date.
 */
bool http_date_read(int64_t *seconds, struct h1_span in, int64_t now);

#endif
