/* Makes h1c(1) of its template and the tables of options and failures. */
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "man/mdoc.h"
#include "man/template.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	char letter;
	const char *name, *value, *text;
} options[] = {
#define OPTION(id, letter, name, value, text) {letter, name, value, text},
#include "client/options.def"
#undef OPTION
};

static const struct {
	const char *name, *text;
	uint64_t standard;
} numbers[] = {
#define SETTING(name, option, standard, least, most, text) \
	{option, text, standard},
#include "client/settings.def"
#undef SETTING
};

static const struct {
	const char *text;
	int status;
} failures[] = {
#define CLIENT_ROW(name, status, clause, text) {text, status},
#include "client/failure.def"
#undef CLIENT_ROW
};

static void
write_options(FILE *out)
{
	for (size_t i = 0; i < N(options); i++) {
		char term[200];

		(void)snprintf(term, sizeof(term), "%s%c%s%s%s%s",
			options[i].letter ? "-" : "",
			options[i].letter ? options[i].letter : ' ',
			options[i].letter ? ", " : "", options[i].name,
			options[i].value ? " " : "",
			options[i].value ? options[i].value : "");
		mdoc_item(out, term + strspn(term, " "),
			strlen(term + strspn(term, " ")));
		mdoc_prose(out, options[i].text, strlen(options[i].text));
	}
}

static void
write_numbers(FILE *out)
{
	for (size_t i = 0; i < N(numbers); i++) {
		char text[300];

		if (numbers[i].standard == UINT64_MAX)
			(void)snprintf(text, sizeof(text), "%s (no limit)",
				numbers[i].text);
		else
			(void)snprintf(text, sizeof(text), "%s (%" PRIu64 ")",
				numbers[i].text, numbers[i].standard);
		(void)fprintf(out, ".It Fl %s Ar N\n", numbers[i].name + 1);
		mdoc_prose(out, text, strlen(text));
	}
}

/* One entry for each status; the rows that share one stand together. */
static void
write_statuses(FILE *out)
{
	int last = -1;

	for (size_t i = 0; i < N(failures); i++) {
		if (failures[i].status == last)
			(void)fputs(".br\n", out);
		else
			(void)fprintf(out, ".It %d\n", failures[i].status);
		mdoc_prose(out, failures[i].text, strlen(failures[i].text));
		last = failures[i].status;
	}
}

int
main(int argc, char **argv)
{
	static const struct template_part parts[] = {
		{"@OPTIONS@", write_options},
		{"@NUMBERS@", write_numbers},
		{"@STATUSES@", write_statuses},
	};

	return template_main(argc, argv, parts, N(parts));
}
