#include "cli/run_options.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "case/octets.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/run_files.h"

/* More connections than this help no target and hurt some. */
#define JOBS_DEFAULT 128
#define JOBS_MAX 1024
#define SPLIT_JOBS_DEFAULT 512
#define CONNECT_DEFAULT_MS 3000
#define CONNECT_MAX_MS 600000
#define RATE_MAX 100000
#define REPEAT_MAX 10000
#define MISSES_MAX 1000000

/* The most ids that --cases-from reads, as octets. */
#define IDS_MAX ((size_t)16 << 20)

bool
run_options_refuse(const char *option, const char *expected, const char *found)
{
	fprintf(stderr, "assay run: %s: expected %s, found %s\n", option,
		expected, found);
	return false;
}

static bool
add_glob(struct run_options *o, const char *glob)
{
	const char **all = realloc(o->globs, (o->n_globs + 1) * sizeof(*all));

	if (all == NULL)
		return false;
	o->globs = all;
	all[o->n_globs++] = glob;
	return true;
}

/* False, and told: not a number from `min` to `max`. */
static bool
read_number(const char *option, const char *text, uint32_t min, uint32_t max,
	uint32_t *n)
{
	if (options_number(text, strlen(text), min, max, n))
		return true;
	fprintf(stderr,
		"assay run: %s: expected a number from %" PRIu32 " to %" PRIu32
		", found %s\n",
		option, min, max, text);
	return false;
}

static void
lower_jobs(struct run_options *o, unsigned most)
{
	if (o->jobs > most)
		o->jobs = most;
	if (o->split_jobs > most)
		o->split_jobs = most;
}

static bool
read_seconds(const char *text, unsigned *ms)
{
	uint64_t n;
	bool read = options_thousandths(text, strlen(text), CONNECT_MAX_MS, &n);

	if (read)
		*ms = (unsigned)n;
	return read;
}

/* "20", "20/s", "0.5/s". A target that may be connected to so seldom has no more
 * connections at once than are made in a second. */
static bool
read_rate(struct run_options *o, const char *text)
{
	size_t len = strlen(text);
	uint64_t per_1000_s;

	if (len > 2 && strcmp(text + len - 2, "/s") == 0)
		len -= 2;
	if (!options_thousandths(text, len, RATE_MAX * UINT64_C(1000),
		    &per_1000_s))
		return run_options_refuse("--rate", "0.001/s to 100000/s",
			text);
	o->interval_ns = UINT64_C(1000000000000) / per_1000_s;
	lower_jobs(o, (unsigned)((per_1000_s + 999) / 1000));
	return true;
}

static bool
read_max_connections(struct run_options *o, const char *text)
{
	uint32_t n;

	if (!read_number("--max-connections", text, 1, JOBS_MAX, &n))
		return false;
	o->max_connections = n;
	lower_jobs(o, n);
	return true;
}

static bool
read_all(FILE *f, struct octets *out)
{
	char part[4096];
	size_t n;

	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		if (out->len + n > IDS_MAX || !octets_append(out, part, n))
			return false;
	return !ferror(f) && octets_append(out, "", 1);
}

/* One id a line; empty lines are passed over. */
static bool
read_ids(struct run_options *o, const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	struct octets text = {0};
	bool read = f != NULL && read_all(f, &text);
	char *save = NULL;

	if (f != NULL && f != stdin)
		fclose(f);
	if (!read || o->ids != NULL) {
		octets_free(&text);
		return run_options_refuse("--cases-from",
			"one readable file of ids", path);
	}
	o->ids = (char *)text.at;
	for (char *id = strtok_r(o->ids, "\r\n", &save); id != NULL;
		id = strtok_r(NULL, "\r\n", &save))
		if (!add_glob(o, id))
			return false;
	/* A file without ids selects nothing, rather than everything. */
	return o->n_globs > 0 || add_glob(o, "");
}

/* Words separated by commas. */
static bool
read_with(struct run_options *o, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, ",");

		if (len == 3 && memcmp(text, "dos", len) == 0)
			o->with_dos = true;
		else if (len == 4 && memcmp(text, "slow", len) == 0)
			o->with_slow = true;
		else
			return run_options_refuse("--with",
				"dos, slow or dos,slow", text);
		text += text[len] == ',' ? len + 1 : len;
	}
	return true;
}

static bool
read_gate(struct run_options *o)
{
	const char *message = NULL;

	o->has_fail_on = o->fail_on != NULL;
	if (!o->has_fail_on)
		o->fail_on = "must";
	o->gate = gate_new(o->fail_on, &message);
	if (o->gate != NULL)
		return true;
	fprintf(stderr, "assay run: --fail-on: %s, found \"%s\"\n",
		message == NULL ? "no memory" : message, o->fail_on);
	return false;
}

