#include "man/command_table.h"

const struct command_row command_rows[] = {
#define COMMAND_NAMED(id, name, usage, summary, manual) \
	{name, usage, summary, manual},
#define COMMAND(id, usage, summary, manual) \
	COMMAND_NAMED(id, #id, usage, summary, manual)
#include "cli/commands.def"
#undef COMMAND
#undef COMMAND_NAMED
};
const size_t n_command_rows = sizeof(command_rows) / sizeof(command_rows[0]);
