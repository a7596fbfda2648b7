#include "target/calibrator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Waits derived from the median latency, with floors: a quiet period under
 * 100 ms would take a slow answer for silence. */
#define QUIET_MIN_MS 100
#define QUIET_MAX_MS 2000
#define QUIET_MEDIANS 10
#define ANSWER_MIN_MS 1000
#define ANSWER_MAX_MS 10000
#define ANSWER_MEDIANS 50
#define MOST_ANSWERS 4
#define SEGMENT_MIN_MS 2
#define SEGMENT_MEDIANS 2

/* While connections that ask nothing are open, an answer takes at most this. */
#define JOBS_WAIT_MS 400

void
calibrator_grant(struct calibrator *c, enum capability capability)
{
	c->found->capabilities |= 1u << capability;
}

bool
calibrator_has(const struct calibrator *c, enum capability capability)
{
	return (c->found->capabilities & 1u << capability) != 0;
}

const char *
calibrator_ok_path(const struct calibrator *c)
{
	return calibrator_named_or(c, ROUTE_OK, c->options->path);
}

static unsigned
clamp(uint64_t value, unsigned low, unsigned high)
{
	return value < low ? low : value > high ? high : (unsigned)value;
}

static void
set_timing(struct calibrator *c)
{
	struct play_timing *timing = &c->context->timing;
	uint64_t median_us = c->found->median_us;

	timing->quiet_ms = clamp(median_us * QUIET_MEDIANS / 1000, QUIET_MIN_MS,
		QUIET_MAX_MS);
	timing->answer_ms = clamp(median_us * ANSWER_MEDIANS / 1000,
		ANSWER_MIN_MS, ANSWER_MAX_MS);
	timing->most_ms = MOST_ANSWERS * timing->answer_ms;
	timing->segment_ms = clamp(median_us * SEGMENT_MEDIANS / 1000,
		SEGMENT_MIN_MS, timing->quiet_ms);
}

static int
compare_unsigned(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a;
	unsigned y = *(const unsigned *)b;

	return x < y ? -1 : x > y;
}

static void
measure(struct calibrator *c)
{
	for (size_t i = 0; i < c->questions.n; i++) {
		unsigned latency = question_latency_us(&c->questions.at[i]);

		if (latency > 0)
			c->latencies_us[c->n_latencies++] = latency;
	}
	if (c->n_latencies == 0)
		return;
	qsort(c->latencies_us, c->n_latencies, sizeof(unsigned),
		compare_unsigned);
	c->found->median_us = c->latencies_us[c->n_latencies / 2];
	set_timing(c);
}

static void
look_for_date(struct calibrator *c)
{
	for (size_t i = 0; i < c->questions.n; i++)
		if (question_field(&c->questions.at[i], "Date").at != NULL)
			calibrator_grant(c, CAPABILITY_DATE);
}

/* Asks everything in the list, then keeps what any answer tells. */
bool
calibrator_ask(struct calibrator *c, unsigned jobs)
{
	bool asked = question_list_ask(&c->questions, c->context, jobs,
		c->options->stop);

	measure(c);
	look_for_date(c);
	return asked;
}

bool
calibrator_fail(struct calibrator *c, const char *problem)
{
	snprintf(c->found->problem, sizeof(c->found->problem), "%s", problem);
	return false;
}

bool
calibrator_set_route(struct calibrator *c, enum route route, const char *path)
{
	c->found->routes[route] = strdup(path);
	c->context->values.routes[route] = c->found->routes[route];
	return c->found->routes[route] != NULL;
}

const char *
calibrator_named_or(const struct calibrator *c, enum route route,
	const char *path)
{
	const char *named = c->options->routes[route];

	return named != NULL ? named : path;
}

bool
calibrator_may_change(const struct calibrator *c, enum route route)
{
	return c->options->may_change || c->options->routes[route] != NULL;
}

/* ---- how many connections at once? ---- */

static bool
bears(struct calibrator *c, unsigned jobs)
{
	return question_list_crowd(c->context, calibrator_ok_path(c), jobs,
		JOBS_WAIT_MS + 20 * c->found->median_us / 1000,
		c->options->stop);
}

/* Single-threaded servers exist: an idle connection keeps all others waiting. */
static void
find_jobs(struct calibrator *c)
{
	unsigned jobs = c->options->jobs;

	while (jobs > 1 && !bears(c, jobs))
		jobs /= 4;
	c->found->jobs = jobs > 1 ? jobs : 1;
}

bool
calibrate(struct play_context *context,
	const struct calibration_options *options, struct calibration *out)
{
	struct calibrator c = {
		.context = context,
		.options = options,
		.found = out,
	};
	struct play_timing *timing = &context->timing;
	bool ok;

	*out = (struct calibration){.jobs = 1};
	if (context->endpoint.tls == NULL)
		calibrator_grant(&c, CAPABILITY_CLEARTEXT);
	timing->answer_ms = timing->connect_ms;
	timing->most_ms = timing->connect_ms;
	timing->quiet_ms = QUIET_MIN_MS;
	ok = calibrator_ask_first(&c);
	if (ok) {
		find_jobs(&c);
		ok = calibrator_ask_wide(&c) && calibrator_ask_deep(&c) &&
		     calibrator_ask_effect(&c) && calibrator_ask_store(&c);
	}
	question_list_free(&c.questions);
	context->capabilities = out->capabilities;
	context->tls_version = out->tls_version;
	return ok;
}

void
calibration_free(struct calibration *c)
{
	for (size_t i = 0; i < N_ROUTES; i++)
		free(c->routes[i]);
	for (size_t i = 0; i < N_KNOWN; i++)
		free(c->known[i]);
	canary_free(&c->canary);
}
