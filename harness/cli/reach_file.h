/*
 * What a target file says of how the target is reached.
 */
#ifndef ASSAY_CLI_REACH_FILE_H
#define ASSAY_CLI_REACH_FILE_H

#include "case/arena.h"
#include "cli/reach_options.h"
#include "target/process.h"

/*
 * Fills in what the options leave open, and puts the headers of the file behind
 * theirs; with the placeholders of a process that is running. Texts are from
 * the arena. NULL, or the key that is wrong: an unknown placeholder, or more headers
 * than there is room for.
 */
const char *reach_file_take(struct reach_options *options, const char **via,
	const struct target_process *process, struct arena *arena);

#endif
