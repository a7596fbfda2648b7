/*
 * Ctrl-C and its kin: a command ends in order, and tells what it has; at the
 * second it just ends.
 */
#ifndef ASSAY_CLI_INTERRUPT_H
#define ASSAY_CLI_INTERRUPT_H

#include <stdbool.h>

/* One of SIGINT, SIGTERM and SIGHUP came. */
extern volatile bool interrupt_seen;

/* It came again. What comes right behind the first, as when both a shell and its
 * terminal send it, is not counted. */
extern volatile bool interrupt_repeated;

/*
 * From now on they are noted, and SIGPIPE is ignored. What was ignored when the
 * program began, as nohup has it, stays so. The second ends the program with
 * STATUS_HARNESS; a target that it started is then stopped by its guardian.
 */
void interrupt_catch(void);

/* The same, but the second is noted as well: the program ends what it runs. */
void interrupt_catch_both(void);

#endif
