#include "client/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BAR 30
#define EVERY_MS 200
#define AMOUNT_MAX 32

void
progress_begin(struct progress *progress, uint64_t from, bool total_known,
	uint64_t total, uint64_t now_ms)
{
	*progress = (struct progress){.shown = progress->shown,
		.total_known = total_known && total > 0,
		.total = total,
		.from = from,
		.at = from,
		.began_ms = now_ms};
}

/* In the largest unit of which there is at least one. */
static void
amount(char *out, uint64_t n)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
	uint64_t rest = 0;
	size_t unit = 0;

	for (; n >= 1000 && unit < 5; unit++) {
		rest = n % 1000;
		n /= 1000;
	}
	if (unit == 0)
		snprintf(out, AMOUNT_MAX, "%" PRIu64 " B", n);
	else
		snprintf(out, AMOUNT_MAX, "%" PRIu64 ".%" PRIu64 " %s", n,
			rest / 100, units[unit]);
}

/* Percent, without overflow. */
static unsigned
percent(const struct progress *progress)
{
	if (progress->at >= progress->total)
		return 100;
	if (progress->total > UINT64_MAX / 100)
		return (unsigned)(progress->at / (progress->total / 100));
	return (unsigned)(progress->at * 100 / progress->total);
}

static void
draw_bar(const struct progress *progress)
{
	char bar[BAR + 1];
	unsigned done = percent(progress);

	memset(bar, ' ', BAR);
	memset(bar, '=', done * BAR / 100);
	bar[BAR] = '\0';
	fprintf(stderr, "%3u%% [%s] ", done, bar);
}

static void
draw(struct progress *progress, uint64_t now_ms)
{
	uint64_t ms = now_ms - progress->began_ms;
	uint64_t moved = progress->at - progress->from;
	char size[AMOUNT_MAX];
	char rate[AMOUNT_MAX];

	amount(size, progress->at);
	amount(rate, ms > 0 ? moved / ms * 1000 + moved % ms * 1000 / ms : 0);
	fputs("\r\033[K", stderr);
	if (progress->total_known)
		draw_bar(progress);
	fprintf(stderr, "%s, %s/s", size, rate);
	fflush(stderr);
	progress->drawn = true;
	progress->drawn_ms = now_ms;
}

void
progress_add(struct progress *progress, uint64_t len, uint64_t now_ms)
{
	progress->at += len;
	if (progress->shown &&
		(!progress->drawn || now_ms - progress->drawn_ms >= EVERY_MS))
		draw(progress, now_ms);
}

void
progress_end(struct progress *progress, uint64_t now_ms)
{
	if (!progress->shown || !progress->drawn)
		return;
	draw(progress, now_ms);
	fputc('\n', stderr);
	progress->drawn = false;
}
