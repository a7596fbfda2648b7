#include <string.h>

#include "cli/commands.h"

static const struct command commands[] = {
#define COMMAND_NAMED(id, name, usage, summary, manual) \
	{name, command_##id, usage, summary, manual},
#define COMMAND(id, usage, summary, manual) \
	COMMAND_NAMED(id, #id, usage, summary, manual)
#include "cli/commands.def"
#undef COMMAND
#undef COMMAND_NAMED
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

void
command_print_all(FILE *out)
{
	(void)fprintf(out,
		"assay %s: conformance suite for HTTP/1.1\n\n"
		"usage: assay COMMAND [ARGUMENT...]\n\n",
		ASSAY_VERSION);
	for (size_t i = 0; i < N_COMMANDS; i++)
		(void)fprintf(out, "  %-10s%s\n", commands[i].name,
			commands[i].summary);
	(void)fprintf(out,
		"\n`assay help COMMAND` tells more about one of them.\n");
}

void
command_print(const struct command *c, FILE *out)
{
	(void)fprintf(out, "usage: assay %s %s\n\n%s.\n%s%s", c->name, c->usage,
		c->summary, c->manual[0] != '\0' ? "\n" : "", c->manual);
}

int
command_help(int argc, char **argv)
{
	const struct command *c;

	if (argc < 2) {
		command_print_all(stdout);
		return STATUS_OK;
	}
	c = command_find(argv[1]);
	if (c == NULL || argc > 2) {
		(void)fprintf(stderr,
			"assay: \"%s\" is not a command; `assay help` lists "
			"them\n",
			c == NULL ? argv[1] : argv[2]);
		return STATUS_USAGE;
	}
	command_print(c, stdout);
	return STATUS_OK;
}
