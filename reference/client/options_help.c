#include "client/options_help.h"

#include <inttypes.h>
#include <stdio.h>

#include "client/failure.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	char letter;
	const char *name;
	const char *value;
	const char *text;
} rows[] = {
#define OPTION(id, short, name, value, text) {short, name, value, text},
#include "client/options.def"
#undef OPTION
};

static const struct {
	const char *name;
	uint64_t standard;
	const char *text;
} numbers[] = {
#define SETTING(name, option, standard, least, most, text) \
	{option, standard, text},
#include "client/settings.def"
#undef SETTING
};

static void
print_options(void)
{
	for (size_t i = 0; i < N(rows); i++) {
		fputs("  ", stdout);
		if (rows[i].letter)
			printf("-%c, ", rows[i].letter);
		fputs(rows[i].name, stdout);
		if (rows[i].value)
			printf(" %s", rows[i].value);
		printf("\n\t%s\n", rows[i].text);
	}
}

static void
print_numbers(void)
{
	for (size_t i = 0; i < N(numbers); i++) {
		printf("  %s N\n\t%s", numbers[i].name, numbers[i].text);
		if (numbers[i].standard == UINT64_MAX)
			puts(" (no limit)");
		else
			printf(" (%" PRIu64 ")\n", numbers[i].standard);
	}
}

/* One line for each status: the first row that has it speaks for all. */
static void
print_statuses(void)
{
	int last = -1;

	for (int i = 0; i < CLIENT_FAILURES; i++) {
		enum client_failure failure = (enum client_failure)i;
		int status = client_failure_status(failure);

		if (status == last)
			printf("       %s\n", client_failure_text(failure));
		else
			printf("  %3d  %s\n", status,
				client_failure_text(failure));
		last = status;
	}
}

void
options_help(void)
{
	puts("Usage: h1c [options] URL...\n"
	     "A strict HTTP/1.1 client, which trusts no server. The content "
	     "goes to standard\noutput, or to a file. Several URLs of one "
	     "origin use one connection.\n");
	print_options();
	puts("\nNumbers, and what they are if not given:");
	print_numbers();
	puts("\nExit status, that of the first URL that failed:");
	print_statuses();
}
