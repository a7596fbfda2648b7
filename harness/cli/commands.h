/*
 * The subcommands of `assay`. Each gets its own name as argv[0] and gives the
 * exit status of the program.
 */
#ifndef ASSAY_CLI_COMMANDS_H
#define ASSAY_CLI_COMMANDS_H

#include <stdio.h>

/* Exit statuses */
#define STATUS_OK 0
#define STATUS_DEVIATES 1 /* the target, or what is checked */
#define STATUS_USAGE 2	  /* or a case file is refused */
#define STATUS_HARNESS 3  /* the target or the harness */

int command_run(int argc, char **argv);
int command_baseline(int argc, char **argv);
int command_lint(int argc, char **argv);
int command_list(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_coverage(int argc, char **argv);
int command_fuzz(int argc, char **argv);
int command_audit(int argc, char **argv);
int command_targets(int argc, char **argv);
int command_vectors(int argc, char **argv);
int command_case_from(int argc, char **argv);
int command_minimise(int argc, char **argv);
int command_help(int argc, char **argv);

/* One row of commands.def. */
struct command {
	const char *name;
	int (*function)(int argc, char **argv);
	const char *usage;
	const char *summary;
	const char *manual;
};

/* NULL: there is none of that name. */
const struct command *command_find(const char *name);

/* Tells about all commands, or about one. */
void command_print_all(FILE *out);
void command_print(const struct command *c, FILE *out);

#endif
