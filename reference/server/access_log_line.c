#include "server/access_log_line.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define REQUEST_LINE_MAX 8192 /* octets that stand for it */
#define ESCAPED_LEN 4	      /* octets of \xHH */
#define CUT_LEN 3	      /* octets of "..." */
#define REST_MAX (ACCESS_LOG_LINE_MAX - REQUEST_LINE_MAX)
#define NUMBER_MAX 24

/* Most lines are of the same second as the one before. */
static const char *
time_text(struct access_log_clock *clock, int64_t now)
{
	time_t seconds = (time_t)now;
	struct tm tm;

	if (now == clock->time && clock->text[0] != '\0')
		return clock->text;
	clock->time = now;
	if (!gmtime_r(&seconds, &tm) ||
		strftime(clock->text, sizeof(clock->text),
			"%d/%b/%Y:%H:%M:%S +0000", &tm) == 0)
		memcpy(clock->text, "-", sizeof("-"));
	return clock->text;
}

static char *
escape(char *out, uint8_t octet)
{
	static const char digits[] = "0123456789ABCDEF";

	if (octet > 0x1f && octet < 0x7f && octet != '"' && octet != '\\') {
		*out++ = (char)octet;
		return out;
	}
	*out++ = '\\';
	*out++ = 'x';
	*out++ = digits[octet >> 4];
	*out++ = digits[octet & 0xf];
	return out;
}

/* As much as fits; what is cut off shows as "...". */
static char *
put_request_line(char *out, struct h1_span line)
{
	const char *end = out + REQUEST_LINE_MAX - ESCAPED_LEN - CUT_LEN;
	size_t i;

	if (line.len == 0)
		*out++ = '-';
	for (i = 0; i < line.len && out < end; i++)
		out = escape(out, line.at[i]);
	if (i == line.len)
		return out;
	memcpy(out, "...", CUT_LEN);
	return out + CUT_LEN;
}

/* Decimal; "-" for 0. */
static void
write_number(char out[NUMBER_MAX], uint64_t number)
{
	if (number > 0)
		snprintf(out, NUMBER_MAX, "%llu", (unsigned long long)number);
	else
		memcpy(out, "-", sizeof("-"));
}

size_t
access_log_line_write(char *out, struct access_log_clock *clock,
	const struct access_log_line *line)
{
	char status[NUMBER_MAX], octets[NUMBER_MAX];
	char *start = out;

	write_number(status, line->status);
	write_number(octets, line->n_octets);
	out += snprintf(out, REST_MAX / 2, "%.64s - - [%s] \"", line->client,
		time_text(clock, line->time));
	out = put_request_line(out, line->request_line);
	out += snprintf(out, REST_MAX / 2, "\" %s %s\n", status, octets);
	return (size_t)(out - start);
}
