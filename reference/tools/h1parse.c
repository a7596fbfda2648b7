/*
 * h1parse: octets on stdin, one JSON object per message on stdout. It says how
 * the wire layer of the reference reads them.
 */

#include "h1parse_read.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define USAGE 2

static const char usage[] =
	"usage: h1parse [options] < message\n"
	"\n"
	"Reads an HTTP/1.1 message from standard input, strictly by RFC 9112,\n"
	"and writes a JSON object that says how it was read.\n"
	"\n"
	"  --response           the message is a response\n"
	"  --answers METHOD     the response answers HEAD or CONNECT\n"
	"  --stream             read message after message, one object per line\n"
	"  --eof                the peer closes behind the last octet\n"
	"  --lenient NAME,...   tolerate what NAME stands for; all: everything\n"
	"  --help               show this text\n"
	"\n"
	"Exit status: 0 accepted, 1 refused, 2 usage, 3 needs more octets.\n"
	"\n"
	"Names for --lenient:\n";

static void
help(FILE *to)
{
	fputs(usage, to);
	for (unsigned bit = 0; bit < H1_LENIENT_COUNT; bit++)
		fprintf(to, "  %-20s %s\n", h1_lenient_name(bit),
			h1_lenient_text(bit));
}

/* NAME,NAME,...; says false if one is unknown. */
static bool
lenient_names(unsigned *lenient, const char *names)
{
	while (*names) {
		size_t len = strcspn(names, ",");
		struct h1_span name = {(const uint8_t *)names, len};
		unsigned flag = h1_span_equal(name, H1_SPAN("all"))
					? H1_LENIENT_ALL
					: h1_lenient_find(name);

		if (!flag) {
			fprintf(stderr, "h1parse: unknown leniency '%.*s'\n",
				(int)len, names);
			return false;
		}
		*lenient |= flag;
		names += len;
		names += *names == ',';
	}
	return true;
}

static bool
answers_method(enum h1_answers *answers, const char *method)
{
	*answers = H1_ANSWERS_OTHER;
	if (strcmp(method, "HEAD") == 0)
		*answers = H1_ANSWERS_HEAD;
	if (strcmp(method, "CONNECT") == 0)
		*answers = H1_ANSWERS_CONNECT;
	return *answers != H1_ANSWERS_OTHER;
}

/* Gives 0, or the status to leave with at once. */
static int
read_options(struct h1parse *options, int argc, char **argv)
{
	static const struct option longs[] = {
		{"response", no_argument, NULL, 'r'},
		{"answers", required_argument, NULL, 'a'},
		{"stream", no_argument, NULL, 's'},
		{"eof", no_argument, NULL, 'e'},
		{"lenient", required_argument, NULL, 'l'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		bool good = true;

		if (option == 'r')
			options->kind = H1_RESPONSE;
		else if (option == 'a')
			good = answers_method(&options->answers, optarg);
		else if (option == 's')
			options->stream = true;
		else if (option == 'e')
			options->eof = true;
		else if (option == 'l')
			good = lenient_names(&options->lenient, optarg);
		else if (option == 'h')
			return -1;
		else
			good = false;
		if (!good)
			return USAGE;
	}
	return optind == argc ? 0 : USAGE;
}

/* Gives all of stdin, owned by the caller, or NULL. */
static uint8_t *
slurp(size_t *len)
{
	size_t room = 1 << 16;
	uint8_t *octets = malloc(room);
	size_t n;

	*len = 0;
	while (octets &&
		(n = fread(octets + *len, 1, room - *len, stdin)) > 0) {
		uint8_t *more;

		*len += n;
		if (*len < room)
			continue;
		room *= 2;
		more = realloc(octets, room);
		if (!more)
			free(octets);
		octets = more;
	}
	if (octets && ferror(stdin)) {
		free(octets);
		octets = NULL;
	}
	return octets;
}

int
main(int argc, char **argv)
{
	struct h1parse options = {.kind = H1_REQUEST};
	enum h1parse_result result;
	uint8_t *octets;
	size_t len;
	int status = read_options(&options, argc, argv);

	if (status != 0) {
		help(status == USAGE ? stderr : stdout);
		return status == USAGE ? USAGE : EXIT_SUCCESS;
	}
	octets = slurp(&len);
	if (!octets) {
		fprintf(stderr, "h1parse: standard input: %s\n",
			strerror(errno));
		return USAGE;
	}
	result = h1parse_read(&options, (struct h1_span){octets, len}, stdout);
	free(octets);
	if (fflush(stdout) != 0)
		return USAGE;
	return (int)result;
}
