/*
 * The rows of commands.def for tools of the build, which run no command.
 */
#ifndef ASSAY_MAN_COMMAND_TABLE_H
#define ASSAY_MAN_COMMAND_TABLE_H

#include <stddef.h>

struct command_row {
	const char *name;
	const char *usage; /* more lines than one begin with "       assay " */
	const char *summary;
	const char *manual;
};

extern const struct command_row command_rows[];
extern const size_t n_command_rows;

#endif
