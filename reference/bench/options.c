#include "options.h"

#include <stdio.h>
#include <string.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

enum option_kind {
	OPTION_FLAG,
	OPTION_NUMBER,
	OPTION_TEXT
};

static const struct row {
	const char *name;
	enum option_kind kind;
	const char *text;
} rows[] = {
#define OPTION(id, name, kind, text) {name, OPTION_##kind, text},
#include "options.def"
#undef OPTION
};

enum option {
#define OPTION(id, name, kind, text) OPTION_ID_##id,
#include "options.def"
#undef OPTION
	N_OPTIONS
};

void
options_print_help(void)
{
	static const char *const argument[] = {"", "N", "TEXT"};
	size_t i;

	puts("Usage: h1bench [option...]\n"
	     "Times libh1 beside other readers of HTTP/1.1 and prints one "
	     "table.\n");
	for (i = 0; i < N(rows); i++)
		printf("  %-9s %-4s %s\n", rows[i].name, argument[rows[i].kind],
			rows[i].text);
	puts("\nExit status: 0; 1 if two readers differ in what they "
	     "understood; 2 usage.\n"
	     "A goal that is missed is told, and changes nothing else.");
}

/* 1*DIGIT, of at most ten. */
static bool
read_number(uint64_t *number, const char *text)
{
	uint64_t n = 0;

	for (; *text >= '0' && *text <= '9' && n <= UINT32_MAX; text++)
		n = n * 10 + (uint64_t)(*text - '0');
	*number = n;
	return *text == '\0' && n > 0;
}

static void
be_quick(struct measure_options *measure)
{
	measure->rounds = 5;
	measure->sample_ms = 0.1;
}

static void
set(struct options *options, enum option option, uint64_t number,
	const char *text)
{
	switch (option) {
	case OPTION_ID_ROUNDS:
		options->measure.rounds = (size_t)number;
		break;
	case OPTION_ID_QUICK:
		be_quick(&options->measure);
		break;
	case OPTION_ID_ONLY:
		options->only = text;
		break;
	case OPTION_ID_SEED:
		options->measure.seed = number;
		break;
	case OPTION_ID_JSON:
		options->json = text;
		break;
	case OPTION_ID_CURVES:
		options->curves = true;
		break;
	case OPTION_ID_REPEAT:
		options->repeat = (size_t)number;
		break;
	case OPTION_ID_PEER:
		options->peer = text;
		break;
	case OPTION_ID_LIST:
		options->list = true;
		break;
	case OPTION_ID_HELP:
		options->help = true;
		break;
	case N_OPTIONS:
		break;
	}
}

static size_t
find(const char *name)
{
	size_t i;

	for (i = 0; i < N(rows); i++) {
		if (strcmp(rows[i].name, name) == 0)
			break;
	}
	return i;
}

bool
options_read(struct options *options, int argc, char **argv)
{
	int i;

	*options = (struct options){
		.measure = {.rounds = 60, .sample_ms = 2, .seed = 1},
		.peer = "h1"};
	for (i = 1; i < argc; i++) {
		size_t option = find(argv[i]);
		const char *text = NULL;
		uint64_t number = 0;

		if (option == N(rows))
			return false;
		if (rows[option].kind != OPTION_FLAG && ++i == argc)
			return false;
		if (rows[option].kind != OPTION_FLAG)
			text = argv[i];
		if (rows[option].kind == OPTION_NUMBER &&
			!read_number(&number, text))
			return false;
		set(options, (enum option)option, number, text);
	}
	return true;
}
