/*
 * Ctrl-C and its kin: a command ends in order, and tells what it has.
 */
#ifndef ASSAY_CLI_INTERRUPT_H
#define ASSAY_CLI_INTERRUPT_H

#include <stdbool.h>

/* One of SIGINT, SIGTERM and SIGHUP came. */
extern volatile bool interrupt_seen;

/* From now on they are noted, and SIGPIPE is ignored. What was ignored when the
 * program began, as nohup has it, stays so. */
void interrupt_catch(void);

#endif
