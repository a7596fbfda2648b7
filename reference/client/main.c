/* h1c: the strict reference client. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "client/transfer.h"
#include "support/standard_streams.h"
#include "tls/tls.h"

/* Whether the connection for the i-th URL is of no use for the next one. */
static bool
is_last(const struct options *options, size_t i)
{
	struct client_url url, next;

	return i + 1 == options->n_urls ||
	       client_url_read(&url, options_span(options->urls[i])) !=
		       CLIENT_URL_OK ||
	       client_url_read(&next, options_span(options->urls[i + 1])) !=
		       CLIENT_URL_OK ||
	       !client_url_same_origin(&url, &next);
}

/* The first failure decides on the exit status; the others are told too. */
static enum client_failure
run(struct program *program)
{
	const struct options *options = &program->options;
	enum client_failure first = CLIENT_DONE;

	for (size_t i = 0; i < options->n_urls; i++) {
		enum client_failure failure = transfer_run(program,
			options->urls[i], is_last(options, i));

		if (first == CLIENT_DONE)
			first = failure;
		if (runtime_interrupted())
			break;
	}
	return first;
}

static void
free_program(struct program *program)
{
	link_close(program->link);
	tls_context_free(program->tls);
	options_free(&program->options);
	if (!program->runtime.stuck)
		runtime_free(&program->runtime);
}

int
main(int argc, char **argv)
{
	static struct program program;
	enum client_failure failure;

	if (!standard_streams_keep())
		return client_failure_status(CLIENT_FILE);
	switch (options_read(&program.options, argc, argv)) {
	case OPTIONS_RUN:
		break;
	case OPTIONS_DONE:
		options_free(&program.options);
		return 0;
	case OPTIONS_BAD:
		options_free(&program.options);
		return client_failure_status(CLIENT_USAGE);
	}
	if (!runtime_init(&program.runtime))
		return client_failure_status(CLIENT_MEMORY);
	program.wire.shown = program.options.verbose;
	output_init(&program.heads, NULL);
	failure = run(&program);
	free_program(&program);
	/* at exit libuv waits for its threads, and one of them hangs */
	if (program.runtime.stuck)
		_exit(client_failure_status(failure));
	return client_failure_status(failure);
}
