#include "site/stamp.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define SECOND INT64_C(1000000000)

bool
stamps_init(struct stamps *stamps)
{
	int error;

	memset(stamps, 0, sizeof(*stamps));
	error = pthread_mutex_init(&stamps->lock, NULL);
	if (error == 0) {
		error = pthread_mutex_init(&stamps->writing, NULL);
		if (error == 0)
			return true;
		pthread_mutex_destroy(&stamps->lock);
	}
	errno = error;
	return false;
}

void
stamps_free(struct stamps *stamps)
{
	pthread_mutex_destroy(&stamps->writing);
	pthread_mutex_destroy(&stamps->lock);
}

void
stamps_lock(struct stamps *stamps)
{
	pthread_mutex_lock(&stamps->writing);
}

void
stamps_unlock(struct stamps *stamps)
{
	pthread_mutex_unlock(&stamps->writing);
}

static int64_t
nanoseconds(const struct timespec *time)
{
	return (int64_t)time->tv_sec * SECOND + time->tv_nsec;
}

/* A time that was never given, and is not one that a coarser clock tells. */
static int64_t
next_stamp(struct stamps *stamps, int64_t now)
{
	int64_t stamp;

	pthread_mutex_lock(&stamps->lock);
	stamp = now > stamps->last ? now : stamps->last + 1;
	if (stamp % 1000 == 0)
		stamp++;
	stamps->last = stamp;
	pthread_mutex_unlock(&stamps->lock);
	return stamp;
}

static void
remember(struct stamps *stamps, int64_t stamp)
{
	pthread_mutex_lock(&stamps->lock);
	stamps->given[stamps->next] = stamp;
	stamps->next = (stamps->next + 1) % STAMPS_MAX;
	pthread_mutex_unlock(&stamps->lock);
}

void
stamps_give(struct stamps *stamps, int descriptor)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}};
	struct stat st;
	int64_t stamp;

	if (clock_gettime(CLOCK_REALTIME, &times[1]) != 0)
		return;
	stamp = next_stamp(stamps, nanoseconds(&times[1]));
	times[1].tv_sec = (time_t)(stamp / SECOND);
	times[1].tv_nsec = (long)(stamp % SECOND);
	if (futimens(descriptor, times) == 0 && fstat(descriptor, &st) == 0 &&
		nanoseconds(&st.st_mtim) == stamp)
		remember(stamps, stamp);
}

bool
stamps_know(struct stamps *stamps, const struct timespec *modified)
{
	int64_t stamp = nanoseconds(modified);
	bool known = false;
	unsigned i;

	pthread_mutex_lock(&stamps->lock);
	for (i = 0; i < STAMPS_MAX && !known; i++)
		known = stamps->given[i] == stamp;
	pthread_mutex_unlock(&stamps->lock);
	return known;
}