/* The URL, unless a target file has it; what follows are globs. */
static bool
read_words(struct run_options *o, int argc, char **argv)
{
	int i = 1;

	if (o->target_file == NULL) {
		if (argc < 2)
			return run_options_refuse("arguments",
				"a URL or --target FILE", "neither");
		o->url = argv[i++];
	}
	for (; i < argc; i++)
		if (!add_glob(o, argv[i]))
			return false;
	return true;
}

struct texts {
	const char *cases_from;
	const char *with;
	const char *jobs;
	const char *connect_timeout;
	const char *rate;
	const char *max_connections;
	const char *seed;
	const char *repeat;
	const char *max_fail;
	bool fail_fast;
};

static bool
read_seed(struct run_options *o, const char *text)
{
	if (text != NULL && !o->shuffle)
		return run_options_refuse("--seed", "--shuffle beside it",
			"none");
	if (text != NULL)
		return read_number("--seed", text, 0, UINT32_MAX, &o->seed);
	return !o->shuffle || getrandom(&o->seed, sizeof(o->seed), 0) ==
				      (ssize_t)sizeof(o->seed);
}

/* In which order, how often, and until when cases are played. */
static bool
read_course(struct run_options *o, const struct texts *t)
{
	if (t->fail_fast && t->max_fail != NULL)
		return run_options_refuse("--fail-fast",
			"no --max-fail beside it", "both");
	if (t->fail_fast)
		o->max_fail = 1;
	return (t->repeat == NULL || read_number("--repeat", t->repeat, 1,
					     REPEAT_MAX, &o->repeat)) &&
	       (t->max_fail == NULL || read_number("--max-fail", t->max_fail, 1,
					       MISSES_MAX, &o->max_fail)) &&
	       read_seed(o, t->seed);
}

static bool
read_texts(struct run_options *o, const struct texts *t)
{
	if (t->jobs != NULL &&
		!read_number("--jobs", t->jobs, 1, JOBS_MAX, &o->jobs))
		return false;
	if (t->connect_timeout != NULL &&
		!read_seconds(t->connect_timeout, &o->connect_ms))
		return run_options_refuse("--connect-timeout",
			"seconds from 0.001 to 600", t->connect_timeout);
	if (t->jobs != NULL)
		o->split_jobs = o->jobs;
	if ((t->rate != NULL && !read_rate(o, t->rate)) ||
		(t->max_connections != NULL &&
			!read_max_connections(o, t->max_connections)))
		return false;
	return (t->with == NULL || read_with(o, t->with)) && read_gate(o) &&
	       read_course(o, t) && filter_options_read(&o->filters, "run") &&
	       run_files_check(o) &&
	       (t->cases_from == NULL || read_ids(o, t->cases_from));
}

bool
run_options_read(struct run_options *o, int argc, char **argv, int *status)
{
	struct texts t = {0};
	const struct option options[] = {
		{"baseline", NULL, &o->baseline},
		{"cases", NULL, &o->cases},
		{"cases-from", NULL, &t.cases_from},
		{"connect-timeout", NULL, &t.connect_timeout},
		{"fail-fast", &t.fail_fast, NULL},
		{"fail-on", NULL, &o->fail_on},
		{"jobs", NULL, &t.jobs},
		{"log", NULL, &o->log},
		{"max-connections", NULL, &t.max_connections},
		{"max-fail", NULL, &t.max_fail},
		{"quiet", &o->quiet, NULL},
		{"rate", NULL, &t.rate},
		{"repeat", NULL, &t.repeat},
		{"reproducers", NULL, &o->reproducers},
		{"seed", NULL, &t.seed},
		{"shuffle", &o->shuffle, NULL},
		{"split", &o->split, NULL},
		{"strict-baseline", &o->strict_baseline, NULL},
		{"target", NULL, &o->target_file},
		{"via", NULL, &o->via},
		{"with", NULL, &t.with},
		FILTER_OPTIONS(&o->filters),
		REACH_OPTIONS(&o->reach),
#define REPORT(name, function, summary) \
	{#name, NULL, &o->reports[REPORT_##function]},
#include "report/formats.def"
#undef REPORT
	};

	*o = (struct run_options){
		.jobs = JOBS_DEFAULT,
		.repeat = 1,
		.split_jobs = SPLIT_JOBS_DEFAULT,
		.connect_ms = CONNECT_DEFAULT_MS,
	};
	argc = options_take(argc, argv, options,
		sizeof(options) / sizeof(*options), status);
	if (argc < 0)
		return false;
	*status = STATUS_USAGE;
	return read_words(o, argc, argv) && read_texts(o, &t);
}

void
run_options_free(struct run_options *o)
{
	gate_free(o->gate);
	free(o->globs);
	free(o->ids);
}
