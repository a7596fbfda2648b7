#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/fuzz_options.h"
#include "cli/fuzz_report.h"
#include "cli/interrupt.h"
#include "cli/live.h"
#include "cli/suite.h"

/* For a connection. */
#define CONNECT_MS 3000

/* Messages a second to a machine that is not this one, unless told. */
#define RATE_AWAY 50

/* Everything that one run holds; command_fuzz() gives it all back. */
struct fuzz_command {
	struct fuzz_options options;
	struct suite suite;
	struct live live;
	struct messages messages;
	struct fuzz_report report;
	struct campaign *campaign;
};

static int
fail(const char *why)
{
	(void)fprintf(stderr, "assay fuzz: %s\n", why);
	return STATUS_HARNESS;
}

static int
open_target(struct fuzz_command *c)
{
	const struct live_options options = {
		.command = "fuzz",
		.url = c->options.url,
		.reach = &c->options.reach,
		.jobs = c->options.jobs,
		.connect_ms = CONNECT_MS,
	};

	return live_open(&c->live, &options);
}

static int
take_seeds(struct fuzz_command *c)
{
	const struct live *live = &c->live;

	c->messages.harmless = !live->reach.is_here;
	if (messages_take(&c->messages,
		    (const struct test_case *const *)c->suite.set.cases,
		    c->suite.set.n, &live->context.values,
		    live->context.capabilities))
		return STATUS_OK;
	return fail("no case can be a seed");
}

static void
set_up_report(struct fuzz_command *c)
{
	const char *term = getenv("TERM");

	c->report = (struct fuzz_report){
		.out = stdout,
		.folder = c->options.folder,
		.requirements = c->suite.requirements,
		.quiet = c->options.quiet,
		.terminal = isatty(STDOUT_FILENO) == 1 && term != NULL &&
			    strcmp(term, "dumb") != 0,
	};
}

static void
set_up_campaign(struct fuzz_command *c)
{
	const struct fuzz_options *o = &c->options;

	*c->campaign = (struct campaign){
		.context = &c->live.context,
		.messages = &c->messages,
		.seed = o->seed,
		.jobs = c->live.calibration.jobs,
		.rate = o->has_rate		? o->rate
			: c->live.reach.is_here ? 0
						: RATE_AWAY,
		.end_ns = uv_hrtime() + o->seconds * UINT64_C(1000000000),
		.most_messages = o->messages,
		.most_finds = o->max_finds,
		.stop = &interrupt_seen,
		.on_find = fuzz_report_find,
		.on_progress = fuzz_report_progress,
		.data = &c->report,
	};
}

/* A target that died is a find, if it can be told of what. */
static int
status_of(const struct fuzz_command *c, enum campaign_end end)
{
	if (c->report.failed || end == CAMPAIGN_NO_MEMORY ||
		end == CAMPAIGN_STOPPED)
		return STATUS_HARNESS;
	if (c->campaign->n_finds > 0)
		return STATUS_DEVIATES;
	return end == CAMPAIGN_DEAD ? STATUS_HARNESS : STATUS_OK;
}

static int
fuzz(struct fuzz_command *c)
{
	enum campaign_end end;
	int status = open_target(c);

	if (status == STATUS_OK)
		status = take_seeds(c);
	if (status != STATUS_OK)
		return status;
	c->campaign = malloc(sizeof(*c->campaign));
	if (c->campaign == NULL)
		return fail("out of memory");
	set_up_report(c);
	set_up_campaign(c);
	end = campaign_run(c->campaign);
	fuzz_report_end(&c->report, c->campaign, end);
	status = status_of(c, end);
	campaign_free(c->campaign);
	return status;
}

int
command_fuzz(int argc, char **argv)
{
	struct fuzz_command c = {.campaign = NULL};
	int status;

	interrupt_catch();
	if (!fuzz_options_read(&c.options, argc, argv, &status))
		return status;
	status = STATUS_USAGE;
	if (suite_read(&c.suite, c.options.cases))
		status = fuzz(&c);
	free(c.campaign);
	messages_free(&c.messages);
	live_close(&c.live);
	suite_close(&c.suite);
	return status;
}
