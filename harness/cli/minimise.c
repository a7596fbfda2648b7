#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/message_file.h"
#include "cli/observe.h"
#include "cli/options.h"
#include "report/prose.h"
#include "report/whole_file.h"
#include "shrink/shrink.h"

#define TRIES_DEFAULT 10000
#define TRIES_MAX 100000000

/* What a target does is believed if it does it so often. */
#define CONFIRMED_FIRST 3
#define CONFIRMED_TRY 2

struct minimise {
	/* options */
	const char *file;
	const char *output; /* NULL: standard output */
	const char *urls[2];
	size_t n_urls;
	uint32_t tries;
	bool reading;
	struct reach_options reach;
	/* the rest */
	struct observed_target *targets[2];
	struct octets octets;
	struct octets wanted; /* what is observed of them */
	struct octets seen;   /* of a candidate */
	const char *problem;  /* that makes going on useless; NULL: none */
	bool halted;	      /* for that problem, or by the user */
};

static int
fail(int status, const char *what, const char *why)
{
	(void)fprintf(stderr, "assay minimise: %s%s%s\n", what,
		why[0] != '\0' ? ": " : "", why);
	return status;
}

/* ---- observing ---- */

static void
halt(struct minimise *m, const char *problem)
{
	m->problem = problem;
	m->halted = true;
}

static void
observe_targets(struct minimise *m, const struct octets *octets)
{
	for (size_t i = 0; i < m->n_urls && !m->halted; i++) {
		if (i > 0)
			octets_text(&m->seen, " / ");
		switch (observe_target(m->targets[i], &m->seen, octets)) {
		case OBSERVED_EVENTS:
			break;
		case OBSERVED_NOTHING:
			halt(m, "the target accepts no connection any more");
			break;
		case OBSERVED_STOP:
			halt(m, NULL);
			break;
		}
	}
}

/* Into m->seen. */
static void
observe(struct minimise *m, const struct octets *octets)
{
	octets_clear(&m->seen);
	if (m->n_urls > 0)
		observe_targets(m, octets);
	else if (!observe_reference(&m->seen, octets, m->reading))
		halt(m, "out of memory");
}

static bool
keeps(void *context, const struct octets *candidate)
{
	struct minimise *m = context;
	size_t times = m->n_urls > 0 ? CONFIRMED_TRY : 1;

	if (candidate->len == 0)
		return false; /* no message at all shows nothing */
	for (size_t i = 0; i < times && !m->halted; i++) {
		observe(m, candidate);
		if (m->halted || !octets_equal(&m->seen, &m->wanted))
			return false;
	}
	return !m->halted;
}

static int
stopped(const struct minimise *m)
{
	return fail(STATUS_HARNESS,
		m->problem != NULL ? m->problem : "interrupted", "");
}

/* What is to stay as it is. */
static int
find_wanted(struct minimise *m)
{
	size_t times = m->n_urls > 0 ? CONFIRMED_FIRST : 1;

	for (size_t i = 0; i < times; i++) {
		observe(m, &m->octets);
		if (m->halted)
			return stopped(m);
		if (i == 0 &&
			!octets_append(&m->wanted, m->seen.at, m->seen.len))
			return fail(STATUS_HARNESS, "out of memory", "");
		if (octets_equal(&m->seen, &m->wanted))
			continue;
		octets_text(&m->wanted, "; then ");
		octets_append(&m->wanted, m->seen.at, m->seen.len);
		return fail(STATUS_HARNESS,
			"nothing to keep, for it is not the same each time",
			prose_string(&m->wanted));
	}
	return STATUS_OK;
}

/* ---- shrinking ---- */

static const char *
end_text(enum shrink_end end)
{
	switch (end) {
	case SHRINK_LEAST:
		return "nothing more can go";
	case SHRINK_TRIES:
		return "no more tries are allowed (--tries)";
	case SHRINK_STOPPED:
		return "stopped";
	case SHRINK_NO_MEMORY:
		return "out of memory";
	}
	return "";
}

static void
tell(struct minimise *m, size_t before, const struct shrink_result *result)
{
	struct octets shown = {0};

	prose_octets(&shown, m->wanted.at, m->wanted.len);
	(void)fprintf(stderr,
		"assay minimise: %zu octets before, %zu after, in %zu tries: "
		"%s\nassay minimise: still: %s\n",
		before, m->octets.len, result->tries, end_text(result->end),
		prose_string(&shown));
	octets_free(&shown);
}

