#include "client/options.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/options_check.h"
#include "client/options_help.h"
#include "client/options_number.h"
#include "h1/lenient.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

enum option_id {
#define OPTION(id, short, name, value, text) OPTION_##id,
#include "client/options.def"
#undef OPTION
};

static const struct row {
	enum option_id id;
	char letter;
	const char *name;
	bool takes;
} rows[] = {
#define OPTION(id, short, name, value, text) \
	{OPTION_##id, short, name, (value) != NULL},
#include "client/options.def"
#undef OPTION
};

struct h1_span
options_span(const char *text)
{
	return (struct h1_span){(const uint8_t *)text, strlen(text)};
}

/* "Name: value", or "Name:" for nothing. */
static bool
add_field(struct options *options, const char *text)
{
	struct client_field *field = &options->fields[options->n_fields];
	const char *colon;

	assert(text);
	colon = strchr(text, ':');
	if (options->n_fields == OPTIONS_FIELDS_MAX)
		return options_bad("--header", "too many of them");
	if (!colon)
		return options_bad("--header", "no colon");
	field->name =
		(struct h1_span){(const uint8_t *)text, (size_t)(colon - text)};
	colon++;
	while (*colon == ' ' || *colon == '\t')
		colon++;
	field->value = options_span(colon);
	options->n_fields++;
	return true;
}

static bool
set_flag(bool *flag)
{
	*flag = true;
	return true;
}

static bool
set_text(const char **text, const char *value, const char *name)
{
	if (*text)
		return options_bad(name, "given twice");
	*text = value;
	return true;
}

static bool
tolerate(struct options *options, const char *value)
{
	unsigned flag;

	assert(value);
	flag = h1_lenient_find(options_span(value));
	options->lenient |= flag;
	if (flag)
		return true;
	fputs("h1c: --tolerate: none of", stderr);
	for (unsigned bit = 0; h1_lenient_name(bit); bit++)
		fprintf(stderr, " %s", h1_lenient_name(bit));
	fputc('\n', stderr);
	return false;
}

static bool
set_option(struct options *o, const struct row *row, const char *value)
{
	switch (row->id) {
	case OPTION_OUTPUT:
		return set_text(&o->output, value, row->name);
	case OPTION_BY_NAME:
		return set_flag(&o->by_name);
	case OPTION_CONTINUE:
		return set_flag(&o->resume);
	case OPTION_FAIL:
		return set_flag(&o->fail);
	case OPTION_SAVE_ERRORS:
		return set_flag(&o->save_errors);
	case OPTION_INCLUDE:
		return set_flag(&o->include);
	case OPTION_COMPRESSED:
		return set_flag(&o->compressed);
	case OPTION_METHOD:
		return set_text(&o->method, value, row->name);
	case OPTION_HEAD:
		return set_flag(&o->head);
	case OPTION_FIELD:
		return add_field(o, value);
	case OPTION_UPLOAD:
		return set_text(&o->upload, value, row->name);
	case OPTION_DATA:
		return set_text(&o->data, value, row->name);
	case OPTION_CHUNKED:
		return set_flag(&o->chunked);
	case OPTION_EXPECT:
		return set_flag(&o->expect);
	case OPTION_NO_EXPECT:
		return set_flag(&o->no_expect);
	case OPTION_USER:
		return set_text(&o->user, value, row->name);
	case OPTION_DIGEST:
		return set_flag(&o->digest);
	case OPTION_FOLLOW:
		return set_flag(&o->follow);
	case OPTION_DOWNGRADE:
		return set_flag(&o->downgrade);
	case OPTION_CA:
		return set_text(&o->ca, value, row->name);
	case OPTION_INSECURE:
		return set_flag(&o->insecure);
	case OPTION_TOLERATE:
		return tolerate(o, value);
	case OPTION_VERBOSE:
		return set_flag(&o->verbose);
	case OPTION_SILENT:
		return set_flag(&o->silent);
	case OPTION_HELP:
	case OPTION_VERSION:
		break;
	}
	return true;
}

static const struct row *
find_row(const char *argument)
{
	for (size_t i = 0; i < N(rows); i++)
		if (strcmp(rows[i].name, argument) == 0 ||
			(rows[i].letter && argument[0] == '-' &&
				argument[1] == rows[i].letter &&
				argument[2] == '\0'))
			return &rows[i];
	return NULL;
}

/* One argument, and its value behind it: moves *argv on. */
static bool
read_argument(struct options *options, char ***argv)
{
	const char *argument = *(*argv)++;
	const struct row *row = find_row(argument);
	bool number = options_number_is(argument);

	if (argument[0] != '-') {
		options->urls[options->n_urls++] = argument;
		return true;
	}
	if (!row && !number)
		return options_bad(argument, "no such option; try --help");
	if (row && !row->takes)
		return set_option(options, row, NULL);
	if (!**argv)
		return options_bad(argument, "a value is missing");
	return row ? set_option(options, row, *(*argv)++)
		   : options_number_set(&options->settings, argument,
			     *(*argv)++);
}

static bool
asks_for(char **argv, enum option_id id)
{
	for (; *argv; argv++) {
		const struct row *row = find_row(*argv);

		if (row && row->id == id)
			return true;
		if ((row && row->takes) || options_number_is(*argv))
			if (!*++argv)
				break;
	}
	return false;
}

enum options_result
options_read(struct options *options, int argc, char **argv)
{
	*options = (struct options){.settings = client_settings_default};
	if (asks_for(argv + 1, OPTION_HELP)) {
		options_help();
		return OPTIONS_DONE;
	}
	if (asks_for(argv + 1, OPTION_VERSION)) {
		puts("h1c " H1C_VERSION);
		return OPTIONS_DONE;
	}
	options->urls = calloc((size_t)argc, sizeof(*options->urls));
	if (!options->urls)
		return OPTIONS_BAD;
	for (argv++; *argv;)
		if (!read_argument(options, &argv))
			return OPTIONS_BAD;
	return options_check(options) ? OPTIONS_RUN : OPTIONS_BAD;
}

void
options_free(struct options *options)
{
	free(options->urls);
	options->urls = NULL;
}

struct h1_span
options_method(const struct options *options)
{
	if (options->method)
		return options_span(options->method);
	if (options->head)
		return H1_SPAN("HEAD");
	if (options->upload)
		return H1_SPAN("PUT");
	return options->data ? H1_SPAN("POST") : H1_SPAN("GET");
}

bool
options_has_field(const struct options *options, struct h1_span name)
{
	for (size_t i = 0; i < options->n_fields; i++)
		if (h1_span_equal_nocase(options->fields[i].name, name))
			return true;
	return false;
}
