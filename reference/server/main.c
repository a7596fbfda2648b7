/* h1d: the strict reference server. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "server/listener.h"
#include "server/options.h"

/* Descriptors for a connection (its socket, and a file), and for the rest. */
#define PER_CONNECTION 2
#define FOR_THE_REST 32

/* As many descriptors as we may have; not more connections than they serve. */
static void
fit_descriptors(struct settings *settings)
{
	struct rlimit limit;
	uint64_t most;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 ||
		getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	most = (uint64_t)limit.rlim_cur;
	most = most > FOR_THE_REST ? (most - FOR_THE_REST) / PER_CONNECTION : 1;
	if (settings->max_connections > most)
		settings->max_connections = most;
}

/* A folder that was asked for must be there; ours may be missing, as it is on
 * a machine without the sources. */
static bool
open_files(struct files *files, const char *folder)
{
	if (files_init(files, folder ? folder : H1D_STATIC) || !folder)
		return true;
	fprintf(stderr, "h1d: --static %s: %s\n", folder, strerror(errno));
	return false;
}

static int
serve(const struct options *options, const struct site *site)
{
	struct listener listener;
	int status = listener_open(&listener, options, site);

	if (status == UV_EINVAL) {
		fprintf(stderr, "h1d: --address '%s': not an IP address\n",
			options->address);
		return 2;
	}
	if (status != 0) {
		fprintf(stderr, "h1d: %s port %u: %s\n", options->address,
			options->port, uv_strerror(status));
		return 1;
	}
	if (!listener_announce(&listener)) {
		fprintf(stderr, "h1d: standard output: %s\n", strerror(errno));
		return 1;
	}
	listener_run(&listener);
	return 0;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct site site;
	int status;

	switch (options_read(&options, argc, argv)) {
	case OPTIONS_RUN:
		break;
	case OPTIONS_DONE:
		return 0;
	case OPTIONS_BAD:
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	fit_descriptors(&options.settings);
	if (!open_files(&site.files, options.folder))
		return 2;
	status = serve(&options, &site);
	files_free(&site.files);
	return status;
}
