/*
 * What `assay run` is going to write.
 */
#ifndef ASSAY_CLI_RUN_FILES_H
#define ASSAY_CLI_RUN_FILES_H

#include "cli/run_options.h"

/* Whether the files and the folder of reproducers can be written, which is made
 * if it is missing: learnt before the run, rather than behind it. False: it has
 * been told which one cannot. */
bool run_files_check(const struct run_options *o);

#endif