static int
write_output(const struct minimise *m)
{
	struct whole_file file;
	bool written;

	if (m->output == NULL) {
		(void)fwrite(m->octets.at, 1, m->octets.len, stdout);
		return STATUS_OK; /* main() flushes, and looks at errors */
	}
	if (!whole_file_open(&file, m->output))
		return fail(STATUS_HARNESS, m->output, strerror(errno));
	written = fwrite(m->octets.at, 1, m->octets.len, file.out) ==
		  m->octets.len;
	if (!whole_file_close(&file, written) || !written)
		return fail(STATUS_HARNESS, m->output, strerror(errno));
	return STATUS_OK;
}

/* What was reached is written in any case. */
static int
shrink_all(struct minimise *m)
{
	const struct shrink how = {
		.keeps = keeps,
		.context = m,
		.most_tries = m->tries,
		.stop = m->n_urls > 0 ? &m->halted : &interrupt_seen,
	};
	size_t before = m->octets.len;
	struct shrink_result result = shrink(&how, &m->octets);
	int status;

	tell(m, before, &result);
	status = write_output(m);
	if (status != STATUS_OK)
		return status;
	if (result.end == SHRINK_STOPPED)
		return stopped(m);
	return result.end == SHRINK_NO_MEMORY ? STATUS_HARNESS : STATUS_OK;
}

static int
minimise(struct minimise *m)
{
	int status = STATUS_OK;

	if (!message_file_read(&m->octets, "minimise", m->file))
		return STATUS_USAGE;
	if (m->octets.len == 0)
		return fail(STATUS_USAGE, m->file,
			"expected octets, found none");
	for (size_t i = 0; i < m->n_urls && status == STATUS_OK; i++)
		m->targets[i] = observed_target_new("minimise", m->urls[i],
			&m->reach, &status);
	if (status == STATUS_OK)
		status = find_wanted(m);
	return status == STATUS_OK ? shrink_all(m) : status;
}

/* ---- the command ---- */

/* Which arguments are URLs depends on the options. */
static int
read_words(struct minimise *m, const char *target, bool differ, int argc,
	char **argv)
{
	int n_urls = differ ? 2 : 0;

	if (target != NULL && differ)
		return fail(STATUS_USAGE, "--differ",
			"expected no --target beside it, found both");
	if (m->reading && (target != NULL || differ))
		return fail(STATUS_USAGE, "--reading",
			"expected no target beside it, found one");
	if (argc != 2 + n_urls)
		return fail(STATUS_USAGE, "arguments",
			differ ? "expected one FILE and two URLs"
			       : "expected one FILE");
	m->file = argv[1];
	m->urls[0] = differ ? argv[2] : target;
	m->urls[1] = differ ? argv[3] : NULL;
	m->n_urls = differ ? 2 : target != NULL ? 1 : 0;
	return STATUS_OK;
}

static int
read_tries(struct minimise *m, const char *text)
{
	m->tries = TRIES_DEFAULT;
	if (text == NULL ||
		options_number(text, strlen(text), 1, TRIES_MAX, &m->tries))
		return STATUS_OK;
	return fail(STATUS_USAGE,
		"--tries: expected a number from 1 to 100000000, found", text);
}

static void
free_all(struct minimise *m)
{
	observed_target_free(m->targets[0]);
	observed_target_free(m->targets[1]);
	octets_free(&m->octets);
	octets_free(&m->wanted);
	octets_free(&m->seen);
}

int
command_minimise(int argc, char **argv)
{
	static char long_output[] = "--output";
	struct minimise m = {.file = NULL};
	const char *tries = NULL;
	const char *target = NULL;
	bool differ = false;
	const struct option options[] = {
		{"differ", &differ, NULL},
		{"output", NULL, &m.output},
		{"reading", &m.reading, NULL},
		{"target", NULL, &target},
		{"tries", NULL, &tries},
		REACH_OPTIONS(&m.reach),
	};
	int status;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "-o") == 0)
			argv[i] = long_output;
	argc = options_take(argc, argv, options,
		sizeof(options) / sizeof(*options), &status);
	if (argc < 0)
		return status;
	status = read_words(&m, target, differ, argc, argv);
	if (status == STATUS_OK)
		status = read_tries(&m, tries);
	interrupt_catch();
	if (status == STATUS_OK)
		status = minimise(&m);
	free_all(&m);
	return status;
}
