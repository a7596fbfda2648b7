#include "cli/fuzz_options.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/options.h"

#define SECONDS_MAX (7 * 24 * 3600)
#define MESSAGES_MAX 1000000000
#define FINDS_MAX_MAX 256
#define RATE_MAX 1000000
#define JOBS_MAX 256

struct number {
	const char *name;
	const char *text; /* NULL: not given */
	uint32_t min, max;
	uint32_t *n;
};

static bool
read_number(const struct number *number)
{
	if (number->text == NULL ||
		options_number(number->text, strlen(number->text), number->min,
			number->max, number->n))
		return true;
	(void)fprintf(stderr,
		"assay fuzz: --%s: expected a number from %" PRIu32
		" to %" PRIu32 ", found %s\n",
		number->name, number->min, number->max, number->text);
	return false;
}

/* Learnt before the run, rather than behind it; it is made if it is missing. */
static bool
check_folder(const char *path)
{
	struct stat st;

	if (path == NULL)
		return true;
	(void)mkdir(path, 0777);
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
		access(path, W_OK | X_OK) == 0)
		return true;
	(void)fprintf(stderr,
		"assay fuzz: --output: expected a folder that can be written, "
		"found %s\n",
		path);
	return false;
}

static bool
read_url(struct fuzz_options *o, int argc, char **argv)
{
	if (argc == 2)
		o->url = argv[1];
	else
		(void)fprintf(stderr,
			"assay fuzz: expected one URL, found %s\n",
			argc < 2 ? "none" : argv[2]);
	return argc == 2;
}

static bool
read_seed(struct fuzz_options *o, const char *text)
{
	const struct number seed = {"seed", text, 0, UINT32_MAX, &o->seed};

	if (text != NULL)
		return read_number(&seed);
	return getrandom(&o->seed, sizeof(o->seed), 0) ==
	       (ssize_t)sizeof(o->seed);
}

/* -o is the one short option. */
static void
write_out(int argc, char **argv)
{
	static char output[] = "--output";

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "-o") == 0)
			argv[i] = output;
}

bool
fuzz_options_read(struct fuzz_options *o, int argc, char **argv, int *status)
{
	struct number numbers[] = {
		{"jobs", NULL, 1, JOBS_MAX, &o->jobs},
		{"max-finds", NULL, 1, FINDS_MAX_MAX, &o->max_finds},
		{"messages", NULL, 1, MESSAGES_MAX, &o->messages},
		{"rate", NULL, 1, RATE_MAX, &o->rate},
		{"seconds", NULL, 1, SECONDS_MAX, &o->seconds},
	};
	const size_t n_numbers = sizeof(numbers) / sizeof(numbers[0]);
	const char *seed = NULL;
	const struct option options[] = {
		{"cases", NULL, &o->cases},
		{"jobs", NULL, &numbers[0].text},
		{"max-finds", NULL, &numbers[1].text},
		{"messages", NULL, &numbers[2].text},
		{"output", NULL, &o->folder},
		{"quiet", &o->quiet, NULL},
		{"rate", NULL, &numbers[3].text},
		{"seconds", NULL, &numbers[4].text},
		{"seed", NULL, &seed},
		REACH_OPTIONS(&o->reach),
	};

	*o = (struct fuzz_options){
		.seconds = 60,
		.max_finds = 20,
		.jobs = 128,
	};
	write_out(argc, argv);
	argc = options_take(argc, argv, options,
		sizeof(options) / sizeof(*options), status);
	if (argc < 0)
		return false;
	*status = STATUS_USAGE;
	for (size_t i = 0; i < n_numbers; i++)
		if (!read_number(&numbers[i]))
			return false;
	o->has_rate = numbers[3].text != NULL;
	return read_url(o, argc, argv) && read_seed(o, seed) &&
	       check_folder(o->folder);
}
