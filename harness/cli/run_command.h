/*
 * The parts of `assay run`, in the order in which they come. Each that can fail
 * gives an exit status, and has then told why.
 */
#ifndef ASSAY_CLI_RUN_COMMAND_H
#define ASSAY_CLI_RUN_COMMAND_H

#include "cli/reach.h"
#include "cli/run_baseline.h"
#include "cli/run_options.h"
#include "cli/suite.h"
#include "target/calibrate.h"
#include "target/process.h"

/* Everything that one run holds; command_run() gives it all back. */
struct run_command {
	struct run_options options;
	struct suite suite;
	struct arena *arena;
	struct target_file file;
	struct target_process process;
	char *expanded_url;   /* owned; NULL without a target file */
	const char *url_text; /* that, or what the user gave */
	struct reach reach;
	uv_loop_t loop;
	bool has_loop;
	struct play_context context;
	struct pace pace;
	struct unread *unread;
	struct calibration calibration;
	struct held_baseline baseline;
	struct run run;
	struct console *console;
	char address[TARGET_ADDRESS_TEXT_MAX];
	char server[300];
	char target_version[300];
	char started[32];
	uint64_t start_ns;
};

/* Tells it on stderr; `why` may be empty. Gives `status`. */
int run_fail(int status, const char *what, const char *why);

/* Reads the target file and the baseline, if there are any, starts the target,
 * and finds out how it is reached. */
int run_target_open(struct run_command *c);

/* Finds out what it can do, and how fast. */
int run_target_calibrate(struct run_command *c);

/* Notes in c->run what is known before the first case. */
void run_describe(struct run_command *c);

#endif
