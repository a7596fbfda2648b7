#include "server/options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const struct row {
	const char *name;
	size_t at; /* of the number in struct settings */
	uint64_t standard, least, most;
	const char *text;
} rows[] = {
#define SETTING(name, option, standard, least, most, text) \
	{option, offsetof(struct settings, name), standard, least, most, text},
#include "server/settings.def"
#undef SETTING
};

static void
print_help(void)
{
	size_t i;

	puts("Usage: h1d [options]\n"
	     "A strict HTTP/1.1 origin server. Prints one line when it is "
	     "ready:\n"
	     "listening http://ADDRESS:PORT. SIGTERM and SIGINT end it when "
	     "the answers\n"
	     "under way are sent.\n");
	puts("  --port N            port to listen at; 0: the kernel chooses "
	     "(8080)\n"
	     "  --address A         IPv4 or IPv6 address (127.0.0.1)\n"
	     "  --static DIR        folder of the files below /static/\n"
	     "  --help, --version");
	for (i = 0; i < N(rows); i++)
		printf("  %-17s N %s (%llu)\n", rows[i].name, rows[i].text,
			(unsigned long long)rows[i].standard);
}

/* 1*DIGIT of at most `most`. */
static bool
read_number(uint64_t *number, const char *text, uint64_t least, uint64_t most)
{
	uint64_t n = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		uint64_t digit = (uint64_t)(*text - '0');

		if (*text < '0' || *text > '9' || n > (most - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*number = n;
	return n >= least && n <= most;
}

static bool
bad(const char *option, const char *what)
{
	fprintf(stderr, "h1d: %s: %s\n", option, what);
	return false;
}

static bool
set_number(uint64_t *number, const struct row *row, const char *value)
{
	if (read_number(number, value, row->least, row->most))
		return true;
	fprintf(stderr, "h1d: %s: not a number from %llu to %llu: '%s'\n",
		row->name, (unsigned long long)row->least,
		(unsigned long long)row->most, value);
	return false;
}

static bool
set_setting(struct options *options, const char *name, const char *value)
{
	size_t i;

	for (i = 0; i < N(rows); i++) {
		uint64_t number;

		if (strcmp(name, rows[i].name) != 0)
			continue;
		if (!set_number(&number, &rows[i], value))
			return false;
		memcpy((char *)&options->settings + rows[i].at, &number,
			sizeof(number));
		return true;
	}
	return bad(name, "no such option; try --help");
}

static bool
set_option(struct options *options, const char *name, const char *value)
{
	static const struct row port = {"--port", 0, 8080, 0, 65535, ""};
	uint64_t number;

	if (strcmp(name, "--address") == 0) {
		options->address = value;
	} else if (strcmp(name, "--static") == 0) {
		options->folder = value;
	} else if (strcmp(name, "--port") == 0) {
		if (!set_number(&number, &port, value))
			return false;
		options->port = (uint16_t)number;
	} else {
		return set_setting(options, name, value);
	}
	return true;
}

enum options_result
options_read(struct options *options, int argc, char **argv)
{
	int i;

	*options = (struct options){.address = "127.0.0.1",
		.port = 8080,
		.settings = settings_default};
	for (i = 1; i < argc; i += 2) {
		if (strcmp(argv[i], "--help") == 0) {
			print_help();
			return OPTIONS_DONE;
		}
		if (strcmp(argv[i], "--version") == 0) {
			puts("h1d " H1D_VERSION);
			return OPTIONS_DONE;
		}
		if (strncmp(argv[i], "--", 2) != 0) {
			bad(argv[i], "not an option; try --help");
			return OPTIONS_BAD;
		}
		if (i + 1 == argc) {
			/* A name that is unknown is told first. */
			if (set_option(options, argv[i], ""))
				bad(argv[i], "a value is missing");
			return OPTIONS_BAD;
		}
		if (!set_option(options, argv[i], argv[i + 1]))
			return OPTIONS_BAD;
	}
	return OPTIONS_RUN;
}
