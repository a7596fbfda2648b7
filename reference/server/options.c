#include "server/options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "support/decimal.h"
#ifdef ASSAY_FAULTS
#include "fault/fault_table.h"
#endif

#define N(array) (sizeof(array) / sizeof((array)[0]))

enum kind {
	KIND_TEXT,
	KIND_FLAG,
	KIND_NUMBER
};

static const struct row {
	const char *name;
	enum kind kind;
	size_t at, size; /* of the member of struct options */
	uint64_t least, most;
	const char *value, *text; /* for the help */
} rows[] = {
#define MEMBER(member) \
	offsetof(struct options, member), sizeof(((struct options *)0)->member)
#define TEXT(name, member, value, text) \
	{name, KIND_TEXT, MEMBER(member), 0, 0, value, text},
#define FLAG(name, member, text) \
	{name, KIND_FLAG, MEMBER(member), 0, 0, "", text},
#define NUMBER(name, member, least, most, text) \
	{name, KIND_NUMBER, MEMBER(member), least, most, "N", text},
#include "server/options.def"
#define SETTING(name, option, standard, least, most, text) \
	NUMBER(option, server.settings.name, least, most,  \
		text " (" #standard ")")
#include "server/settings.def"
#undef SETTING
#undef NUMBER
#undef FLAG
#undef TEXT
#undef MEMBER
};

static void
print_help(void)
{
	size_t i;

	puts("Usage: h1d [options]\n"
	     "A strict HTTP/1.1 origin server. Prints one line when it is "
	     "ready:\n"
	     "listening http://ADDRESS:PORT, or https://. SIGTERM and SIGINT "
	     "end it when\n"
	     "the answers under way are sent; SIGHUP has it read the "
	     "certificate again and\n"
	     "open the log anew.\n");
	for (i = 0; i < N(rows); i++)
		printf("  %s%s%s\n\t%s\n", rows[i].name,
			rows[i].kind == KIND_FLAG ? "" : " ", rows[i].value,
			rows[i].text);
#ifdef ASSAY_FAULTS
	puts("  --fault NAME\n\thas that defect; may be repeated\n"
	     "  --faults\n\tprints the defects as JSON");
#endif
	puts("  --help, --version");
}

static bool
bad(const char *option, const char *what)
{
	fprintf(stderr, "h1d: %s: %s\n", option, what);
	return false;
}

static void
put_number(void *member, size_t size, uint64_t number)
{
	uint16_t small = (uint16_t)number;
	unsigned medium = (unsigned)number;

	if (size == sizeof(small))
		memcpy(member, &small, sizeof(small));
	else if (size == sizeof(medium))
		memcpy(member, &medium, sizeof(medium));
	else
		memcpy(member, &number, sizeof(number));
}

static bool
set_number(void *member, const struct row *row, const char *value)
{
	uint64_t number;

	if (!decimal_read(&number, value, row->least, row->most)) {
		fprintf(stderr,
			"h1d: %s: not a number from %llu to %llu: "
			"'%s'\n",
			row->name, (unsigned long long)row->least,
			(unsigned long long)row->most, value);
		return false;
	}
	put_number(member, row->size, number);
	return true;
}

/* `value` is NULL if there is no further argument. */
static bool
set_option(struct options *options, const struct row *row, const char *value)
{
	void *member = (char *)options + row->at;

	if (row->kind != KIND_FLAG && !value)
		return bad(row->name, "a value is missing");
	switch (row->kind) {
	case KIND_TEXT:
		memcpy(member, &value, sizeof(value));
		break;
	case KIND_FLAG:
		*(bool *)member = true;
		break;
	case KIND_NUMBER:
		return set_number(member, row, value);
	}
	return true;
}

static const struct row *
find_row(const char *name)
{
	size_t i;

	for (i = 0; i < N(rows); i++)
		if (strcmp(name, rows[i].name) == 0)
			return &rows[i];
	bad(name, strncmp(name, "--", 2) == 0 ? "no such option; try --help"
					      : "not an option; try --help");
	return NULL;
}

/* What does not go together. */
static bool
check(const struct http_server_options *server)
{
	bool secure = server->tls_certificate || server->tls_self_signed;

	if (server->tls_certificate && server->tls_self_signed)
		return bad("--tls-self-signed",
			"not together with --tls-certificate");
	if (server->tls_certificate && !server->tls_key)
		return bad("--tls-certificate", "--tls-key is missing");
	if (server->tls_key && !server->tls_certificate)
		return bad("--tls-key", "--tls-certificate is missing");
	if (server->tls_certificate_out && !secure)
		return bad("--tls-certificate-out",
			"there is no certificate without --tls-self-signed or "
			"--tls-certificate");
	return true;
}

static enum options_result
read_arguments(struct options *options, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		const struct row *row;

		if (strcmp(argv[i], "--help") == 0) {
			print_help();
			return OPTIONS_DONE;
		}
		if (strcmp(argv[i], "--version") == 0) {
			puts("h1d " H1D_VERSION);
			return OPTIONS_DONE;
		}
#ifdef ASSAY_FAULTS
		if (strcmp(argv[i], "--faults") == 0) {
			fault_print_all();
			return OPTIONS_DONE;
		}
		if (strcmp(argv[i], "--fault") == 0) {
			if (fault_switch_on(argv[++i]))
				continue;
			bad("--fault", "no such fault; try --faults");
			return OPTIONS_BAD;
		}
#endif
		row = find_row(argv[i]);
		if (!row || !set_option(options, row,
				    i + 1 < argc ? argv[i + 1] : NULL))
			return OPTIONS_BAD;
		if (row->kind != KIND_FLAG)
			i++;
	}
	return OPTIONS_RUN;
}

enum options_result
options_read(struct options *options, int argc, char **argv)
{
	enum options_result result;

	*options = (struct options){.server = http_server_defaults};
	options->server.program = "h1d";
	result = read_arguments(options, argc, argv);
	if (result == OPTIONS_RUN && !check(&options->server))
		return OPTIONS_BAD;
	options->site.max_memory = options->server.settings.max_memory;
	return result;
}

const char *
options_text(const struct options *options, const char *name)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < N(rows); i++)
		if (rows[i].kind == KIND_TEXT &&
			strcmp(name, rows[i].name) == 0)
			memcpy(&text, (const char *)options + rows[i].at,
				sizeof(text));
	return text;
}
